// The fiscal tables of the reform programme: a chart by year, and the table as it is printed.
import { isReplaced, latest, literal, odata } from "./ask.js";
import { byId, el, fill, identifier, keepState, language } from "./dom.js";
import { downloads } from "./downloads.js";
import { Chart, followScheme, lookOf, quietText, shade, sign, token, unitAbove } from "./plot.js";
import { say } from "./texts.js";
import { era, fiscalYear, number, word } from "./words.js";

const form = byId("choice");
const newest = latest();
let draw = () => {};

async function show() {
  const statement = new FormData(form).get("statement");
  keepState([["statement", statement]]);
  const options = { $filter: `statement eq ${literal(statement)}`, $select: "code,number,name,parentCode,unit,documentCode,line,page", $orderby: "number" };
  try {
    const lines = (await newest(odata("fiscalLines", { ...options, $expand: "amounts($select=code,fiscalYear,amount,valueText,basis,status,note;$orderby=fiscalYear)" }))).value;
    const years = [...new Map(lines.flatMap((line) => line.amounts.map((amount) => [amount.fiscalYear, amount.basis]))).entries()].sort(([a], [b]) => a - b);
    fill(byId("explained"), say(`explained.${statement}`));
    views(statement, lines, years);
    fill(byId("values"), table(statement, lines, years));
    fill(byId("downloads"), downloads("fiscalAmounts", {
      $filter: `fiscalLine/statement eq ${literal(statement)}`, $select: "code,fiscalYear,amount,valueText,basis,status,note,documentCode,line,page", $expand: "fiscalLine($select=number,name,unit,parentCode)", $orderby: "fiscalLine/number,fiscalYear",
    }));
    fill(byId("state"));
  } catch (error) {
    if (!isReplaced(error)) fill(byId("state"), error.message);
  }
}

// A chart shows the parts of a total, or totals beside each other: the lines of the table, never sums of our own.
function views(statement, lines, years) {
  const top = lines.filter((line) => line.parentCode === null);
  const parents = lines.filter((line) => lines.some((child) => child.parentCode === line.code));
  const all = [{ name: say("totals"), kind: "line", lines: top }, ...parents.map((parent) => ({ name: say("partsOf", parent.name), kind: "bar", lines: lines.filter((line) => line.parentCode === parent.code), total: parent }))];
  const usable = statement === "frame" ? all : all.slice().reverse();
  const list = el("select", { id: "view", change: () => chart(usable[list.selectedIndex], years) }, usable.map((view) => el("option", {}, view.name)));
  fill(byId("views"), el("label", { for: "view" }, say("view")), list);
  chart(usable[0], years);
}

function chart(view, years) {
  const canvas = byId("canvas");
  canvas.setAttribute("aria-label", said(view, years));
  draw = () => {
    Chart.getChart(canvas)?.destroy();
    return new Chart(canvas, { data: { labels: years.map(([year, basis]) => tick(year, basis)), datasets: datasets(view, years) }, options: options(view, years), plugins: [numbers, unitAbove(view.lines[0]?.unit)] });
  };
  draw();
  fill(byId("legend"), el("ul", { class: "legend" }, shown(view).map((line, index) => el("li", {}, view.kind === "bar" ? sign(index, String(index + 1)) : sign(index), line.name))));
}

// Parts of a bar have the number that they have in the legend: no part is told by its colour alone.
const numbers = {
  id: "numbers",
  afterDatasetsDraw(chart) {
    const { ctx } = chart;
    ctx.save();
    ctx.font = `600 11px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = token("--bg");
    for (const index of chart.data.datasets.keys()) {
      for (const { x, y, base } of chart.getDatasetMeta(index).data) if (base - y > 13) ctx.fillText(String(index + 1), x, (y + base) / 2);
    }

    ctx.restore();
  },
};

const shown = (view) => view.lines;
const amount = (line, year) => line.amounts.find((one) => one.fiscalYear === year);

function datasets(view, years) {
  return shown(view).map((line, index) => ({
    type: view.kind, label: line.name, line, data: years.map(([year]) => amount(line, year)?.amount ?? null),
    backgroundColor: shade(index), borderColor: view.kind === "bar" ? token("--bg") : shade(index), borderWidth: view.kind === "bar" ? 1 : 2,
    ...(view.kind === "bar" ? { maxBarThickness: 64, stack: "one" } : { ...lookOf(index), pointRadius: 4 }),
  }));
}

const tick = (year, basis) => [...(language === "en" ? [`FY${year}`] : [era(year).replace("令和", "R").replace("平成", "H").replace("元", "1"), String(year)]), short(basis)];

const short = (basis) => word("basis", basis).replace("収支", "");

function options(view, years) {
  const quiet = quietText();
  return {
    animation: false,
    maintainAspectRatio: false,
    layout: { padding: { top: 26 } },
    interaction: { mode: "index", intersect: false },
    scales: {
      x: { stacked: view.kind === "bar", grid: { display: false }, ticks: { ...quiet, maxRotation: 0 } },
      y: { stacked: view.kind === "bar", grid: { color: token("--line"), drawBorder: false }, ticks: { ...quiet, callback: (value) => number(value), maxTicksLimit: 8 } },
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        usePointStyle: true,
        callbacks: {
          title: ([item]) => `${fiscalYear(years[item.dataIndex][0])} ${word("basis", years[item.dataIndex][1])}`,
          label: ({ dataset: { line }, dataIndex }) => `${line.name}: ${amount(line, years[dataIndex][0])?.valueText ?? ""} ${line.unit}`,
          footer: ([item]) => (view.total ? `${view.total.name}: ${amount(view.total, years[item.dataIndex][0])?.valueText ?? ""} ${view.total.unit}` : ""),
        },
      },
    },
  };
}

const said = (view, years) => say("chartOf", view.name, shown(view).map((line) => `${line.name} ${[years[0], years.at(-1)].map(([year]) => `${fiscalYear(year)} ${amount(line, year)?.valueText ?? ""}`).join(say("comma"))}`).join(say("semicolon")), "");

function table(statement, lines, years) {
  const depth = (line) => (line.parentCode === null ? 0 : 1 + depth(lines.find((other) => other.code === line.parentCode)));
  return el(
    "table",
    { class: "fiscal" },
    el("caption", {}, say("fiscalTable", say(`statement.${statement}`), lines[0]?.unit ?? "")),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("fiscalLine")), years.map(([year, basis]) => el("th", { scope: "col" }, language === "en" ? `FY${year}` : `${era(year)}年度`, el("span", { class: "note" }, [language === "en" ? null : `${year} `, short(basis)]))))),
    el("tbody", {}, lines.map((line) => el(
      "tr",
      { class: `depth-${depth(line)}` },
      el("th", { scope: "row" }, el("a", { href: identifier("fiscalLines", line.code) }, line.name)),
      years.map(([year]) => cell(amount(line, year))),
    ))),
  );
}

function cell(one) {
  if (!one) return el("td", { class: "number" });
  const state = one.status === "ok" ? null : el("span", { class: "note" }, word("status", one.status));
  return el("td", { class: one.amount === null ? "words" : one.amount < 0 ? "number negative" : "number" }, el("a", { href: identifier("fiscalAmounts", one.code) }, one.valueText || "—"), state);
}

form.addEventListener("change", show);
followScheme(() => draw());
const asked = new URLSearchParams(location.search).get("statement");
for (const choice of form.querySelectorAll("input[name=statement]")) if (choice.value === asked) choice.checked = true;
show();
