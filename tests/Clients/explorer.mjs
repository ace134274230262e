// The explorer in Chromium, at the width of a phone and of a desk: does what a reader does, and tells what was seen, what it cost and what was wrong.
// Nothing but the service answers: every other request is refused and told.
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { answering } from "./answering.mjs";

const [root, pictures] = process.argv.slice(2);
const executablePath = process.env.KAWASAKI_CHROMIUM ?? "/usr/bin/chromium";
const patience = 60_000; // milliseconds; a busy machine takes ten times as long as an idle one
const service = new URL(root).origin;
const axe = createRequire(import.meta.url)("axe-core");
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };
// What stands on a page when it has all it asked for.
const complete = { "/": "#tree details", "/indicator": "#values tbody tr", "/tasks": "#rows tr", "/finance": "#values tbody tr", "/query": "#rows tbody tr" };
const whole = "main h1"; // of a page that comes whole

mkdirSync(pictures, { recursive: true });
// A name of the service that, unlike the address of this machine, is no secure context: as in an office network without TLS.
const plainName = "plan.test";
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--no-proxy-server", `--host-resolver-rules=MAP ${plainName} ${new URL(root).hostname}`], timeout: patience });

/** Opens a page as a new reader does. */
async function open({ path = "/", size = "desk", scheme = "light", language = "ja", origin = service, status = 200, prepare = () => {} }) {
  const context = await browser.newContext({ viewport: sizes[size], colorScheme: scheme, locale: language === "en" ? "en-GB" : "ja-JP", reducedMotion: "reduce" });
  const page = await context.newPage();
  const seen = { wrong: [], bytes: 0, files: 0, origin };
  page.setDefaultTimeout(patience);
  // A browser tells of a page that is not there as of an error.
  const isExpected = (message) => status !== 200 && message.location().url === origin + path;
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !isExpected(message) && seen.wrong.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.wrong.push(`uncaught: ${error.message}`));
  await page.addInitScript(() => {
    globalThis.refused = [];
    document.addEventListener("securitypolicyviolation", (event) => globalThis.refused.push(`${event.violatedDirective}: ${event.blockedURI}`));
  });
  await page.addInitScript(prepare);
  await page.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.origin === origin || url.protocol === "data:") return route.continue();
    seen.wrong.push(`leaves the service: ${url}`);
    return route.abort();
  });
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => ((seen.bytes += encodedDataLength), seen.files++));
  const started = performance.now();
  const answer = await page.goto(origin + path);
  if (answer.status() !== status) seen.wrong.push(`answers ${answer.status()}`);
  await page.locator(complete[new URL(path, origin).pathname] ?? whole).first().waitFor({ state: "attached" });
  seen.milliseconds = Math.round(performance.now() - started);
  return { page, context, seen, started };
}

/** What can be wrong with any page. */
async function judged({ page, context, seen }, name) {
  await page.evaluate(axe.source + ";0");
  const { violations } = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  const answer = {
    ...seen, wrong: [...seen.wrong, ...(await page.evaluate(() => globalThis.refused))],
    violations: violations.map((v) => `${v.impact} ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(" | ")}`),
    isWider: await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth),
    language: await page.evaluate(() => document.documentElement.lang), title: await page.title(), url: page.url().slice(seen.origin.length),
  };
  await page.screenshot({ path: `${pictures}/${name}.png` });
  await context.close();
  return answer;
}

/** A promise with what fulfils it. */
function promised() {
  const both = {};
  both.promise = new Promise((resolve) => (both.resolve = resolve));
  return both;
}

/** Keeps the answer to one request back until it is released; tells how the request ended. */
async function heldBack(page, isMeant) {
  const [asked, released, ended] = [promised(), promised(), promised()];
  await page.route((url) => isMeant(url), async (route) => {
    const request = route.request();
    page.on("requestfailed", (other) => other === request && ended.resolve("given up"));
    page.on("requestfinished", (other) => other === request && ended.resolve("answered"));
    asked.resolve();
    await released.promise;
    await route.fallback();
  }, { times: 1 });
  return { asked: asked.promise, end: () => (released.resolve(), ended.promise) };
}

/** What a reader gets who pastes with the keys; the focus goes back to where it was. */
const pasted = async (page) => {
  const paste = await page.evaluateHandle(() => {
    const field = document.createElement("textarea");
    field.before = document.activeElement;
    document.body.append(field);
    field.focus();
    return field;
  });
  await page.keyboard.press("Control+V");
  return paste.evaluate((field) => (field.remove(), field.before.focus(), field.value));
};

const texts = (page, selector) => page.locator(selector).allInnerTexts();
const points = (page) => page.evaluate(() => globalThis.Chart.getChart("canvas").data.datasets.map((d) => ({ label: d.label, points: d.data.map((p) => (p?.row ? [p.row.code, p.x, p.y] : p)) })));

