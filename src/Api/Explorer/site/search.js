// Search as you type: a combobox whose list stands in the page (ARIA Authoring Practices, combobox with list autocomplete, manual selection).
import { ask, isReplaced, latest } from "./ask.js";
import { announce } from "./copy.js";
import { byId, debounced, el, fill, identifier, keepState, language, page } from "./dom.js";
import { say } from "./texts.js";

const pause = 150; // milliseconds between the last key and the question: less asks for half words, more is felt
const shown = 5; // hits of a set before the rest is asked for
const best = 100; // hits of all sets in the first answer
const most = 1000; // hits of one set in one answer

// Figures are found by the name of their indicator alone, and its page shows them all.
const sets = [
  "plans", "basicPolicies", "policies", "measures", "projects", "indicators", "reformPillars", "reformItems", "reformTasks", "actions", "departments",
  "wards", "fiscalLines", "themes", "documents", "passages",
];

const question = (text, wanted, limit) => "api/v1/search?" + new URLSearchParams([["q", text], ["limit", limit], ...wanted.map((set) => ["set", set])]);
const place = (hit) => (hit.set === "indicators" ? page("indicator", { code: hit.code }) : identifier(hit.set, hit.code));

/** @param {HTMLInputElement} input @param {HTMLElement} list @param {HTMLElement} browse what is shown while nothing is looked for */
export function startSearch(input, list, browse) {
  const newest = latest();
  let active = -1;

  const look = async () => {
    const text = input.value.trim();
    keepState([["q", text]]);
    if (text === "") return show([]);
    try {
      const groups = await grouped(text, await newest(question(text, sets, best)));
      if (input.value.trim() === text) show(groups.map((group) => hitGroup(group, text)), groups);
    } catch (error) {
      if (!isReplaced(error)) refuse(error);
    }
  };

  function show(parts, groups = []) {
    active = -1;
    input.removeAttribute("aria-activedescendant");
    const isAsked = input.value.trim() !== "";
    fill(list, parts);
    number();
    list.hidden = parts.length === 0;
    browse.hidden = isAsked && parts.length > 0;
    input.setAttribute("aria-expanded", String(parts.length > 0));
    const total = groups.reduce((sum, group) => sum + group.facet.count, 0);
    const message = !isAsked ? "" : total === 0 ? say("nothingFound", input.value.trim()) : say("found", total, groups.map((g) => `${name(g.facet)} ${g.facet.count}`).join(say("comma")));
    fill(byId("search-state"), message);
  }

  function refuse(error) {
    fill(list);
    list.hidden = true;
    fill(byId("search-state"), error.message);
  }

  const options = () => [...list.querySelectorAll("[role=option]")];

  function number() {
    for (const [index, option] of options().entries()) option.id = `hit-${index}`;
  }

  function move(to) {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = (to + all.length) % all.length;
    all[active].setAttribute("aria-selected", "true");
    all[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[active].id);
  }

  function hitGroup({ facet, hits }, text) {
    const group = el("div", { role: "group", "aria-labelledby": `group-${facet.set}`, class: "hit-group" }, el("div", { id: `group-${facet.set}`, class: "hit-set", role: "presentation" }, `${name(facet)} `, el("span", { class: "count" }, String(facet.count))), hits.slice(0, shown).map(hitOption));
    if (facet.count > shown) group.append(more(group, facet, text));
    return group;
  }

  function more(group, facet, text) {
    const option = el("div", { role: "option", "aria-selected": "false", class: "more", tabindex: "-1" }, say("showRest", facet.count - shown));
    option.addEventListener("click", async () => {
      const answer = await ask(question(text, [facet.set], most)).catch((error) => announce(error.message));
      if (!answer || !option.isConnected) return;
      const at = options().indexOf(option);
      option.replaceWith(...answer.value.slice(shown).map(hitOption));
      number();
      if (active === at) move(at);
    });
    return option;
  }

  input.addEventListener("input", debounced(look, pause));
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || options().length === 0) return;
    if (event.key === "ArrowDown") move(active + 1);
    else if (event.key === "ArrowUp") move(active < 0 ? -1 : active - 1);
    else if (event.key === "Enter" && active >= 0) options()[active].click();
    else if (event.key === "Escape") {
      input.value = "";
      look();
    } else return;
    event.preventDefault();
  });
  if (input.value.trim() !== "") look();
}

const name = (facet) => (language === "en" ? facet.english : facet.japanese);

// The sets in the order of their best hits. A set whose hits all stand behind those of the first answer is asked for by itself.
async function grouped(text, answer) {
  const order = [...new Set(answer.value.map((hit) => hit.set))];
  const facets = answer.facets.filter((facet) => sets.includes(facet.set));
  const rank = (facet) => (order.includes(facet.set) ? order.indexOf(facet.set) : order.length);
  return Promise.all(
    facets.sort((a, b) => rank(a) - rank(b)).map(async (facet) => {
      const hits = answer.value.filter((hit) => hit.set === facet.set);
      return { facet, hits: hits.length < Math.min(shown, facet.count) ? (await ask(question(text, [facet.set], shown))).value : hits };
    }),
  );
}

function hitOption(hit) {
  const title = hit.highlights.find((h) => h.text === hit.title);
  const other = hit.highlights.find((h) => h.text !== hit.title);
  return el(
    "a",
    { role: "option", "aria-selected": "false", tabindex: "-1", href: place(hit), class: "hit" },
    el("span", { class: "hit-title" }, title ? marked(title) : hit.title ?? hit.code),
    " ",
    el("span", { class: "id" }, hit.code),
    other && el("span", { class: "hit-place" }, marked(other)),
  );
}

function marked({ text, ranges }) {
  const parts = [];
  let at = 0;
  for (const { start, length } of ranges) {
    parts.push(text.slice(at, start), el("mark", {}, text.slice(start, start + length)));
    at = start + length;
  }

  return [...parts, text.slice(at)];
}
