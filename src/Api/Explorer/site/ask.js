// Questions to the service, with its own words when it refuses one.
import { language, root } from "./dom.js";
import { say } from "./texts.js";

/** What the service said instead of an answer. */
export class Refusal extends Error {}

/**
 * The answer to a GET.
 * @param {string} address absolute, or below the root of the service
 * @param {{signal?: AbortSignal, headers?: Record<string, string>}} options
 */
export async function ask(address, { signal, headers = {} } = {}) {
  const response = await fetch(new URL(address, root), { signal, headers: { Accept: "application/json", "Accept-Language": language, ...headers } }).catch((error) => {
    if (error.name === "AbortError") throw error;
    throw new Refusal(say("noConnection"));
  });
  const body = await response.json().catch((error) => {
    if (error.name === "AbortError") throw error;
    return null;
  });
  if (response.ok && body !== null) return body;
  const problem = body?.error ?? body;
  throw new Refusal(problem?.message ?? told(problem) ?? `${response.status} ${response.statusText}`);
}

// What is said of the single case is English; on a Japanese page its title stands before it, as it does in a message of OData.
const told = (problem) => (language === "ja" && problem?.detail ? `${problem.title} ${problem.detail}` : problem?.detail);

/** Asks only the latest question: a new one ends the one before, whose answer is never seen. */
export function latest() {
  let under;
  return async (address, options = {}) => {
    under?.abort();
    under = new AbortController();
    return ask(address, { ...options, signal: under.signal });
  };
}

/** True for the end of a question that a later one has replaced. */
export const isReplaced = (error) => error.name === "AbortError";

/** Address of an OData question: options in their order, values percent-encoded so that the address can stand in quotes of any kind. */
export function odata(path, options = {}) {
  const text = Object.entries(options).filter(([, value]) => value !== "" && value !== null && value !== undefined).map(([name, value]) => `${name}=${encode(String(value))}`).join("&");
  return root + "odata/" + path + (text ? `?${text}` : "");
}

// Readable where it may be: $ , ( ) / : ; = stand for themselves in a query.
const encode = (text) => encodeURIComponent(text).replace(/%(24|2C|2F|3A|3B|3D)/g, (code) => decodeURIComponent(code)).replace(/'/g, "%27").replace(/%20/g, "%20");

/** A text as a literal of OData. */
export const literal = (text) => `'${String(text).replaceAll("'", "''")}'`;
