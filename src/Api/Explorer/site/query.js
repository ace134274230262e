// The query builder: the form is the question, the address of the page keeps it, the service answers it.
import { isReplaced, latest } from "./ask.js";
import { announce, copyButton } from "./copy.js";
import { byId, debounced, el, fill, keepState } from "./dom.js";
import { readable } from "./downloads.js";
import { columnsPart, conditionsPart, expandPart, groupPart, orderPart, setPart, topPart } from "./query/form.js";
import { readModel, reachable } from "./query/model.js";
import { rowsTable } from "./query/rows.js";
import { names, snippet } from "./query/snippets.js";
import { empty, readState, writeState } from "./query/state.js";
import { addressOf, columnsOf, isGrouped } from "./query/url.js";
import { say } from "./texts.js";
import { number } from "./words.js";

const firstSet = "indicatorFacts";
const pageRows = 50; // rows that are shown at once
const newest = latest(); // further rows too: they belong to the question before them, and end with it

let model;
let state;

async function start() {
  try {
    model = await readModel();
    const asked = readState(new URLSearchParams(location.search), firstSet);
    state = model.some((set) => set.name === asked.set) ? asked : empty(firstSet);
    if (!location.search.includes("set=")) state.top = "100";
    byId("state").remove();
    byId("builder").hidden = false;
    showForm();
    changed();
  } catch (error) {
    fill(byId("state"), error.message);
  }
}

const set = () => model.find((one) => one.name === state.set);
const fields = () => reachable(model, set());
const kindOf = (path) => fields().find((field) => field.path === path)?.kind;

function showForm() {
  const given = { model, state, set: set(), fields: fields(), changed, again: () => (showForm(), changed()) };
  fill(byId("part-set"), setPart(given, (name) => {
    state = { ...empty(name), top: state.top };
    showForm();
    changed();
    byId("set").focus();
  }));
  fill(byId("part-columns"), columnsPart(given));
  fill(byId("part-conditions"), conditionsPart(given));
  fill(byId("part-order"), orderPart(given));
  fill(byId("part-expand"), expandPart(given));
  fill(byId("part-group"), groupPart(given));
  fill(byId("part-top"), topPart(given));
}

const run = debounced(async () => {
  const [place, count] = [byId("rows"), byId("count")];
  // What the answer is shown with belongs to the question, whatever the form says when it comes.
  const [asked, top] = [addressOf(state, kindOf, { $count: true }), Number(state.top)];
  const shown = rowsTable(say("rowsOf", set().label), described(), isGrouped(state) ? null : state.set);
  fill(byId("more"));
  try {
    const answer = await newest(asked, { headers: { Prefer: `odata.maxpagesize=${pageRows}` } });
    const total = answer["@odata.count"];
    const most = Math.min(total, top || total);
    fill(place, answer.value.length > 0 ? shown.table : null);
    let seen = 0;
    const add = (page) => {
      shown.add(page.value);
      seen += page.value.length;
      fill(count, total === most ? say(seen === total ? "rowsAll" : "rowsSeen", number(total), number(seen)) : say("rowsSeenOf", number(total), number(most), number(seen)));
      fill(byId("more"), page["@odata.nextLink"] ? el("button", { type: "button", click: () => next(page["@odata.nextLink"], add) }, say("nextRows", Math.min(pageRows, most - seen))) : null);
    };
    add(answer);
    announce(count.textContent);
  } catch (error) {
    if (isReplaced(error)) return;
    fill(place);
    fill(byId("more"));
    fill(count, error.message);
  }
}, 250);

const next = (link, add) => newest(link, { headers: { Prefer: `odata.maxpagesize=${pageRows}` } }).then(add, (error) => !isReplaced(error) && fill(byId("count"), error.message));

// What a column of the answer is called.
function described() {
  const known = fields();
  const field = (path) => known.find((one) => one.path === path) ?? { path, label: path === "rows" ? say("rowCount") : path, kind: "number" };
  const own = columnsOf(state, set()).map((path) => ({ ...field(path), label: field(path).group ? `${field(path).group} ${field(path).label}` : field(path).label, path }));
  const way = isGrouped(state) ? null : set().ways.find((one) => one.name === state.expand);
  if (!way) return own;
  if (way.isCollection) return [...own, { path: way.name, label: way.label, kind: "collection" }];
  const target = model.find((one) => one.name === way.target);
  const inside = target.properties.filter((property) => state.inside.length === 0 || state.inside.includes(property.name));
  return [...own, ...inside.map((property) => ({ ...property, path: `${way.name}/${property.name}`, label: `${way.label} ${property.label}` }))];
}

function changed() {
  keepState(writeState(state));
  const address = addressOf(state, kindOf);
  fill(byId("address"), el("code", {}, readable(address)));
  fill(byId("address-copy"), copyButton(() => addressOf(state, kindOf), say("address")), el("a", { href: address }, say("open")));
  fill(byId("files"), ["csv", "xlsx", "json"].map((format) => el("li", {}, el("a", { href: addressOf(state, kindOf, { $format: format }), download: true }, say(`download.${format}`)))));
  byId("nested-hint").hidden = !set().ways.some((way) => way.name === state.expand && way.isCollection) || isGrouped(state);
  showSnippet();
  run();
}

function showSnippet() {
  const list = byId("language");
  if (list.options.length === 0) {
    list.append(...names.map((name) => el("option", {}, name)));
    list.addEventListener("change", showSnippet);
    fill(byId("snippet-copy"), copyButton(() => byId("snippet").textContent, say("code")));
  }

  byId("snippet").textContent = snippet(list.value, addressOf(state, kindOf));
}

byId("builder").addEventListener("submit", (event) => (event.preventDefault(), changed()));
start();
