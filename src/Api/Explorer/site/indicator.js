// The page of an indicator: its figures in a line, as a chart, as a table.
import { ask, literal, odata } from "./ask.js";
import { byId, el, fill, identifier, page } from "./dom.js";
import { downloads } from "./downloads.js";
import { noteWords } from "./notes.js";
import { followScheme, legend, plot, sign } from "./plot.js";
import { isMeasured, isPlotted, seriesOf, verdicts } from "./series.js";
import { say } from "./texts.js";
import { era, figure, fiscalYear, number, period, word } from "./words.js";

const code = new URLSearchParams(location.search).get("code");
const shownAtFirst = 6; // series in a chart that can still be told apart

let titles; // of documents, by their codes
let inWords; // puts notes into the language of the page

if (code) start();

async function start() {
  const state = byId("state");
  try {
    const [answer, names, results, documents, words] = await Promise.all([
      ask(`api/v1/indicators/${encodeURIComponent(code)}/series`), ask(odata("indicatorFacts", { $filter: `indicatorCode eq ${literal(code)}`, $top: 1 })),
      ask(odata("targetResults", { $filter: `indicatorCode eq ${literal(code)} and outcome in ('achieved','missed')`, $select: "code,outcome,difference" })),
      ask(odata("documents", { $select: "code,title" })), noteWords(),
    ]);
    const judged = verdicts(results.value);
    titles = new Map(documents.value.map((row) => [row.code, row.title]));
    inWords = words;
    const series = seriesOf(answer);
    byId("figures").hidden = false;
    heading(answer.indicator, names.value[0]);
    fill(byId("key-figures"), keyFigures(answer.indicator, series, judged));
    chart(answer.indicator, series);
    fill(byId("values"), table(answer.indicator, series, judged));
    fill(byId("downloads"), downloads("indicatorFacts", { $filter: `indicatorCode eq ${literal(code)}`, $orderby: "subgroup,wardCode,fiscalYear,valueType" }, [["series", `api/v1/indicators/${encodeURIComponent(code)}/series`]]));
    await contradictions(series);
    fill(state);
  } catch (error) {
    fill(state, error.message);
  }
}

function heading(indicator, facts) {
  fill(byId("title"), indicator.name);
  document.title = document.title.replace(/^[^|]*/, `${indicator.name} `);
  const way = [["policies", indicator.policyCode, facts?.policyName], ["measures", indicator.measureCode, facts?.measureName], ["projects", indicator.projectCode, facts?.projectName], ["reformTasks", indicator.reformTaskCode, facts?.reformTaskName]];
  fill(byId("way"), el("ol", {}, way.filter(([, of]) => of).map(([set, of, name]) => el("li", {}, el("a", { href: identifier(set, of) }, el("span", { class: "level-name" }, say(`level.${set}`)), " ", name ?? of)))));
  const facets = [
    [say("kind"), word("kind", indicator.kind)], [say("unit"), indicator.unit], [say("direction"), indicator.direction === "unknown" ? null : word("direction", indicator.direction)],
    [say("cumulative"), indicator.isCumulative ? say("yes") : null], [say("method"), indicator.method], [say("sourceOf"), indicator.source],
    [say("code"), el("a", { href: identifier("indicators", indicator.code), class: "id" }, indicator.code)],
  ];
  fill(byId("about"), facets.filter(([, value]) => value).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function keyFigures(indicator, series, judged) {
  if (series.length > 1) return [];
  const plotted = series[0]?.rows.filter(isPlotted) ?? [];
  const measured = plotted.filter(isMeasured);
  const [first, last] = [measured.find((row) => row.valueType === "baseline"), measured.at(-1)];
  const compared = plotted.filter((row) => judged.has(row.code));
  return [
    first && first !== last && keyFigure(word("valueType", "baseline"), first),
    last && keyFigure(say("latestMeasured"), last),
    plotted.filter((row) => row.valueType === "target").slice(-1).map((row) => keyFigure(say("finalTarget"), row)),
    compared.slice(-1).map((row) => el("div", {}, el("dt", {}, say("lastVerdict", fiscalYear(row.fiscalYear))), el("dd", { class: judged.get(row.code).isMet ? "met" : "missed" }, verdictText(judged.get(row.code), row, indicator)))),
  ];
}

const keyFigure = (name, row) => el("div", {}, el("dt", {}, name), el("dd", {}, el("span", { class: "figure" }, row.valueText), " ", el("span", { class: "muted" }, period(row))));

function verdictText({ isMet, by }, row, indicator) {
  const unit = (row.unit ?? indicator.unit) === "%" ? say("points") : row.unit ?? indicator.unit ?? "";
  const distance = by === 0 ? say("exactly") : `${by > 0 ? "+" : "−"}${number(Math.abs(by))}${unit ? ` ${unit}` : ""}`;
  return say(isMet ? "met" : "missed", distance);
}

// Values of one unit share an axis: that of the indicator, else the one that most values have. What has another unit stands in the table only, and that is said.
function chart(indicator, series) {
  const all = series.flatMap((one) => one.rows.filter(isPlotted));
  const unitOf = (row) => row.unit ?? indicator.unit;
  const unit = all.some((row) => unitOf(row) === indicator.unit) ? indicator.unit : mostCommon(all.map(unitOf));
  const others = all.filter((row) => unitOf(row) !== unit).length;
  const usable = series.map((one, index) => ({ ...one, index, rows: one.rows.filter((row) => unitOf(row) === unit) })).filter((one) => one.rows.some(isPlotted));
  byId("chart").hidden = usable.length === 0;
  fill(byId("no-chart"), usable.length === 0 ? say("noChart") : others > 0 ? say("otherUnits", unit, others) : null);
  if (usable.length === 0) return;
  let chosen = usable.slice(0, shownAtFirst);
  let draw = () => {};
  const canvas = byId("canvas");
  const show = () => {
    canvas.setAttribute("aria-label", said(indicator, chosen));
    draw = plot(canvas, chosen, unit);
    fill(byId("legend"), legend(chosen));
  };
  if (usable.length > 1) fill(byId("series"), el("legend", {}, say("series")), usable.map((one) => choice(one, chosen.includes(one), (isOn) => {
    chosen = usable.filter((other) => (other === one ? isOn : chosen.includes(other)));
    show();
  })));
  byId("series").hidden = usable.length < 2;
  show();
  followScheme(() => draw());
}

const mostCommon = (names) => [...new Set(names)].sort((a, b) => names.filter((name) => name === b).length - names.filter((name) => name === a).length)[0] ?? null;

function choice(one, isOn, changed) {
  const box = el("input", { type: "checkbox", checked: isOn, change: (event) => changed(event.target.checked) });
  return el("label", {}, box, sign(one.index), one.name);
}

// What the chart shows, for those who do not see it; the table has every value.
function said(indicator, series) {
  const rows = series.flatMap((one) => one.rows.filter(isPlotted).map((row) => `${series.length > 1 ? `${one.name} ` : ""}${fiscalYear(row.fiscalYear)} ${word("valueType", row.valueType)} ${row.valueText}`));
  return say("chartOf", indicator.name, rows.slice(0, 12).join(say("comma")), rows.length > 12 ? say("andMore", rows.length - 12) : "");
}

function table(indicator, series, judged) {
  const columns = [say("year"), say("valueType"), ...(series.length > 1 ? [say("series")] : []), say("printed"), say("number"), say("unit"), say("comparison"), say("judgement"), say("printedIn")];
  const rows = series.flatMap((one) => one.rows.map((row) => line(indicator, one, row, series.length > 1, judged.get(row.code))));
  // Roles are said because narrow screens lay rows out as blocks, which takes them away from the elements.
  return el(
    "table",
    { class: "stacked", role: "table" },
    el("caption", {}, say("valuesOf", indicator.name, rows.length)),
    el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, columns.map((name) => el("th", { scope: "col", role: "columnheader", class: name === say("number") ? "number" : null }, name)))),
    el("tbody", { role: "rowgroup" }, rows),
  );
}

