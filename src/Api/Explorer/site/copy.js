// A button that copies what stands beside it, and says so.
import { copy } from "../clipboard.js";
import { el, byId } from "./dom.js";
import { say } from "./texts.js";

/** @param {() => string} text what to copy; @param {string} about what it is, for those who hear the page */
export function copyButton(text, about) {
  const button = el("button", { type: "button", class: "copy", "aria-label": say("copyOf", about) }, say("copy"));
  button.addEventListener("click", async () => {
    if (await copy(button, text(), say("copyByHand", about))) announce(say("copiedOf", about));
  });
  return button;
}

/** Says something to those who hear the page. */
export function announce(text) {
  const place = byId("announcements");
  if (place) place.textContent = text;
}