// What a browser may do to a page that wants to copy.
const hindrances = {
  allowed: () => {},
  plain: () => {},
  refused: () => (Clipboard.prototype.writeText = () => Promise.reject(new DOMException("Write permission denied.", "NotAllowedError"))),
  never: () => {
    Clipboard.prototype.writeText = () => Promise.reject(new DOMException("Write permission denied.", "NotAllowedError"));
    document.execCommand = () => false;
  },
};

const actions = {
  /** Looks at a page. */
  look: async (question) => judged(await open(question), question.name),

  /** From the first page to the chart with the pointer: how often was it pressed? */
  clicks: async (question) => {
    const reader = await open(question);
    const { page } = reader;
    let clicks = 0;
    for (const text of question.texts) {
      await page.getByText(text, { exact: true }).first().click();
      clicks++;
    }

    await page.waitForURL("**/indicator?*");
    await page.locator(complete["/indicator"]).first().waitFor();
    const chart = await points(page);
    const rows = await texts(page, "#values tbody tr td:nth-child(3)");
    const verdicts = await texts(page, "#values tbody td.met, #values tbody td.missed");
    return { clicks, chart, rows, judged: verdicts, heading: await page.locator("h1").innerText(), ...(await judged(reader, question.name)) };
  },

  /** From the first page down the tree to the targets and results of a row, and from a figure of it to the place where it is printed. */
  walk: async (question) => {
    const reader = await open(question);
    const { page } = reader;
    let clicks = 0;
    const click = async (what) => (await what.click(), clicks++);
    for (const name of question.texts) await click(page.getByText(name, { exact: true }).first());
    await click(page.getByRole("link", { name: question.link }).first());
    await page.waitForURL("**/id/**");
    const rows = await page.locator("#outcomes tbody tr").evaluateAll((all) => all.map((tr) => ({
      cells: [...tr.cells].map((cell) => cell.innerText.replace(/\s+/g, " ")),
      links: [...tr.querySelectorAll("a")].map((a) => [a.innerText, a.getAttribute("href").split("?")[0]]),
    })));
    const summary = await page.locator("#outcomes p").first().innerText();
    const isInView = await page.locator("#outcomes table").evaluate((table) => table.getBoundingClientRect().top < innerHeight && table.getBoundingClientRect().top >= 0);
    const answer = { clicks, rows, summary, isInView, milliseconds: Math.round(performance.now() - reader.started), heading: await page.locator("h1").innerText() };
    return { ...(await judged(reader, question.name)), ...answer };
  },

  /** What the table of an indicator says of its targets: the code of each that is judged, and how. */
  verdicts: async (question) => {
    const reader = await open(question);
    const said = await reader.page.locator("#values tbody td.met, #values tbody td.missed").evaluateAll((all) => all.map((td) => [decodeURIComponent(td.parentElement.querySelector("a[href*='/id/observations/']").pathname.split("/").at(-1)), td.className, td.innerText].join("|")));
    return { said, ...(await judged(reader, question.name)) };
  },

  /** The same with the keys alone, by way of the search. */
  keys: async (question) => {
    const reader = await open(question);
    const { page } = reader;
    const focused = () => page.evaluate(() => ({ id: document.activeElement.id, outline: getComputedStyle(document.activeElement).outlineStyle }));
    const ways = [];
    for (let tabs = 0; tabs < 30 && (await focused()).id !== "search"; tabs++) {
      await page.keyboard.press("Tab");
      ways.push(await focused());
    }

    await page.keyboard.type(question.text);
    await page.locator("#hits [role=option]").first().waitFor();
    await page.keyboard.press("ArrowDown");
    while (!(await page.locator("[role=option][aria-selected=true]").innerText()).includes(question.code)) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/indicator?*");
    await page.locator(complete["/indicator"]).first().waitFor();
    return { heading: await page.locator("h1").innerText(), unseen: ways.filter((way) => way.outline === "none").map((way) => way.id), ...(await judged(reader, question.name)) };
  },

  /** Types into the search. */
  search: async (question) => {
    const reader = await open(question);
    const { page } = reader;
    await page.locator("#search").pressSequentially(question.text);
    await page.locator("#hits [role=option]").first().waitFor();
    const hits = await page.locator("#hits a[role=option]").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    const marked = await texts(page, "#hits mark");
    return { hits, marked, said: await page.locator("#search-state").innerText(), ...(await judged(reader, question.name)) };
  },

  /** Filters the tasks as the form lets one. */
  tasks: async (question) => {
    const reader = await open({ ...question, path: "/tasks" });
    const { page } = reader;
    await page.locator("#department").selectOption(question.department);
    for (const resource of question.resources) await page.locator(`input[value=${resource}]`).check();
    await page.waitForFunction((count) => document.querySelector("#count").textContent.startsWith(`${count}`), question.count);
    const codes = await page.locator("#rows th a").evaluateAll((all) => all.map((a) => decodeURIComponent(a.href.split("/").at(-1))));
    const csv = await page.locator("#downloads a").first().evaluate((a) => a.href);
    return { codes, csv, ...(await judged(reader, question.name)) };
  },

  /** The chart and the table of a fiscal table. */
  finance: async (question) => {
    const reader = await open({ ...question, path: `/finance?statement=${question.statement}` });
    const { page } = reader;
    const chart = await points(page);
    const rows = await page.locator("#values tbody tr").evaluateAll((all) => all.map((tr) => [...tr.cells].map((cell) => cell.querySelector("a")?.textContent ?? cell.textContent)));
    return { chart, rows, ...(await judged(reader, question.name)) };
  },

  /** The rows of the query builder, its address, and every snippet. */
  query: async (question) => {
    const reader = await open(question);
    const { page } = reader;
    const rows = await page.locator("#rows tbody tr").evaluateAll((all) => all.map((tr) => [...tr.cells].map((cell) => cell.dataset.value ?? null)));
    const columns = await page.locator("#rows thead th").evaluateAll((all) => all.map((th) => th.querySelector(".note")?.textContent ?? th.textContent));
    const address = await page.locator("#address-copy a").evaluate((a) => a.href);
    const snippets = {};
    for (const language of await texts(page, "#language option")) {
      await page.locator("#language").selectOption(language);
      snippets[language] = await page.locator("#snippet").textContent();
    }

    return { rows, columns, address, snippets, count: await page.locator("#count").innerText(), ...(await judged(reader, question.name)) };
  },

  /** Chooses a second thing while the answer to the first is still on its way. */
  late: async (question) => {
    const reader = await open(question);
    const { page } = reader;
    const held = await heldBack(page, (url) => decodeURIComponent(url.href).includes(question.held));
    await page.locator(question.first).click();
    await held.asked;
    if (question.set) await page.locator("#set").selectOption(question.set);
    else await page.locator(question.second).click();
    await page.waitForFunction(([selector, text]) => document.querySelector(selector)?.textContent.includes(text), [question.shown, question.text]);
    const ended = await held.end();
    return { ended, rows: await texts(page, "main tbody tr > :first-child"), more: await page.locator("#more button").count(), ...(await judged(reader, question.name)) };
  },

  /** Presses the buttons that copy, where the browser lets the page do that and where it does not. */
  copy: async (question) => {
    const plain = Object.assign(new URL(service), { hostname: plainName }).origin;
    const reader = await open({ ...question, path: "/query", origin: question.mode === "plain" ? plain : service, prepare: hindrances[question.mode] });
    const { page, context } = reader;
    if (question.mode === "allowed") await context.grantPermissions(["clipboard-write"]);
    const copied = {};
    for (const [name, selector] of [["address", "#address-copy .copy"], ["source", "footer .copy"], ["code", "#snippet-copy .copy"]]) {
      // Something else is on the clipboard before.
      await page.locator("h1").selectText();
      await page.keyboard.press("Control+C");
      await page.locator(selector).click();
      await page.locator(".by-hand").or(page.locator(`${selector}[data-done]`)).first().waitFor();
      const focused = await page.evaluate(() => document.activeElement.tagName);
      const byHand = await texts(page, ".by-hand");
      const heard = (await texts(page, "[role=status].unseen")).filter((text) => text !== "");
      if (byHand.length > 0) await page.keyboard.press("Control+C");
      copied[name] = { focused, byHand, heard, pasted: await pasted(page) };
    }

    const shown = { address: await page.locator("#address-copy a").evaluate((a) => a.href), source: await page.locator("#source").innerText(), code: await page.locator("#snippet").textContent() };
    await page.locator("#address-copy .copy").click();
    return { copied, shown, isSecure: await page.evaluate(() => isSecureContext && "clipboard" in navigator), ...(await judged(reader, question.name)) };
  },

  /** Makes a question by hand: set, condition, columns. */
  build: async (question) => {
    const reader = await open({ ...question, path: "/query" });
    const { page } = reader;
    await page.locator("#set").selectOption(question.set);
    await page.locator("#part-columns summary").click();
    for (const column of question.columns) await page.locator(`#part-columns input[value=${column}]`).check();
    await page.locator("#part-conditions button").last().click();
    const row = page.locator("#part-conditions .row");
    await row.locator("select").first().selectOption(question.property);
    await row.locator(".rest select").selectOption(question.operator);
    await row.locator(".rest input").fill(question.value);
    await page.waitForFunction((text) => new URL(document.querySelector("#address-copy a").href).search.includes(encodeURIComponent(text)), question.value);
    await page.waitForFunction((count) => document.querySelectorAll("#rows tbody tr").length === count, question.count);
    const codes = await page.locator("#rows tbody tr td:first-child").evaluateAll((all) => all.map((td) => td.dataset.value));
    return { codes, address: await page.locator("#address-copy a").evaluate((a) => a.href), ...(await judged(reader, question.name)) };
  },
};

await answering((question) => actions[question.do](question));
await browser.close();
