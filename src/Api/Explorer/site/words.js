// Words for what the data says in codes: fiscal years, kinds of values, comparisons, states. As the published model has them, short enough for a table.
import { language } from "./dom.js";
import { say } from "./texts.js";

const words = {
  valueType: { baseline: ["計画策定時の値", "Baseline"], current: ["現状値", "Current value"], target: ["目標値", "Target"], actual: ["実績値", "Actual"], projection: ["推計値", "Projection"] },
  status: {
    text: ["文章のみ(数値ではない)", "Words only, no number"],
    notSet: ["設定なし", "Not set"],
    lost: ["原資料の変換で失われた値", "Lost in the conversion of the document"],
    notApplicable: ["対象外", "Not applicable"],
  },
  comparator: { ge: ["以上", "at least"], gt: ["を超える", "more than"], le: ["以下", "at most"], lt: ["未満", "less than"], range: ["の範囲", "within"] },
  direction: { increase: ["増加を目指す", "should rise"], decrease: ["減少を目指す", "should fall"], maintain: ["維持を目指す", "should be kept"], range: ["範囲内を目指す", "should stay within a range"] },
  kind: {
    outcome: ["成果指標", "Outcome indicator"], activity: ["活動指標", "Activity indicator"], perception: ["実感指標", "Citizens’ perception indicator"], project: ["事務事業の数値", "Project figure"],
    programme: ["プログラム指標", "Programme indicator"], fiscal: ["財政指標", "Fiscal indicator"], context: ["背景の数値", "Context figure"],
  },
  report: {
    notStarted: ["未着手", "Not started"], onTrack: ["順調", "On track"], atRisk: ["遅れの恐れ", "At risk"], delayed: ["遅れ", "Delayed"], completed: ["完了", "Completed"], discontinued: ["中止", "Discontinued"],
  },
  basis: { reference: ["参考", "reference"], frame: ["収支フレーム", "frame"], outlook: ["収支見通し", "outlook"] },
};

/** The word for a code; the code itself where there is none. */
export const word = (kind, code) => words[kind][code]?.[language === "en" ? 1 : 0] ?? code ?? "";

/** Codes that a kind has words for. */
export const codesOf = (kind) => Object.keys(words[kind]);

const signs = { ge: "≥ ", gt: "> ", le: "≤ ", lt: "< ", eq: "", range: "" };

/** 令和4(2022)年度, FY2022. */
export const fiscalYear = (year) => (language === "en" ? `FY${year}` : `${era(year)}(${year})年度`);

/** Era and year: a fiscal year has the era of the larger part of it. */
export const era = (year) => (year >= 2019 ? `令和${year === 2019 ? "元" : year - 2018}` : year >= 1989 ? `平成${year === 1989 ? "元" : year - 1988}` : `昭和${year - 1925}`);

/** What a value is about: one fiscal year, several, or what the document prints. */
export function period(observation) {
  if (observation.fiscalYear === null) return observation.periodLabel || (observation.planPeriod ? say("planPeriod", observation.planPeriod) : say("undated"));
  const first = fiscalYear(observation.fiscalYear);
  return observation.lastFiscalYear === null ? first : say("span", first, fiscalYear(observation.lastFiscalYear));
}

/** A number with separators. */
export const number = (value, decimals = 0) => value.toLocaleString(language, { minimumFractionDigits: decimals, maximumFractionDigits: 12 });

/** The number of an observation with as many decimals as are printed: 59.0 is not 59; 377.7万 is another number than its value. */
export function figure(observation, value = observation.value) {
  const printed = (observation.valueText.match(/[\d,]+(\.\d+)?/g) ?? []).find((text) => Number(text.replaceAll(",", "")) === value);
  return number(value, printed?.split(".")[1]?.length ?? 0);
}

/** ≥ 64 */
export const signed = (observation) => (observation.upperValue === null ? `${signs[observation.comparator] ?? ""}${figure(observation)}` : `${figure(observation)}–${figure(observation, observation.upperValue)}`);
