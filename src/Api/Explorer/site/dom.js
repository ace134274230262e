// What every page needs: elements made of text, never of markup; links that keep the language; announcements.
export const language = document.documentElement.lang === "en" ? "en" : "ja";

/** Address that all addresses of the service begin with, with its last slash: it may stand below a path of its host. */
export const root = import.meta.url.replace(/assets\/.*$/, "");

const chosen = new URLSearchParams(location.search).get("lang");

/**
 * An element. Children are elements, texts, lists of both; null and undefined are left out.
 * Attributes: false, null and undefined are left out, true is an attribute without value, functions listen to the event of that name.
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(attribute, value);
    else if (value === true) element.setAttribute(attribute, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(attribute, value);
  }

  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Puts other children in the place of what an element holds. */
export const fill = (element, ...children) => element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));

export const byId = (id) => document.getElementById(id);

/** Address of a page in the language that its reader has chosen. */
export function page(path, parameters = {}) {
  const url = new URL(path.replace(/^\//, ""), root);
  for (const [name, value] of Object.entries(parameters)) for (const one of [value].flat()) url.searchParams.append(name, one);
  if (chosen) url.searchParams.set("lang", chosen);
  return url.pathname + url.search;
}

/** Page of the persistent identifier of a row. */
export const identifier = (set, code) => page(`id/${set}/${encodeURIComponent(code)}`);

/** Keeps the state of a page in its address, without a step in the history: a link to it can be shared. Parameters without a value are left out. */
export function keepState(entries) {
  const kept = new URLSearchParams(entries.filter(([, value]) => value !== "" && value !== null && value !== undefined));
  if (chosen) kept.set("lang", chosen);
  const text = kept.toString();
  history.replaceState(null, "", text ? `?${text}` : location.pathname);
  for (const other of document.querySelectorAll("a[data-language]")) {
    const url = new URL(other.href);
    kept.set("lang", other.dataset.language);
    url.search = kept.toString();
    other.href = url.href;
  }
}

/** Calls a function when its last call lies some milliseconds back. */
export function debounced(action, milliseconds) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), milliseconds);
  };
}
