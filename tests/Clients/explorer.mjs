// The explorer in Chromium, at the width of a phone and of a desk: does what a reader does, and tells what was seen, what it cost and what was wrong.
// Nothing but the service answers: every other request is refused and told.
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { answering } from "./answering.mjs";

const [root, pictures] = process.argv.slice(2);
const executablePath = process.env.KAWASAKI_CHROMIUM ?? "/usr/bin/chromium";
const patience = 60_000; // milliseconds; a busy machine takes ten times as long as an idle one
const origin = new URL(root).origin;
const axe = createRequire(import.meta.url)("axe-core");
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };
// What stands on a page when it has all it asked for.
const complete = { "/": "#tree details", "/indicator": "#values tbody tr", "/tasks": "#rows tr", "/finance": "#values tbody tr", "/query": "#rows tbody tr" };

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: patience });

/** Opens a page as a new reader does. */
async function open({ path = "/", size = "desk", scheme = "light", language = "ja" }) {
  const context = await browser.newContext({ viewport: sizes[size], colorScheme: scheme, locale: language === "en" ? "en-GB" : "ja-JP", reducedMotion: "reduce" });
  const page = await context.newPage();
  const seen = { wrong: [], bytes: 0, files: 0 };
  page.setDefaultTimeout(patience);
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && seen.wrong.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => seen.wrong.push(`uncaught: ${error.message}`));
  await page.addInitScript(() => {
    globalThis.refused = [];
    document.addEventListener("securitypolicyviolation", (event) => globalThis.refused.push(`${event.violatedDirective}: ${event.blockedURI}`));
  });
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
  await page.goto(origin + path);
  await page.locator(complete[new URL(path, origin).pathname]).first().waitFor({ state: "attached" });
  seen.milliseconds = Math.round(performance.now() - started);
  return { page, context, seen };
}

/** What can be wrong with any page. */
async function judged({ page, context, seen }, name) {
  await page.evaluate(axe.source + ";0");
  const { violations } = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  const answer = {
    ...seen, wrong: [...seen.wrong, ...(await page.evaluate(() => globalThis.refused))],
    violations: violations.map((v) => `${v.impact} ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(" | ")}`),
    isWider: await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth),
    language: await page.evaluate(() => document.documentElement.lang), title: await page.title(), url: page.url().slice(origin.length),
  };
  await page.screenshot({ path: `${pictures}/${name}.png` });
  await context.close();
  return answer;
}

const texts = (page, selector) => page.locator(selector).allInnerTexts();
const points = (page) => page.evaluate(() => globalThis.Chart.getChart("canvas").data.datasets.map((d) => ({ label: d.label, points: d.data.map((p) => (p?.row ? [p.row.code, p.x, p.y] : p)) })));

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
