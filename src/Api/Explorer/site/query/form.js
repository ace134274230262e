// The parts of the form. Each changes the state and says so; a part is drawn anew only when its rows change, so that what is being typed keeps the focus.
import { el, fill } from "../dom.js";
import { say } from "../texts.js";
import { isGrouped, isWhole, methods, operators, without } from "./url.js";

const labelled = (label, control) => el("label", { class: "field" }, el("span", {}, label), control);
const option = (value, text, chosen) => el("option", { value, selected: value === chosen }, text);

/** A list of properties, those of other sets in groups. */
function fieldList(fields, chosen, attributes, first = null) {
  const groups = [...new Set(fields.map((field) => field.group))];
  const options = (group) => fields.filter((field) => field.group === group).map((field) => option(field.path, field.label, chosen));
  return el("select", attributes, first, groups.map((group) => (group === null ? options(group) : el("optgroup", { label: group }, options(group)))));
}

export function setPart({ model, state }, choose) {
  const list = el("select", { id: "set", change: () => choose(list.value) }, model.map((set) => option(set.name, `${set.label} (${set.name})`, state.set)));
  return labelled(say("set"), list);
}

/** Boxes of columns: none ticked is all of them. */
function boxes(properties, chosen, changed, title) {
  const summary = el("summary", {});
  const tell = () => fill(summary, `${title}: `, el("b", {}, chosen.length === 0 ? say("allColumns", properties.length) : say("someColumns", chosen.length, properties.length)));
  const tick = (property, isOn) => {
    const names = properties.map((one) => one.name).filter((name) => (name === property.name ? isOn : chosen.includes(name)));
    chosen.splice(0, chosen.length, ...names);
    tell();
    changed();
  };
  tell();
  return el("details", { class: "boxes" }, summary, el("fieldset", {}, el("legend", { class: "unseen" }, title), properties.map((property) => el("label", { title: property.explained || null }, el("input", { type: "checkbox", value: property.name, checked: chosen.includes(property.name), change: (event) => tick(property, event.target.checked) }), " ", property.label, el("span", { class: "note" }, property.name)))));
}

export const columnsPart = ({ state, set, changed }) => (isGrouped(state) ? el("p", { class: "hint" }, say("groupedColumns")) : boxes(set.properties, state.columns, changed, say("columns")));

export function conditionsPart({ state, fields, changed }) {
  const rows = el("div", {});
  const part = el("fieldset", {}, el("legend", {}, say("conditions")));
  const match = el("div", { class: "choices" }, ["all", "any"].map((value) => el("label", {}, el("input", { type: "radio", name: "match", value, checked: state.match === value, change: () => ((state.match = value), changed()) }), " ", say(`match.${value}`))));
  const draw = () => {
    match.hidden = state.where.length < 2;
    fill(rows, state.where.map((one, index) => conditionRow(one, index)));
  };
  const conditionRow = (one, index) => {
    const row = el("div", { class: "row", role: "group", "aria-label": say("conditionNo", index + 1) });
    const rest = el("span", { class: "rest" });
    const property = fieldList(fields, one.path, { "aria-label": say("property"), change: () => (Object.assign(one, { path: property.value, operator: "", value: "" }), operatorAndValue(), changed()) });
    const operatorAndValue = () => {
      const field = fields.find((each) => each.path === one.path) ?? fields[0];
      if (!operators[field.kind].includes(one.operator)) one.operator = operators[field.kind][0];
      const list = el("select", { "aria-label": say("operator"), change: () => ((one.operator = list.value), operatorAndValue(), rest.querySelector("select").focus(), changed()) }, operators[field.kind].map((name) => option(name, say(`operator.${name}`), one.operator)));
      fill(rest, list, without.includes(one.operator) ? null : valueControl(one, field, changed));
    };
    operatorAndValue();
    row.append(property, rest, el("button", { type: "button", class: "remove", "aria-label": say("removeCondition", index + 1), click: () => (state.where.splice(index, 1), draw(), adder.focus(), changed()) }, "×"));
    return row;
  };
  const adder = el("button", { type: "button", click: () => {
    state.where.push({ path: fields[0].path, operator: "", value: "" });
    draw();
    rows.lastChild.querySelector("select").focus();
    changed();
  } }, say("addCondition"));
  draw();
  part.append(match, rows, adder);
  return part;
}

