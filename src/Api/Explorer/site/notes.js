// Notes, which the data has in English, as a Japanese reader is told them: the sentences that the pages of rows have too.
import { language } from "./dom.js";

const sentences = language === "en" ? [] : fetch(new URL("../notes.json", import.meta.url)).then((answer) => answer.json());

/** @returns {Promise<(note: string) => string>} puts a note into the language of the page; what no sentence of ours is stays as it is */
export async function noteWords() {
  const known = (await sentences).map(([english, japanese]) => [new RegExp(english), japanese]);
  const told = (part) => {
    const found = known.find(([english]) => english.test(part));
    return found ? part.replace(found[0], found[1]) : part;
  };
  return (note) => note.split("; ").map(told).join(language === "en" ? "; " : " ");
}
