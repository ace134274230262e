// The reform tasks, filtered by the service: what is shown, what is counted and what is downloaded are one question.
import { ask, isReplaced, latest, literal, odata } from "./ask.js";
import { announce } from "./copy.js";
import { byId, debounced, el, fill, identifier, keepState } from "./dom.js";
import { downloads } from "./downloads.js";
import { say } from "./texts.js";
import { codesOf, fiscalYear, number, word } from "./words.js";

const resources = { people: "securesPeople", goods: "securesGoods", money: "securesMoney", information: "securesInformation", time: "securesTime" };
const form = byId("filters");
const newest = latest();

const show = async () => {
  const state = read();
  keepState(Object.entries(state).flatMap(([name, values]) => values.map((value) => [name, value])));
  const options = question(state);
  fill(byId("downloads"), downloads("reformTasks", options));
  try {
    const answer = await newest(odata("reformTasks", { ...options, $count: true }));
    fill(byId("count"), say("tasksShown", number(answer["@odata.count"])));
    fill(byId("rows"), answer.value.map(line));
    byId("tasks").hidden = answer.value.length === 0;
    announce(say("tasksShown", number(answer["@odata.count"])));
  } catch (error) {
    if (!isReplaced(error)) fill(byId("count"), error.message);
  }
};

function read() {
  const data = new FormData(form);
  return Object.fromEntries(["text", "department", "pillar", "status", "resource"].map((name) => [name, data.getAll(name).filter((value) => value.trim() !== "")]));
}

function question({ text, department, pillar, status, resource }) {
  const conditions = [
    ...text.map((t) => `contains(name,${literal(t.trim())})`),
    ...department.map((d) => `departments/any(d:d/code eq ${literal(d)})`),
    ...pillar.map((p) => `item/pillarCode eq ${literal(p)}`),
    ...resource.map((r) => resources[r]),
    ...status.map((s) => (s === "none" ? "latestReport eq null" : `latestReport/status eq ${literal(s)}`)),
  ];
  return {
    $filter: conditions.join(" and "),
    $select: ["code", "number", "name", "departmentText", ...Object.values(resources)].join(","),
    $expand: "item($select=code,name;$expand=pillar($select=code,name)),latestReport($select=code,status,fiscalYear,progressPercent)",
    $orderby: "item/pillar/number,item/number,number",
  };
}

function line(task) {
  const cells = [
    [say("pillarItem"), [task.item.pillar.name, el("span", { class: "note" }, task.item.name)]],
    [say("department"), task.departmentText],
    [say("resources"), el("ul", { class: "chips" }, Object.entries(resources).filter(([, property]) => task[property]).map(([name]) => el("li", {}, say(`resource.${name}`))))],
    [say("latestReport"), task.latestReport ? report(task.latestReport) : el("span", { class: "muted" }, say("noReport"))],
  ];
  return el(
    "tr",
    { role: "row" },
    el("th", { scope: "row", role: "rowheader" }, el("a", { href: identifier("reformTasks", task.code) }, task.name), " ", el("span", { class: "id" }, task.code)),
    cells.map(([name, content]) => el("td", { role: "cell", "data-name": name }, content)),
  );
}

const report = (latestReport) => [el("a", { href: identifier("statusReports", latestReport.code), class: `report ${latestReport.status}` }, word("report", latestReport.status)), ` ${fiscalYear(latestReport.fiscalYear)}`, latestReport.progressPercent === null ? "" : ` ${number(latestReport.progressPercent)} %`];

// Each choice says how many of all tasks it leaves.
async function choices() {
  const [departments, pillars, statuses] = await Promise.all([
    ask(odata("departments", { $select: "code,name", $expand: "reformTasks/$count", $orderby: "kind,code" })),
    ask(odata("reformPillars", { $select: "code,name", $orderby: "number" })),
    ask(odata("reformTasks", { $apply: "groupby((latestReport/status),aggregate($count as tasks))" })),
  ]);
  const counts = new Map(statuses.value.map((row) => [row.latestReport?.status ?? "none", row.tasks]));
  const asked = new URLSearchParams(location.search);
  select("department", departments.value.filter((d) => d["reformTasks@odata.count"] > 0).map((d) => [d.code, `${d.name} (${d["reformTasks@odata.count"]})`]), asked);
  select("pillar", pillars.value.map((p) => [p.code, p.name]), asked);
  select("status", ["none", ...codesOf("report")].filter((s) => counts.has(s)).map((s) => [s, `${s === "none" ? say("noReport") : word("report", s)} (${counts.get(s)})`]), asked);
  form.elements.namedItem("text").value = asked.get("text") ?? "";
  for (const box of form.querySelectorAll("input[name=resource]")) box.checked = asked.getAll("resource").includes(box.value);
}

function select(name, options, asked) {
  const list = form.elements.namedItem(name);
  list.append(...options.map(([value, text]) => el("option", { value, selected: asked.get(name) === value }, text)));
}

form.addEventListener("change", show);
form.addEventListener("input", debounced((event) => event.target.name === "text" && show(), 200));
form.addEventListener("submit", (event) => (event.preventDefault(), show()));
form.addEventListener("reset", () => setTimeout(show));
choices().then(show, (error) => fill(byId("count"), error.message));
