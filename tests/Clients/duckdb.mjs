// Runs the SQL of a file in DuckDB and prints the rows as CSV, as `duckdb -csv` does. A line with the mark alone is printed as it is.
import { readFileSync } from "node:fs";
import { DuckDBInstance, StatementType } from "@duckdb/node-api";

const mark = "␞";
const connection = await (await DuckDBInstance.create(":memory:")).connect();

for (const [index, part] of readFileSync(process.argv[2], "utf8").split(`\n${mark}\n`).entries()) {
  if (index > 0) console.log(mark);
  const statements = await connection.extractStatements(part);
  for (let at = 0; at < statements.count; at++) {
    const reader = await (await statements.prepare(at)).runAndReadAll();
    if (reader.statementType === StatementType.SELECT) print(reader);
  }
}

function print(reader) {
  console.log(reader.columnNames().map(cell).join(","));
  for (const row of reader.getRows()) console.log(row.map(cell).join(","));
}

function cell(value) {
  const text = value === null ? "" : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
