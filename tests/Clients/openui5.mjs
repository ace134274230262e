// The ODataModel of OpenUI5 in Chromium, without a network: every file of the page comes from node_modules, every other request goes to the service.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { answering } from "./answering.mjs";

const [root] = process.argv.slice(2);
const executablePath = process.env.KAWASAKI_CHROMIUM ?? "/usr/bin/chromium";
const patience = 120_000; // milliseconds; a busy machine takes ten times as long as an idle one
const origin = new URL(root).origin;
const library = new URL("node_modules/@openui5/sap.ui.core/src/", import.meta.url);
const start = `<!doctype html><title>OpenUI5</title>
  <script src="/ui5/ui5loader.js"></script>
  <script src="/ui5/ui5loader-autoconfig.js" id="sap-ui-bootstrap" data-sap-ui-async="true" data-sap-ui-language="en"
    data-sap-ui-resource-roots='{"": "/ui5/"}'></script>
  <script src="/ui5/openui5-question.js"></script>
  <script src="/ui5/openui5-edit.js"></script>`;

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: patience });
const page = await browser.newPage();
let requests = [];
let complaints = [];
page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(`${message.type()}: ${message.text()}`));
page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
await page.route("**/*", (route) => {
  const url = new URL(route.request().url());
  if (url.origin !== origin) {
    complaints.push(`leaves the service: ${url}`);
    return route.abort();
  }

  const [, name] = /^\/ui5\/(.*)$/.exec(url.pathname) ?? [];
  if (name === undefined) {
    requests.push(`${route.request().method()} ${decodeURIComponent(url.pathname + url.search).replace("/odata/", "")}`);
    return route.continue();
  }

  if (name === "start.html") return route.fulfill({ contentType: "text/html; charset=utf-8", body: start });
  const file = new URL(name, name.startsWith("openui5-") ? import.meta.url : library);
  return existsSync(file) ? route.fulfill({ path: fileURLToPath(file) }) : route.fulfill({ status: 404 });
});
await page.goto(origin + "/ui5/start.html", { timeout: patience });

await answering(async (question) => {
  [requests, complaints] = [[], []];
  const answer = await page.evaluate((asked) => (asked.steps ? globalThis.edit(asked) : globalThis.question(asked)), question);
  return { ...answer, requests, complaints };
});
await browser.close();