function valueControl(one, field, changed) {
  if (field.kind === "choice") {
    if (!field.allowed.some((each) => each.value === one.value)) one.value = field.allowed[0].value;
    const list = el("select", { "aria-label": say("value"), change: () => ((one.value = list.value), changed()) }, field.allowed.map((each) => option(each.value, each.label, one.value)));
    return list;
  }

  const type = field.kind === "date" || field.kind === "moment" ? "date" : "text";
  const input = el("input", { type, "aria-label": say("value"), value: one.value.slice(0, type === "date" ? 10 : undefined), inputmode: field.kind === "number" ? "decimal" : null, input: () => {
    one.value = input.value;
    input.setAttribute("aria-invalid", String(one.value !== "" && !isWhole(one, field.kind)));
    changed();
  } });
  return input;
}

export function orderPart({ state, fields, changed }) {
  const rows = el("div", {});
  const usable = () => (isGrouped(state) ? fields.filter((field) => state.group.includes(field.path)).concat(state.totals.map((total) => ({ path: total.path === "$count" ? "rows" : `${total.path.replaceAll("/", "_")}_${total.method}`, label: say("total"), group: null }))) : fields);
  const draw = () => fill(rows, state.sort.map((one, index) => {
    const list = fieldList(usable(), one.path, { "aria-label": say("property"), change: () => ((one.path = list.value), changed()) });
    const order = el("select", { "aria-label": say("order"), change: () => ((one.isDescending = order.value === "desc"), changed()) }, option("asc", say("ascending"), one.isDescending ? "desc" : "asc"), option("desc", say("descending"), one.isDescending ? "desc" : "asc"));
    return el("div", { class: "row", role: "group", "aria-label": say("orderNo", index + 1) }, list, order, el("button", { type: "button", class: "remove", "aria-label": say("removeOrder", index + 1), click: () => (state.sort.splice(index, 1), draw(), adder.focus(), changed()) }, "×"));
  }));
  const adder = el("button", { type: "button", click: () => {
    state.sort.push({ path: usable()[0].path, isDescending: false });
    draw();
    rows.lastChild.querySelector("select").focus();
    changed();
  } }, say("addOrder"));
  draw();
  return el("fieldset", {}, el("legend", {}, say("sort")), rows, adder);
}

export function expandPart({ model, state, set, changed, again }) {
  if (isGrouped(state)) return null;
  const list = el("select", { id: "expand", change: () => {
    Object.assign(state, { expand: list.value, inside: [] });
    again();
    document.getElementById("expand").focus();
  } }, option("", say("nothing"), state.expand), set.ways.map((way) => option(way.name, `${way.label} (${way.name}${way.isCollection ? ` ${say("many")}` : ""})`, state.expand)));
  const way = set.ways.find((one) => one.name === state.expand);
  return el("div", {}, labelled(say("expand"), list), way ? boxes(model.find((one) => one.name === way.target).properties, state.inside, changed, say("columnsOf", way.label)) : null);
}

export function groupPart({ state, fields, again }) {
  const set = (change) => {
    change();
    state.sort = [];
    again();
    document.querySelector("#part-group summary").focus();
  };
  const add = fieldList(fields, "", { "aria-label": say("addGroup"), change: () => set(() => state.group.push(add.value)) }, option("", say("addGroup"), ""));
  const totals = [["$count", "count", say("rowCount")], ...fields.flatMap((field) => methods[field.kind].map((method) => [field.path, method, `${field.group ? `${field.group} ` : ""}${field.label}: ${say(`method.${method}`)}`]))];
  const total = el("select", { "aria-label": say("addTotal"), change: () => set(() => { const [path, method] = totals[total.selectedIndex - 1]; state.totals.push({ path, method }); }) }, option("", say("addTotal"), ""), totals.map(([, , text], index) => option(String(index), text, "")));
  const label = (path) => { const field = fields.find((one) => one.path === path); return field ? `${field.group ? `${field.group} ` : ""}${field.label}` : path; };
  const removable = (text, change) => el("li", {}, text, " ", el("button", { type: "button", class: "remove", "aria-label": say("remove", text), click: () => set(change) }, "×"));
  const details = el(
    "details",
    { open: isGrouped(state) },
    el("summary", {}, say("group")),
    el("ul", { class: "chosen" }, state.group.map((path, index) => removable(label(path), () => state.group.splice(index, 1))), state.totals.map(({ path, method }, index) => removable(path === "$count" ? say("rowCount") : `${label(path)}: ${say(`method.${method}`)}`, () => state.totals.splice(index, 1)))),
    el("div", { class: "row" }, add, total),
  );
  return details;
}

export function topPart({ state, changed }) {
  const input = el("input", { id: "top", type: "text", inputmode: "numeric", pattern: "[1-9][0-9]{0,6}", value: state.top, size: 8, input: () => {
    state.top = input.value;
    input.setAttribute("aria-invalid", String(!input.checkValidity()));
    changed();
  } });
  return labelled(say("top"), input);
}
