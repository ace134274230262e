// The OData question that a form describes. Values are literals of their type; a value that is none of it is told, not sent.
import { literal, odata } from "../ask.js";

/** Operators by kind of property; those of `without` take no value. */
export const operators = {
  text: ["eq", "ne", "contains", "startswith", "in", "null", "notNull"], number: ["eq", "ne", "ge", "gt", "le", "lt", "null", "notNull"], choice: ["eq", "ne", "null", "notNull"],
  boolean: ["true", "false", "null"], date: ["eq", "ge", "le", "null", "notNull"], moment: ["ge", "le", "null", "notNull"],
};
export const without = ["null", "notNull", "true", "false"];
export const methods = { number: ["sum", "average", "min", "max", "countdistinct"], text: ["countdistinct"], choice: ["countdistinct"], boolean: [], date: ["min", "max"], moment: ["min", "max"] };

const forms = { number: /^-?\d+(\.\d+)?$/, date: /^\d{4}-\d{2}-\d{2}$/, moment: /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/ };

/** True for a condition that is whole: its value, where it takes one, is of its kind. */
export const isWhole = ({ operator, value }, kind) => without.includes(operator) || (value.trim() !== "" && (forms[kind]?.test(value.trim()) ?? true));

function condition({ path, operator, value }, kind) {
  const text = value.trim();
  const one = (given) => (["text", "choice"].includes(kind) ? literal(given.trim()) : kind === "moment" && !given.includes("T") ? `${given}T00:00:00+09:00` : given);
  switch (operator) {
    case "null": return `${path} eq null`;
    case "notNull": return `${path} ne null`;
    case "true": case "false": return `${path} eq ${operator}`;
    case "contains": case "startswith": return `${operator}(${path},${literal(text)})`;
    case "in": return `${path} in (${text.split(/[,、]/).filter((part) => part.trim()).map(one).join(",")})`;
    default: return `${path} ${operator} ${one(text)}`;
  }
}

const nameOf = ({ path, method }) => (path === "$count" ? "rows" : `${path.replaceAll("/", "_")}_${method}`);

/** Names of the columns that a question answers, in their order; those of a grouping are paths and totals. */
export function columnsOf(state, set) {
  if (isGrouped(state)) return [...state.group, ...state.totals.map(nameOf)];
  return state.columns.length > 0 ? state.columns : set.properties.map((property) => property.name);
}

export const isGrouped = (state) => state.group.length > 0 || state.totals.length > 0;

/** Options of the question; a condition that is not whole is left out. */
export function optionsOf(state, kindOf) {
  const conditions = state.where.filter((one) => kindOf(one.path) && isWhole(one, kindOf(one.path))).map((one) => condition(one, kindOf(one.path)));
  const filter = conditions.join(state.match === "any" ? " or " : " and ");
  const order = state.sort.map(({ path, isDescending }) => (isDescending ? `${path} desc` : path)).join(",");
  const top = /^[1-9]\d{0,6}$/.test(state.top.trim()) ? state.top.trim() : "";
  if (isGrouped(state)) return { $apply: steps(state, filter), $orderby: order, $top: top };
  const expand = state.expand && (state.inside.length > 0 ? `${state.expand}($select=${state.inside.join(",")})` : state.expand);
  return { $filter: filter, $select: state.columns.join(","), $expand: expand, $orderby: order, $top: top };
}

function steps({ group, totals }, filter) {
  const sums = totals.map((total) => (total.path === "$count" ? `$count as ${nameOf(total)}` : `${total.path} with ${total.method} as ${nameOf(total)}`)).join(",");
  const aggregate = sums && `aggregate(${sums})`;
  const grouped = group.length > 0 ? `groupby((${group.join(",")})${aggregate && `,${aggregate}`})` : aggregate;
  return [filter && `filter(${filter})`, grouped].filter(Boolean).join("/");
}

/** Address of the question. */
export const addressOf = (state, kindOf, more = {}) => new URL(odata(state.set, { ...optionsOf(state, kindOf), ...more }), location.href).href;
