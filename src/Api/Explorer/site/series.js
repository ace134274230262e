// The observations of an indicator: which belong together, and what was judged of targets.
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

/** What rows of `targetResults` say of targets that were reached or missed, by the code of the target. Nothing is judged here: the service does (docs/decisions/0033). */
export const verdicts = (results) => new Map(results.map(({ code, outcome, difference }) => [code, { isMet: outcome === "achieved", by: difference }]));
