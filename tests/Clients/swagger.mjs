// Swagger UI in Chromium: opens the page, runs the example of one operation as a reader does, and tells who was asked.
import { chromium } from "playwright-core";
import { answering } from "./answering.mjs";

const [root] = process.argv.slice(2);
const executablePath = process.env.KAWASAKI_CHROMIUM ?? "/usr/bin/chromium";
const patience = 120_000; // milliseconds; a busy machine takes ten times as long as an idle one
const origin = new URL(root).origin;

await answering(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: patience });
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  const [elsewhere, errors] = [[], []];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.origin === origin || url.protocol === "data:") return route.continue();
    elsewhere.push(url.href);
    return route.abort();
  });
  await page.goto(origin + "/swagger/index.html");
  await page.locator("#operations-tag-REST").click();
  const operation = page.locator("#operations-REST-restSeries");
  await operation.locator(".opblock-summary").first().click();
  await operation.locator("button.execute").click();
  const status = await operation.locator(".live-responses-table tr.response .response-col_status").first().textContent();
  await browser.close();
  return { status: status.match(/\d+/)?.[0] ?? status, elsewhere, errors };
});