function line(indicator, one, row, isNamed, judged) {
  const state = row.status === "ok" ? [] : el("span", { class: "status" }, word("status", row.status));
  return el(
    "tr",
    { class: `is-${row.valueType}`, role: "row" },
    el("th", { scope: "row", role: "rowheader" }, period(row), isMore(row) ? el("span", { class: "note" }, row.periodLabel) : null),
    cell(say("valueType"), word("valueType", row.valueType)),
    isNamed && cell(say("series"), one.name),
    cell(say("printed"), [el("a", { href: identifier("observations", row.code) }, row.valueText || say("nothingPrinted")), state.length === 0 ? null : [" ", state], row.note ? el("span", { class: "note" }, inWords(row.note)) : null]),
    cell(say("number"), row.value === null ? "" : row.upperValue === null ? figure(row) : `${figure(row)}–${figure(row, row.upperValue)}`, "number"),
    cell(say("unit"), row.unit ?? ""),
    cell(say("comparison"), row.comparator && row.comparator !== "eq" ? word("comparator", row.comparator) : ""),
    cell(say("judgement"), judged ? verdictText(judged, row, indicator) : "", judged ? (judged.isMet ? "met" : "missed") : null),
    cell(say("printedIn"), places(row)),
  );
}

// A cell with the name of its column, for narrow screens; what is empty has no line there.
const cell = (name, content, style = null) => el("td", { role: "cell", class: style, "data-name": content === "" ? null : name }, content === "" ? "" : el("div", {}, content));

// What is printed for the period, where it says more than the year.
const isMore = ({ fiscalYear: year, periodLabel }) => {
  if (year === null || !periodLabel) return false;
  const words = plain(periodLabel).replaceAll("元", "1").split(/平成|令和|[HR]|年度|[()[\]【】]/).filter(Boolean).map((word) => word.replace(/^0/, ""));
  return words.some((word) => word !== String(year) && word !== String(year - (year >= 2019 ? 2018 : 1988)));
};
const plain = (text) => (text ?? "").replace(/\s/g, "").replaceAll("（", "(").replaceAll("）", ")");

const places = (row) => el("ul", { class: "places" }, [row, ...(row.citations ?? [])].map((at, index) => el("li", {}, at.documentCode === null || at.documentCode === undefined ? say("reported", row.sourceSystem ?? "") : el("a", { href: identifier("documents", at.documentCode) }, titleOf(at.documentCode)), el("span", { class: "keep" }, at.line ? say("line", at.line) : "", at.page ? say("pageOf", at.page) : ""), index > 0 && plain(at.valueText) !== plain(row.valueText) ? ` 「${at.valueText}」` : "")));

const titleOf = (document) => titles.get(document) ?? document;

async function contradictions(series) {
  const codes = [code, ...series.flatMap((one) => one.rows.map((row) => row.code))];
  const answer = await ask(odata("discrepancies", { $filter: `subjectCode in (${codes.slice(0, 200).map(literal).join(",")})`, $orderby: "code" }));
  if (answer.value.length === 0) return;
  byId("contradictions").hidden = false;
  fill(byId("contradiction-list"), answer.value.map((row) => el("li", {}, el("a", { href: identifier("discrepancies", row.code) }, say("contradiction", titleOf(row.firstDocumentCode), row.firstLine, row.firstText, titleOf(row.secondDocumentCode), row.secondLine, row.secondText)))));
}
