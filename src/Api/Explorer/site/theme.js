// The switch between light and dark: what the reader chose is kept in this browser, else the system decides.
import { el } from "./dom.js";
import { say } from "./texts.js";

const schemes = ["auto", "light", "dark"];
const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
const keep = (scheme) => { try { localStorage.setItem("theme", scheme); } catch { /* a browser that keeps nothing still shows it */ } };

function show(scheme) {
  if (scheme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = scheme;
}

const first = schemes.includes(kept()) ? kept() : "auto";
show(first);
const list = el("select", { id: "theme", change: () => (keep(list.value), show(list.value)) }, schemes.map((scheme) => el("option", { value: scheme, selected: scheme === first }, say(`theme.${scheme}`))));
document.querySelector("header.top")?.append(el("label", { class: "theme" }, el("span", { class: "unseen" }, say("theme")), list));
