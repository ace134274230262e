// The tree of a plan as nested disclosures of the browser's own; a level is filled when it is opened first.
import { ask, isReplaced, latest } from "./ask.js";
import { byId, el, fill, identifier, page } from "./dom.js";
import { say } from "./texts.js";
import { figuresOf } from "./figures.js";
import { word } from "./words.js";

// What stands below a row of a level, in the order of the documents.
const levels = {
  basicPolicies: ["policies"],
  policies: ["indicators", "measures"],
  measures: ["indicators", "projects"],
  projects: ["indicators"],
  reformPillars: ["items"],
  items: ["tasks"],
  tasks: ["indicators"],
};
const setOf = { items: "reformItems", tasks: "reformTasks" };
// Levels whose pages put targets beside results.
const judged = ["policies", "measures"];

/** @param {HTMLFieldSetElement} plans the choice of the plan @param {HTMLElement} place where the tree stands */
export function startTree(plans, place) {
  const newest = latest();
  const state = byId("tree-state");

  const show = async (code) => {
    place.setAttribute("aria-busy", "true");
    try {
      const plan = await newest(`api/v1/tree?plan=${encodeURIComponent(code)}`);
      fill(state, counted(plan.counts));
      fill(place, ["indicators", "basicPolicies", "reformPillars"].map((level) => list(level, plan[level], true)));
    } catch (error) {
      if (isReplaced(error)) return;
      fill(state, error.message);
    }

    place.removeAttribute("aria-busy");
  };

  plans.addEventListener("change", (event) => show(event.target.value));
  show(plans.querySelector("input:checked").value);
}

const counted = (counts) => Object.entries(counts).filter(([, count]) => count > 0).map(([level, count]) => say(`count.${level}`, count)).join(say("comma"));

function list(level, rows, isOpen = false) {
  if (rows.length === 0) return null;
  if (level === "indicators") return indicators(rows);
  return el("ul", { class: `level ${level}` }, rows.map((row) => el("li", {}, branch(level, row, isOpen && rows.length === 1))));
}

function branch(level, row, isOpen) {
  const inside = el("div", { class: "inside" });
  const node = el("details", {}, el("summary", {}, el("span", { class: "level-name" }, say(`level.${level}`)), " ", el("span", { class: "name" }, row.name), " ", el("span", { class: "id" }, row.code), " ", el("span", { class: "muted" }, below(level, row))), inside);
  const open = () => fill(inside, ways(level, row), levels[level].map((next) => list(next, row[next])));
  node.addEventListener("toggle", () => node.open && inside.childElementCount === 0 && open());
  node.open = isOpen;
  return node;
}

// The same words stand at every row: who hears them is told the row too.
function ways(level, row) {
  const address = identifier(setOf[level] ?? level, row.code);
  const way = (text, href, style) => el("a", { href, class: style }, say(text), el("span", { class: "unseen" }, ` ${row.name}`));
  return el("p", { class: "about" }, judged.includes(level) && way("outcomes", `${address}#outcomes`, "outcomes"), way("source", address));
}

const below = (level, row) => levels[level].filter((next) => row[next].length > 0).map((next) => say(`count.${setOf[next] ?? next}`, row[next].length)).join(say("comma"));

function indicators(rows) {
  const places = new Map(rows.map((row) => [row.code, el("span", { class: "figures" })]));
  figuresOf(rows.map((row) => row.code)).then(
    (figures) => figures.forEach((text, code) => fill(places.get(code), text)),
    (error) => fill(byId("tree-state"), error.message),
  );
  return el("ul", { class: "level indicators" }, rows.map((row) => el("li", {}, el("a", { href: page("indicator", { code: row.code }) }, row.name), " ", el("span", { class: "muted" }, word("kind", row.kind)), " ", places.get(row.code))));
}
