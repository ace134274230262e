// URLs that odata-query writes, asked of the service.
import buildQuery from "odata-query";
import { answering } from "./answering.mjs";

const [root] = process.argv.slice(2);

await answering(async ({ set, query, columns }) => {
  const url = root + set + buildQuery(query);
  const answer = await fetch(url);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  const body = JSON.parse(text);
  return { url, count: body["@odata.count"] ?? null, rows: body.value.map((row) => columns.map((path) => path.split("/").reduce((at, name) => at?.[name] ?? null, row))) };
});
