// What jsonstat-toolkit finds in a JSON-stat file, and what stands in an SDMX-JSON message for whoever follows its numbers: figures, numbers and their sum by what is stated.
import { readFileSync } from "node:fs";
import JSONstat from "jsonstat-toolkit";
import { answering } from "./answering.mjs";

await answering(async ({ folder }) => {
  const read = (name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
  return { jsonstat: jsonStat(read("indicatorFacts.jsonstat.json")), sdmx: sdmxJson(read("indicatorFacts.sdmx.json")) };
});

function jsonStat(file) {
  const dataset = JSONstat(file);
  const rows = dataset.toTable({ type: "arrobj", status: true, content: "id" });
  const unit = dataset.Dimension("indicator").Category("5-1-1-o2").unit.label;
  return { length: dataset.n, unit, first: dataset.Dimension("valueType").Category(0).label, totals: totals(rows.filter((r) => r.status !== null).map((r) => [r.valueType, r.value])) };
}

function sdmxJson({ data }) {
  const { dimensions, measures, attributes } = data.structures[0];
  const ids = dimensions.observation.map((d) => d.id);
  const type = dimensions.observation[ids.indexOf("MEASURE_TYPE")].values;
  const figures = Object.entries(data.dataSets[0].observations);
  if (figures.some(([key, values]) => key.split(":").length !== ids.length || values.length !== measures.observation.length + attributes.observation.length)) {
    throw new Error("A figure has not as many values as the structure says.");
  }
  return totals(figures.map(([key, values]) => [type[key.split(":")[ids.indexOf("MEASURE_TYPE")]].id.toLowerCase(), values[0]]));
}

function totals(figures) {
  const by = {};
  for (const [type, value] of figures) {
    const total = (by[type] ??= [0, 0, 0]);
    total[0]++;
    if (value !== null) {
      total[1]++;
      total[2] += value;
    }
  }
  return Object.entries(by).sort().map(([type, [all, numbers, sum]]) => `${type}|${all}|${numbers}|${sum.toFixed(4)}`);
}
