// The chart of an indicator, drawn by Chart.js: measured values as a line, targets as marks with their comparison, projections as a broken line.
import "../chart.js"; // gives globalThis.Chart
import { el, language } from "./dom.js";
import { say } from "./texts.js";
import { isMeasured, isPlotted } from "./series.js";
import { era, fiscalYear, number, signed, word } from "./words.js";

export const { Chart } = globalThis;
const few = 2; // series whose values can be written beside their marks without covering each other
// The mark of a series in the chart, and the same as a letter in the legend.
const marks = [["circle", "●"], ["rect", "■"], ["rectRot", "◆"], ["triangle", "▲"], ["star", "✳"], ["crossRot", "✕"]];
const dashes = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

/** How a series is told from the others without its colour. */
export const lookOf = (index) => ({ pointStyle: marks[index % marks.length][0], borderDash: dashes[index % dashes.length] });
export const sign = (index, letter = marks[index % marks.length][1]) => el("span", { class: `sign s${(index % 8) + 1}`, "aria-hidden": "true" }, letter);

/** Colour of a role in the scheme that is shown. */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const shade = (index) => token(`--series-${(index % 8) + 1}`);

export const quietText = () => ({ color: token("--muted"), font: { family: getComputedStyle(document.body).fontFamily, size: 12 } });

/** Draws series of one unit. @returns {() => void} draws it anew, for another colour scheme */
export function plot(canvas, series, unit) {
  const draw = () => {
    Chart.getChart(canvas)?.destroy();
    return new Chart(canvas, { type: "line", data: { datasets: series.flatMap(({ name, index, rows }) => parts(name, index, rows, series.length)) }, options: options(series), plugins: [spans, labels, unitAbove(unit)] });
  };
  draw();
  return draw;
}

function parts(name, index, rows, count) {
  const plotted = rows.filter(isPlotted);
  const targets = plotted.filter((row) => row.valueType === "target");
  const [color, isAlone, own] = [shade(index), count === 1, { pointStyle: lookOf(index).pointStyle, isLabelled: count <= few }];
  const title = (text) => (isAlone ? text : `${name} ${text}`);
  return [
    { ...line(color), ...own, label: title(say("measured")), data: points(plotted.filter(isMeasured)), borderDash: lookOf(index).borderDash, backgroundColor: color, pointRadius: 5 },
    { ...line(isAlone ? token("--series-target") : color), ...own, label: title(say("target")), data: points(targets), showLine: false, pointStyle: targets.map(targetMark), pointRotation: targets.map((row) => (isUpper(row) ? 180 : 0)), backgroundColor: token("--bg"), pointBorderWidth: 2, pointRadius: 8, pointHoverRadius: 9 },
    { ...line(color), ...own, label: title(say("projection")), data: points(plotted.filter((row) => row.valueType === "projection")), borderDash: [2, 4], backgroundColor: token("--bg"), pointRadius: 4, isLabelled: false },
  ].filter((dataset) => dataset.data.length > 0);
}

const line = (color) => ({ borderColor: color, borderWidth: 2, tension: 0, clip: false });
const points = (rows) => rows.map((row) => ({ x: row.lastFiscalYear ?? row.fiscalYear, y: row.value, row }));

const isUpper = (row) => ["le", "lt"].includes(row.comparator);
const targetMark = (row) => (["ge", "gt", "le", "lt"].includes(row.comparator) ? "triangle" : "rectRot");

function options(series) {
  const years = series.flatMap((one) => one.rows.filter(isPlotted).flatMap((row) => [row.fiscalYear, row.lastFiscalYear ?? row.fiscalYear]));
  const values = series.flatMap((one) => one.rows.filter(isPlotted).flatMap((row) => [row.value, row.upperValue ?? row.value]));
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const quiet = quietText();
  return {
    animation: false, // nothing here moves, whatever the reader prefers
    maintainAspectRatio: false,
    layout: { padding: { top: 22, right: 26, left: 4 } },
    interaction: { mode: "nearest", intersect: false },
    scales: {
      x: {
        type: "linear", min: Math.min(...years) - 1, max: Math.max(...years) + 1,
        grid: { display: false }, border: { color: token("--line") },
        ticks: { ...quiet, stepSize: 1, autoSkip: true, maxRotation: 0, callback: (year) => (Number.isInteger(year) ? (language === "en" ? String(year) : [era(year).replace("令和", "R").replace("平成", "H").replace("昭和", "S").replace("元", "1"), String(year)]) : "") },
      },
      // Room above and below; what has no negative values has no axis below zero.
      y: { grace: "12%", min: lowest >= 0 && lowest - (highest - lowest) * 0.25 < 0 ? 0 : undefined, grid: { color: token("--line"), drawBorder: false }, ticks: { ...quiet, maxTicksLimit: 7, callback: (value) => number(value) } },
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        displayColors: false,
        callbacks: {
          title: ([item]) => fiscalYear(item.raw.x),
          label: ({ raw: { row }, dataset }) => [dataset.label, `${word("valueType", row.valueType)}: ${row.valueText}`],
        },
      },
    },
  };
}

