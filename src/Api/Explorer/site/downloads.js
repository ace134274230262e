// The same rows as files: addresses to follow and to copy.
import { copyButton } from "./copy.js";
import { odata } from "./ask.js";
import { el, root } from "./dom.js";
import { say } from "./texts.js";

const formats = ["csv", "xlsx", "json"];

/**
 * Links to exactly the rows of a question.
 * @param {string} path set, perhaps with more
 * @param {Record<string, string | number>} options of the question
 * @param {[string, string][]} more further answers: name of a text, address
 */
export function downloads(path, options, more = []) {
  const files = formats.map((format) => [format, odata(path, { ...options, $format: format }), { download: true }]);
  const links = [...files, ...more.map(([name, address]) => [name, new URL(address, root).href, {}])];
  const address = odata(path, options);
  return [
    el("ul", { class: "files" }, links.map(([name, href, attributes]) => el("li", {}, el("a", { href, ...attributes }, say(`download.${name}`))))),
    el("p", { class: "address" }, el("code", {}, readable(address)), " ", copyButton(() => address, say("address"))),
  ];
}

/** An address as people read it; what is copied and followed stays percent-encoded. */
export const readable = (address) => address.replace(/(?:%[0-9A-F]{2})+/gi, (codes) => {
  try {
    return decodeURIComponent(codes);
  } catch {
    return codes;
  }
});
