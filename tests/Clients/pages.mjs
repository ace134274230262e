// Pages in Chromium: what axe-core finds, what the policy of the page refuses, whom the page asks, how wide it is.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { answering } from "./answering.mjs";

const [root] = process.argv.slice(2);
const executablePath = process.env.KAWASAKI_CHROMIUM ?? "/usr/bin/chromium";
const patience = 120_000; // milliseconds; a busy machine takes ten times as long as an idle one
const origin = new URL(root).origin;
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

await answering(async ({ pages }) => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: patience });
  const answers = [];
  for (const { path, width, scheme } of pages) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const [elsewhere, errors] = [[], []];
    page.on("pageerror", (error) => errors.push(error.message));
    // A browser asks for an icon by itself; the pages name none.
    page.on("console", (line) => line.type() === "error" && !line.location().url.endsWith("/favicon.ico") && errors.push(line.text()));
    page.on("request", (request) => new URL(request.url()).origin !== origin && elsewhere.push(request.url()));
    await page.goto(origin + path);
    const facts = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      linkedData: [...document.querySelectorAll('script[type="application/ld+json"]')].map((s) => JSON.parse(s.textContent)["@id"]),
      copies: [...document.querySelectorAll("button[data-copy]")].filter((b) => !b.hidden).length,
      ground: getComputedStyle(document.documentElement).backgroundColor,
    }));
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement.className);
    // Evaluated by the driver, which the policy of the page does not bind.
    await page.evaluate(axe);
    const found = await page.evaluate(async (tags) => (await window.axe.run(document, { runOnly: tags })).violations, rules);
    answers.push({ path, ...facts, first, elsewhere, errors, violations: found.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html).join(" | ")}`) });
    await context.close();
  }
  await browser.close();
  return answers;
});
