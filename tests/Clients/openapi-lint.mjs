// What Spectral (OpenAPI and OWASP rules) and Redocly say of an OpenAPI document: an array of sentences, empty for nothing.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { answering } from "./answering.mjs";

const [linter, file] = process.argv.slice(2);
const run = promisify(execFile);
const bin = new URL("node_modules/.bin/", import.meta.url).pathname;
const commands = {
  spectral: ["spectral", ["lint", file, "--ruleset", "openapi-rules.yaml", "--format", "json", "--quiet"]],
  redocly: ["redocly", ["lint", file, "--config", "openapi-redocly.yaml", "--format", "json", "--max-problems", "1000"]],
};

async function findings() {
  const [program, options] = commands[linter];
  const { stdout } = await run(bin + program, options, { maxBuffer: 256 * 1024 * 1024, env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" } })
    .catch((error) => (error.stdout?.trim().startsWith("{") || error.stdout?.trim().startsWith("[") ? error : Promise.reject(error)));
  const said = JSON.parse(stdout.slice(stdout.search(/[[{]/)));
  return linter === "spectral"
    ? said.map((finding) => `${finding.code} ${finding.path.join("/")}: ${finding.message}`)
    : said.problems.map((finding) => `${finding.ruleId} ${finding.location[0]?.pointer}: ${finding.message}`);
}

await answering(findings);
