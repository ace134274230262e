// In one line for each of some indicators: the last measured value and the last target.
import { ask, literal, odata } from "./ask.js";
import { fiscalYear } from "./words.js";
import { say } from "./texts.js";
import { el } from "./dom.js";

const measured = ["baseline", "current", "actual"];

/** @param {string[]} codes @returns {Promise<Map<string, Node[]>>} */
export async function figuresOf(codes) {
  const answer = await ask(
    odata("observations", {
      $filter: `indicatorCode in (${codes.map(literal).join(",")}) and status eq 'ok' and fiscalYear ne null and subgroup eq null and wardCode eq null and valueType ne 'projection'`,
      $select: "indicatorCode,valueType,fiscalYear,valueText",
      $orderby: "fiscalYear",
    }),
  );
  const figures = new Map();
  for (const code of codes) {
    const own = answer.value.filter((row) => row.indicatorCode === code);
    const parts = [["lastMeasured", own.findLast((row) => measured.includes(row.valueType))], ["lastTarget", own.findLast((row) => row.valueType === "target")]];
    figures.set(code, parts.filter(([, row]) => row).map(([key, row]) => el("span", { class: key }, say(key, fiscalYear(row.fiscalYear)), " ", el("b", {}, row.valueText))));
  }

  return figures;
}
