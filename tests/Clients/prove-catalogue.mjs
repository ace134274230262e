// The judges of scripts/prove-catalogue that run under Node.js: the JSON schema of SDMX-JSON, the SHACL shapes of DCAT-AP. Ends with 1 when one finds a violation.
import { readdirSync, readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import Ajv from "ajv";

const [judges, files] = process.argv.slice(2);
const schema = JSON.parse(readFileSync(`${judges}/sdmx-json/sdmx-json-data-schema.json`, "utf8"));
delete schema.id;
delete schema.$schema;
const check = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
const isMessage = check(JSON.parse(readFileSync(`${files}/indicatorFacts.sdmx.json`, "utf8")));
console.log(`${files}/indicatorFacts.sdmx.json ${isMessage ? "validates" : JSON.stringify(check.errors)}`);

const shapes = readdirSync(`${judges}/dcat-ap`).filter((f) => f.endsWith(".ttl")).map((f) => `${judges}/dcat-ap/${f}`);
const judged = spawnSync("node", ["catalog.mjs"], { input: JSON.stringify({ folder: files, shapes }) + "\n", maxBuffer: 1 << 28 });
const { answer, error } = JSON.parse(judged.stdout.toString());
if (!answer) throw new Error(error);
const violations = answer.turtle.filter((f) => f.includes("#Violation"));
console.log(`catalogue: ${answer.statements} statements, ${answer.differences.length} differences between the forms, ${violations.length} violations, ${answer.turtle.length - violations.length} warnings`);
const kinds = new Map();
for (const finding of answer.turtle) {
  const [severity, , path] = finding.split(" ");
  const kind = `${severity.split("#")[1]} ${path}`;
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
}
for (const [kind, count] of kinds) console.log(`  ${count} ${kind}`);
violations.slice(0, 5).forEach((v) => console.log(v));
process.exitCode = isMessage && violations.length === 0 && answer.differences.length === 0 ? 0 : 1;
