// A button that copies what stands beside it, and says so.
import { el, byId } from "./dom.js";
import { say } from "./texts.js";

/** @param {() => string} text what to copy; @param {string} about what it is, for those who hear the page */
export function copyButton(text, about) {
  const button = el("button", { type: "button", class: "copy", "aria-label": say("copyOf", about) }, say("copy"));
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text()).catch(() => copyBySelection(text()));
    button.textContent = say("copied");
    announce(say("copiedOf", about));
    setTimeout(() => (button.textContent = say("copy")), 2000);
  });
  return button;
}

// Pages that are not served over TLS have no clipboard.
function copyBySelection(text) {
  const area = el("textarea", { class: "hidden", readonly: true }, text);
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

/** Says something to those who hear the page. */
export function announce(text) {
  const place = byId("announcements");
  if (place) place.textContent = text;
}
