// What n3 and jsonld read in the two forms of the catalogue, whether both are the same graph, and what rdf-validate-shacl finds with shapes.
import { readFileSync } from "node:fs";
import rdf from "@zazuko/env";
import jsonld from "jsonld";
import { Parser } from "n3";
import SHACLValidator from "rdf-validate-shacl";
import { answering } from "./answering.mjs";

await answering(async ({ folder, shapes, root }) => {
  const turtle = new Parser({ factory: rdf }).parse(readFileSync(`${folder}/catalog.ttl`, "utf8"));
  const nquads = await jsonld.toRDF(JSON.parse(readFileSync(`${folder}/catalog.jsonld`, "utf8")), { format: "application/n-quads", documentLoader: nothing });
  const linked = new Parser({ factory: rdf, format: "N-Quads" }).parse(nquads);
  const lines = (quads) => quads.map((q) => rdf.dataset([q]).toString().trim()).sort();
  const [first, second] = [lines(turtle), lines(linked)];
  const definitions = rdf.dataset(shapes.flatMap((file) => new Parser({ factory: rdf }).parse(readFileSync(file, "utf8"))));
  const findings = async (quads) =>
    (await new SHACLValidator(definitions, { factory: rdf }).validate(rdf.dataset(quads))).results.map((r) => [r.severity, r.focusNode, r.path, r.value].map((t) => t?.value ?? "").concat(r.message.map((m) => m.value)).join(" "));
  // Whatever it names that is of the service: entries, files, pages, the documents behind it.
  const addresses = new Set(turtle.flatMap((q) => [q.subject, q.object]).filter((t) => t.termType === "NamedNode" && t.value.startsWith(root)).map((t) => t.value.split("#")[0]));
  return {
    statements: first.length,
    differences: [...first.filter((l) => !second.includes(l)), ...second.filter((l) => !first.includes(l))],
    turtle: await findings(turtle), jsonld: await findings(linked), addresses: [...addresses],
    issued: Object.fromEntries(turtle.filter((q) => q.predicate.value.endsWith("/terms/issued")).map((q) => [q.subject.value.split("#")[1], q.object.value])),
    damaged: (await findings(turtle.filter((q) => !q.predicate.value.endsWith("/terms/title")))).length,
  };
});

function nothing(url) {
  throw new Error(`The catalogue needs ${url} from elsewhere.`);
}
