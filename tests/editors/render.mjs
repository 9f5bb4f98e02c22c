// Makes pictures of the screens that the tests of terminals kept: NAME.ansi in SHOTS becomes NAME.png.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const shots = process.env.SHOTS;
const { chromium } = createRequire(path.join(process.env.VSCODE, "package.json"))("playwright-core");
const SIXTEEN = ["#1e1e2e", "#f38ba8", "#a6e3a1", "#f9e2af", "#89b4fa", "#cba6f7", "#94e2d5", "#cdd6f4"];

/** One of the 256 colours of terminals. */
function indexed(index) {
  if (index < 16) return SIXTEEN[index % 8];
  if (index > 231) return `rgb(${[8, 8, 8].map((base) => base + 10 * (index - 232))})`;
  const step = (value) => (value ? 55 + 40 * value : 0);
  return `rgb(${[Math.floor((index - 16) / 36), Math.floor((index - 16) / 6) % 6, (index - 16) % 6].map(step)})`;
}

/** Takes a sequence of numbers into the style that holds from there on. */
function restyle(style, sequence) {
  const numbers = sequence.split(/[;:]/).map(Number);
  while (numbers.length > 0) {
    const code = numbers.shift();
    if (code === 0) Object.keys(style).forEach((key) => delete style[key]);
    else if (code === 1) style.bold = true;
    else if (code === 3) style.italic = true;
    else if (code === 4) style.underline = true;
    else if (code === 7) style.reverse = true;
    else if (code === 22) delete style.bold;
    else if (code === 23) delete style.italic;
    else if (code === 24) delete style.underline;
    else if (code === 27) delete style.reverse;
    else if (code === 39) delete style.front;
    else if (code === 49) delete style.back;
    else if (code === 38 || code === 48 || code === 58) {
      const colour = numbers.shift() === 2 ? `rgb(${numbers.splice(0, 3)})` : indexed(numbers.shift());
      if (code !== 58) style[code === 38 ? "front" : "back"] = colour;
    } else if ((code >= 30 && code < 38) || (code >= 90 && code < 98)) style.front = SIXTEEN[code % 10];
    else if ((code >= 40 && code < 48) || (code >= 100 && code < 108)) style.back = SIXTEEN[code % 10];
  }
}

const PAPER = "#1e1e2e";

/** The screen as spans, and the colour that most of it is painted with. */
function html(screen) {
  const style = {};
  const painted = {};
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const spans = screen.split(/\x1b\[([0-9;:]*)m/).map((part, index) => {
    if (index % 2) return restyle(style, part), "";
    const [front, back] = [style.front ?? "#cdd6f4", style.back ?? PAPER];
    painted[back] = (painted[back] ?? 0) + part.length;
    const css = [`color:${style.reverse ? back : front}`, `background:${style.reverse ? front : back}`];
    if (style.bold) css.push("font-weight:bold");
    if (style.italic) css.push("font-style:italic");
    if (style.underline) css.push("text-decoration:underline");
    // A span may go over several lines, and only a box of a line's height is painted without a gap to the next.
    return part.split("\n").map((line) => line && `<span style="${css.join(";")}">${escaped(line)}</span>`).join("\n");
  }).join("");
  const [most] = Object.entries(painted).sort(([, a], [, b]) => b - a);
  return { spans, paper: most?.[0] ?? PAPER };
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ deviceScaleFactor: 2 });
for (const name of readdirSync(shots).filter((name) => name.endsWith(".ansi"))) {
  const screen = readFileSync(path.join(shots, name), "utf8").trimEnd();
  const { spans, paper } = html(screen);
  await page.setContent(`<style>span { display: inline-block; height: 19px; vertical-align: top }</style>
    <body style="margin:0"><pre style="display:inline-block;margin:0;padding:12px;background:${paper};font:15px/19px monospace">${spans}</pre>`);
  await page.locator("pre").screenshot({ path: path.join(shots, name.replace(/ansi$/, "png")) });
}
await browser.close();
