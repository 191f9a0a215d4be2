// Opens report pages in headless Chromium and holds them to what a page promises:
// no errors, no request, no sideways scroll on a phone, a first screen of one screen, and nothing that axe-core finds.
// usage: node check.mjs [--pictures FOLDER] PAGE.html ...
import { readFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

const pages = process.argv.slice(2);
let pictures = null;
if (pages[0] === "--pictures") {
  [, pictures] = pages.splice(0, 2);
  mkdirSync(pictures, { recursive: true });
}
if (pages.length === 0) {
  console.error("usage: node check.mjs [--pictures FOLDER] PAGE.html ...");
  process.exit(2);
}

const views = [
  { name: "light", width: 1168, height: 800, scheme: "light" },
  { name: "dark", width: 1168, height: 800, scheme: "dark" },
  { name: "tablet", width: 820, height: 1000, scheme: "light" },
  { name: "phone", width: 360, height: 740, scheme: "light" },
];
const problems = [];
const profile = mkdtempSync(join(tmpdir(), "contingent-page-"));
const browser = await puppeteer.launch({
  executablePath: chromium,
  headless: true,
  userDataDir: profile,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ],
});
try {
  for (const path of pages) {
    for (const view of views) await look(path, view);
    await print(path);
  }
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
for (const problem of problems) console.error(problem);
console.log(`${pages.length} pages, ${views.length} views each and print: ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function open(path, view, wrong) {
  const tab = await browser.newPage();
  tab.on("console", (message) => ["error", "warn"].includes(message.type()) && wrong(`console: ${message.text()}`));
  tab.on("pageerror", (error) => wrong(`error: ${error.message}`));
  tab.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) wrong(`asks for ${request.url()}`);
  });
  tab.on("requestfailed", (request) => wrong(`cannot load ${request.url()}`));
  await tab.setViewport({ width: view.width, height: view.height });
  await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: view.scheme }]);
  await tab.goto(pathToFileURL(resolve(path)).href, { waitUntil: "load" });
  return tab;
}

async function look(path, view) {
  const wrong = (text) => problems.push(`${path}, ${view.name}: ${text}`);
  const tab = await open(path, view, wrong);
  const found = await tab.evaluate(() => ({
    scripts: document.scripts.length,
    wide: document.documentElement.scrollWidth,
    first: document.querySelector("nav")?.getBoundingClientRect().top ?? -1,
    levels: [...document.querySelectorAll("h1,h2,h3,h4")].map((heading) => Number(heading.tagName[1])),
    // A closed table must be as readable as an open one.
    closed: [...document.querySelectorAll("details")].map((details) => (details.open = true)).length,
  }));
  if (found.scripts > 0) wrong("it holds a script");
  if (found.wide > view.width) wrong(`scrolls sideways: ${found.wide} px`);
  if (view.width === 1168 && found.first > view.height) wrong(`the first screen is ${Math.ceil(found.first)} px high`);
  if (found.levels[0] !== 1 || found.levels.some((level, at) => at > 0 && level > found.levels[at - 1] + 1)) {
    wrong(`headings are out of order: ${found.levels.join(" ")}`);
  }
  const opened = await tab.evaluate(() => document.documentElement.scrollWidth);
  if (opened > view.width) wrong(`scrolls sideways with its tables open: ${opened} px`);
  await tab.keyboard.press("Tab");
  const focus = await tab.evaluate(() => document.activeElement?.className);
  if (focus !== "skip") wrong("the first stop of the keyboard is not the skip link");
  await tab.evaluate(axe);
  const axed = await tab.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  for (const violation of axed.violations) {
    for (const node of violation.nodes) wrong(`${violation.id} (${violation.impact}): ${node.html.slice(0, 160)}`);
  }
  if (pictures) {
    await tab.evaluate(() => {
      document.activeElement?.blur();
      document.querySelectorAll("details").forEach((details) => (details.open = false));
    });
    await tab.screenshot({ path: join(pictures, `${named(path)}-${view.name}.png`), fullPage: true });
  }
  await tab.close();
}

// On paper: always light, nothing cut off.
async function print(path) {
  const wrong = (text) => problems.push(`${path}, print: ${text}`);
  const tab = await open(path, { width: 688, height: 1000, scheme: "dark" }, wrong);
  await tab.emulateMediaType("print");
  const found = await tab.evaluate(() => ({
    paper: getComputedStyle(document.body).backgroundColor,
    wide: document.documentElement.scrollWidth,
    nav: getComputedStyle(document.querySelector("nav")).display,
  }));
  if (found.paper !== "rgb(255, 255, 255)") wrong(`the paper is ${found.paper}`);
  if (found.wide > 688) wrong(`is wider than a sheet: ${found.wide} px`);
  if (found.nav !== "none") wrong("the contents are printed");
  if (pictures) await tab.pdf({ path: join(pictures, `${named(path)}-print.pdf`), preferCSSPageSize: true, printBackground: true });
  await tab.close();
}

function named(path) {
  const folder = basename(dirname(resolve(path)));
  return `${folder}-${basename(path, ".html")}`;
}
