// What others read in whole sets: the `datapackage` library checks the descriptor, every row of every file and every reference; DuckDB counts and adds up; jsonld follows the identifiers.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { DuckDBInstance } from "@duckdb/node-api";
import jsonld from "jsonld";
import { answering } from "./answering.mjs";

const { Package } = createRequire(import.meta.url)("datapackage");
const database = await (await DuckDBInstance.create()).connect();

await answering(async ({ folder, name }) => ({ packages: await checked(folder), duckdb: await totals(folder), linked: await linked(`${folder}/${name}.jsonld`), joined: await joined(folder) }));

async function checked(folder) {
  const found = await Package.load(JSON.parse(readFileSync(`${folder}/datapackage.json`, "utf8")), { basePath: folder, strict: true });
  const rows = {};
  for (const resource of found.resources) {
    rows[resource.descriptor.set] = (await resource.read({ relations: true })).length;
  }

  return { valid: found.valid, errors: found.errors.map(String), rows, files: readdirSync(folder).filter((f) => f.endsWith(".csv")).sort() };
}

async function totals(folder) {
  const read = async (source) => (await database.runAndReadAll(`select count(*) || '|' || sum(cast(value as decimal(38, 10))) from ${source}`)).getRows()[0][0];
  const types = "types = {'code': 'varchar', 'value': 'varchar'}";
  return {
    csv: await read(`read_csv('${folder}/observations.csv', header = true, ${types})`),
    marked: await read(`read_csv('${folder}/observations.bom.csv', header = true, ${types})`),
    json: await read(`(select unnest(value, recursive := true) from read_json('${folder}/observations.json', maximum_object_size = 100000000))`),
  };
}

// Departments with their tasks, by the file of links between them.
async function joined(folder) {
  const file = (name) => `read_csv('${folder}/${name}.csv', header = true, all_varchar = true)`;
  const reader = await database.runAndReadAll(
    `select d.code || '|' || count(*) || '|' || min(t.name) from ${file("reformTaskDepartments")} l join ${file("reformTasks")} t on t.code = l.reformTaskCode
     join ${file("departments")} d on d.code = l.departmentCode group by d.code order by d.code`);
  return reader.getRows().map(([text]) => text);
}

async function linked(file) {
  const quads = await jsonld.toRDF(JSON.parse(readFileSync(file, "utf8")), { documentLoader: () => Promise.reject(new Error("Nothing is to be loaded.")) });
  return quads.map((q) => [q.subject.value, q.predicate.value, q.object.value, q.object.datatype?.value ?? q.object.termType, q.graph.value]);
}
