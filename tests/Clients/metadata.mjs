// What the tools of the OASIS committee say of $metadata in XML and JSON.
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import Ajv from "ajv";
import csdl from "odata-csdl";
import openapi from "odata-openapi";
import { answering } from "./answering.mjs";

const schema = JSON.parse(await readFile(new URL("node_modules/odata-csdl/schemas/csdl.schema.json", import.meta.url)));
const isCsdl = new Ajv({ strict: false, allErrors: true }).compile(schema);

await answering(async ({ root, version }) => {
  const get = async (type) => {
    const answer = await fetch(root + "$metadata", { headers: { Accept: type, "OData-MaxVersion": version } });
    return answer.ok ? answer.text() : Promise.reject(new Error(`${answer.status} ${await answer.text()}`));
  };
  const findings = [];
  const fromXml = csdl.xml2json(await get("application/xml"), { strict: true, messages: findings });
  const json = JSON.parse(await get("application/json"));
  isCsdl(json);

  const notes = [];
  const api = openapi.csdl2openapi(json, { messages: notes });
  return {
    version: [fromXml.$Version, json.$Version],
    xml: findings,
    differences: differences(fromXml, json, ""),
    schema: (isCsdl.errors ?? []).map((e) => `${e.instancePath} ${e.message}`),
    openapi: notes,
    paths: Object.keys(api.paths),
  };
});

function differences(left, right, place) {
  if (isDeepStrictEqual(left, right)) return [];
  const isTree = (value) => typeof value === "object" && value !== null;
  if (!isTree(left) || !isTree(right)) return [`${place}: ${JSON.stringify(left)} <> ${JSON.stringify(right)}`];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].flatMap((name) => differences(left[name], right[name], `${place}/${name}`));
}