// The value beside each mark, as it is compared: ≥ 64. Above it, or below where another mark stands close above.
const labels = {
  id: "labels",
  afterDatasetsDraw(chart) {
    const { ctx } = chart;
    const places = chart.data.datasets.flatMap((dataset, index) => dataset.data.map((point, at) => ({ dataset, point, mark: chart.getDatasetMeta(index).data[at] })));
    ctx.save();
    ctx.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textAlign = "center";
    ctx.lineWidth = 4;
    ctx.lineJoin = "round";
    ctx.strokeStyle = token("--bg");
    for (const { dataset, point, mark } of places) {
      if (!dataset.isLabelled || dataset.data.length > 8) continue;
      const isCrowded = places.some((other) => other.mark !== mark && Math.abs(other.mark.x - mark.x) < 40 && other.mark.y <= mark.y && mark.y - other.mark.y < 34 && (other.mark.y < mark.y || places.findIndex((one) => one.mark === other.mark) < places.findIndex((one) => one.mark === mark)));
      const y = mark.y + (isCrowded ? 23 : -13);
      ctx.strokeText(signed(point.row), mark.x, y);
      ctx.fillStyle = dataset.borderColor;
      ctx.fillText(signed(point.row), mark.x, y);
    }

    ctx.restore();
  },
};

/** The unit where it can be read: above the axis, not turned. */
export const unitAbove = (unit) => ({
  id: "unit",
  afterDraw({ ctx, chartArea }) {
    ctx.save();
    ctx.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    ctx.fillStyle = token("--muted");
    ctx.textAlign = "right";
    ctx.fillText(unit ?? "", chartArea.left - 6, chartArea.top - 12);
    ctx.restore();
  },
});

// A value of several years reaches over all of them, a range over all of its values.
const spans = {
  id: "spans",
  beforeDatasetsDraw({ ctx, data, scales: { x, y } }) {
    ctx.save();
    ctx.lineWidth = 3;
    for (const dataset of data.datasets) {
      ctx.strokeStyle = dataset.borderColor;
      for (const { row } of dataset.data) {
        const [left, right] = [row.fiscalYear, row.lastFiscalYear ?? row.fiscalYear].map((year) => x.getPixelForValue(year));
        const [low, high] = [row.value, row.upperValue ?? row.value].map((value) => y.getPixelForValue(value));
        ctx.beginPath();
        ctx.moveTo(right, low);
        ctx.lineTo(right, high);
        ctx.moveTo(left, low);
        ctx.lineTo(right, low);
        ctx.stroke();
      }
    }

    ctx.restore();
  },
};

/** What the marks mean, in words. */
export function legend(series) {
  const rows = series.flatMap((one) => one.rows.filter(isPlotted));
  const has = (test) => rows.some(test);
  return el(
    "ul",
    { class: "legend" },
    has(isMeasured) && el("li", {}, sample("measured"), say("legend.measured")),
    has((row) => row.valueType === "target" && targetMark(row) === "triangle" && !isUpper(row)) && el("li", {}, sample("least"), say("legend.least")),
    has((row) => row.valueType === "target" && isUpper(row)) && el("li", {}, sample("most"), say("legend.most")),
    has((row) => row.valueType === "target" && targetMark(row) === "rectRot") && el("li", {}, sample("exact"), say("legend.exact")),
    has((row) => row.valueType === "projection") && el("li", {}, sample("projection"), say("legend.projection")),
  );
}

const sample = (kind) => el("span", { class: `sample ${kind}`, "aria-hidden": "true" });

/** Draws again when the colour scheme changes. */
export function followScheme(draw) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new MutationObserver(draw).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
}
