// The observations of an indicator: which belong together, and whether an actual value meets its target.
import { say } from "./texts.js";
import { language } from "./dom.js";

const lists = ["baselines", "currents", "targets", "actuals", "projections"];

/** The kinds of values that were measured. */
export const isMeasured = (row) => ["baseline", "current", "actual"].includes(row.valueType);

/** A value that can stand in a chart. */
export const isPlotted = (row) => row.value !== null && row.fiscalYear !== null;

/** The series of an answer of `/series`: a name for each subgroup and ward, its observations in the order of the years. */
export function seriesOf(answer) {
  return answer.series.map(({ subgroup, ward, years }) => ({ name: nameOf(subgroup, ward), rows: years.flatMap((year) => lists.flatMap((list) => year[list])) }));
}

const nameOf = (subgroup, ward) => [ward && (language === "en" ? ward.nameEn : ward.name), subgroup].filter(Boolean).join(say("comma")) || say("whole");

/**
 * How the actual values stand against a target of the same year, by the rule of the service (docs/decisions/0033): both exact numbers in the same
 * unit and kind of period; several actual values count when they agree. Null where nothing can be said.
 * @returns {{isMet: boolean, by: number, actual: object} | null}
 */
export function verdict(target, rows, indicator) {
  if (target.valueType !== "target" || !isExact(target) || target.fiscalYear === null || target.lastFiscalYear !== null) return null;
  const unit = (row) => row.unit ?? indicator.unit;
  const actuals = rows.filter((row) => row.valueType === "actual" && isExact(row) && row.comparator === "eq" && row.upperValue === null && row.fiscalYear === target.fiscalYear
    && row.lastFiscalYear === null && row.periodKind === target.periodKind && unit(row) === unit(target));
  const met = new Set(actuals.map((actual) => meets(actual.value, target, indicator.direction)));
  if (met.size !== 1) return null;
  const actual = actuals[0];
  return { isMet: met.has(true), by: distance(actual.value, target), actual };
}

const isExact = (row) => row.status === "ok" && row.value !== null && !(row.note ?? "").includes("約");

function meets(value, target, direction) {
  switch (target.comparator) {
    case "ge": return value >= target.value;
    case "gt": return value > target.value;
    case "le": return value <= target.value;
    case "lt": return value < target.value;
    case "range": return value >= target.value && value <= target.upperValue;
    default: return direction === "increase" ? value >= target.value : direction === "decrease" ? value <= target.value : value === target.value;
  }
}

// Decimals as printed: 62.1 - 64 is -1.9, not -1.8999999999999986.
function distance(value, { value: target, upperValue }) {
  const bound = upperValue !== null && value > target ? upperValue : target;
  const digits = Math.max(...[value, bound].map((n) => (String(n).split(".")[1] ?? "").length));
  return Number((value - bound).toFixed(digits));
}
