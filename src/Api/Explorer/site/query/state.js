// A question as the form holds it, and as the address of the page keeps it.
//   set, columns, match (all | any), where=path~operator~value (any number), sort=path~asc, top, expand, inside (columns of the expanded), group, total=path~method~name
export const empty = (set) => ({ set, columns: [], match: "all", where: [], sort: [], top: "", expand: "", inside: [], group: [], totals: [] });

const split = (text) => text.split("~");

export function readState(parameters, fallback) {
  const list = (name) => (parameters.get(name) ?? "").split(",").filter(Boolean);
  return {
    set: parameters.get("set") ?? fallback,
    columns: list("columns"),
    match: parameters.get("match") === "any" ? "any" : "all",
    where: parameters.getAll("where").map((text) => { const [path, operator, ...value] = split(text); return { path, operator, value: value.join("~") }; }),
    sort: parameters.getAll("sort").map((text) => { const [path, order] = split(text); return { path, isDescending: order === "desc" }; }),
    top: parameters.get("top") ?? "",
    expand: parameters.get("expand") ?? "",
    inside: list("inside"),
    group: list("group"),
    totals: parameters.getAll("total").map((text) => { const [path, method] = split(text); return { path, method }; }),
  };
}

export const writeState = (state) => [
  ["set", state.set], ["columns", state.columns.join(",")], ["match", state.match === "any" ? "any" : ""],
  ...state.where.map(({ path, operator, value }) => ["where", `${path}~${operator}~${value}`]),
  ...state.sort.map(({ path, isDescending }) => ["sort", `${path}~${isDescending ? "desc" : "asc"}`]),
  ["top", state.top], ["expand", state.expand], ["inside", state.inside.join(",")], ["group", state.group.join(",")],
  ...state.totals.map(({ path, method }) => ["total", `${path}~${method}`]),
];
