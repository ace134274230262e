// The rows of an answer as a table: one column for each property asked for, what is expanded as columns of its own or as a number of rows.
import { el, fill, identifier } from "../dom.js";
import { say } from "../texts.js";
import { number } from "../words.js";

/** Value at a path: item/pillar/name. */
const at = (row, path) => path.split("/").reduce((inside, name) => inside?.[name], row);

/**
 * @param {{path: string, label: string, note?: string, allowed?: {value: string, label: string}[], kind: string}[]} columns
 * @param {string | null} set whose pages the rows have; null for rows that are none's
 */
export function rowsTable(caption, columns, set) {
  const body = el("tbody", {});
  const table = el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, columns.map((column) => el("th", { scope: "col" }, column.label, column.label === column.path ? null : el("span", { class: "note" }, column.path))))), body);
  return { table, add: (rows) => body.append(...rows.map((row) => el("tr", {}, columns.map((column) => cell(row, column, set))))), clear: () => fill(body) };
}

function cell(row, column, set) {
  const value = at(row, column.path);
  if (value === null || value === undefined) return el("td", { class: "empty" }, el("span", { class: "unseen" }, say("empty")));
  if (typeof value === "number") return el("td", { class: "number", "data-value": value }, column.path.endsWith("scalYear") ? String(value) : number(value));
  if (typeof value === "boolean") return el("td", { "data-value": String(value) }, say(value ? "yes" : "no"));
  if (Array.isArray(value)) return el("td", { "data-value": value.length }, typeof value[0] === "object" || value.length === 0 ? nested(value) : value.join(say("comma")));
  if (typeof value === "object") return el("td", { "data-value": JSON.stringify(value) }, Object.values(value).filter((part) => part !== null && typeof part !== "object").slice(0, 3).join(" "));
  const text = column.allowed?.find((one) => one.value === value)?.label ?? value;
  return el("td", { "data-value": value }, set && column.path === "code" ? el("a", { href: identifier(set, value) }, text) : text);
}

const nested = (rows) => (rows.length === 0 ? "0" : el("details", {}, el("summary", {}, say("rowsInside", rows.length)), el("ul", {}, rows.slice(0, 20).map((row) => el("li", {}, Object.values(row).filter((part) => part !== null && typeof part !== "object").slice(0, 4).join(" "))), rows.length > 20 ? el("li", {}, say("andMore", rows.length - 20)) : null)));
