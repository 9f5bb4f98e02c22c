// The page of `agentls graph --format html` in headless Chromium. Pictures go to SHOTS.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { eventually, launch } from "./host.mjs";

const root = path.join(import.meta.dirname, "../../..");
const work = mkdtempSync(path.join(tmpdir(), "agentls-graph-"));
process.once("exit", () => rmSync(work, { recursive: true, force: true }));
const browser = await launch();
const label = `chromium-${browser.version()}`;
let failed = 0;

function check(name, ok, detail) {
  failed += ok ? 0 : 1;
  console.log(`${ok ? "ok  " : "FAIL"}  ${label}: graph: ${name}${ok || detail === undefined ? "" : `: ${JSON.stringify(detail)}`}`);
}

/** Writes files of a folder. */
function folder(name, files) {
  for (const [file, text] of Object.entries(files)) {
    const place = path.join(work, name, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  return path.join(work, name);
}

/** Opens the page of a folder. What it asks for and complains of is kept. */
async function open(at, viewport = { width: 1280, height: 720 }) {
  const file = path.join(work, `${path.basename(at)}.html`);
  writeFileSync(file, execFileSync(process.env.AGENTLS_BIN, ["graph", "--format", "html", at], { maxBuffer: 1 << 28, env: { ...process.env, HOME: work } }));
  const page = await browser.newPage({ viewport, deviceScaleFactor: 2, colorScheme: "light", reducedMotion: "reduce" });
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("dialog", (dialog) => { said.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on("request", (request) => request.url() === pathToFileURL(file).href || said.push(`asks for ${request.url()}`));
  await page.goto(pathToFileURL(file).href);
  await page.locator("body[data-ready]").waitFor();
  return { page, said };
}

const rows = (page) => page.locator("#list .row .name").allTextContents();
const shot = (page, name) => page.screenshot({ path: path.join(process.env.SHOTS, `${label}-${name}.png`) });

/** Where a node is drawn, in the middle. */
const place = (page, name) => page.evaluate((name) => {
  const node = diagram.nodes.find((node) => node.name === name);
  const { left, top } = diagram.canvas.getBoundingClientRect();
  return [left + diagram.x + (node.x + node.width / 2) * diagram.scale, top + diagram.y + (node.y + 14) * diagram.scale];
}, name);

const agent = (name, body, more = "") => `---\nname: ${name}\ndescription: Does what ${name} does.\n${more}---\n\n${body}\n`;
const team = folder("team", {
  "CLAUDE.md": "# Project\n\n@docs/testing.md\n\nUse the `lead` agent for what is large.\n",
  "docs/testing.md": "Test.\n",
  ".claude/agents/lead.md": agent("lead", "Use the `architect` agent first, then `Task(\"code\", \"…\", \"coder\")`, then ask @agent-reviewer.\n\n`Task(\"ship\", \"…\", \"deployer\")`", "skills: [planning, style]\n"),
  ".claude/agents/architect.md": agent("architect", "See [style](../skills/style/SKILL.md)."),
  ".claude/agents/coder.md": agent("coder", "Ask @agent-tester to test it.", "skills: [style]\n"),
  ".claude/agents/tester.md": agent("tester", "If a test fails, ask @agent-coder."),
  ".claude/agents/reviewer.md": agent("reviewer", "Use the `auditor` agent for what touches secrets."),
  ".claude/agents/auditor.md": agent("auditor", "Look for holes."),
  ".claude/agents/builder.md": "---\nname: builder\ndescription: Builds. Use for: batch jobs\n  and streams: all of them\n---\n\nBuild.\n",
  ".claude/agents/designer.md": agent("designer", "Draw."),
  ".claude/skills/planning/SKILL.md": agent("planning", "Plan."),
  ".claude/skills/style/SKILL.md": agent("style", "Style."),
  ".claude/commands/fix-issue.md": "---\ndescription: Fixes an issue.\n---\n\nUse the `lead` agent.\n",
  ".github/agents/planner.agent.md": agent("planner", "Plan."),
});

const steps = {
  async example() {
    const { page, said } = await open(path.join(root, "tests/example"), { width: 1000, height: 440 });
    check("the example is listed", (await rows(page)).join() === "async-engineer,slow-reviewer", await rows(page));
    await page.mouse.click(...(await place(page, "slow-reviewer")));
    const details = page.locator("#details");
    check("a click on a node tells of it", (await details.innerText()).includes("Claude Code 2.1.332 does not load it"), await details.innerText());
    const link = await details.locator("a").getAttribute("href");
    check("the path leads to the file", link === pathToFileURL(path.join(root, "tests/example/.claude/agents/slow-reviewer.md")).href, link);
    await shot(page, "graph");
    check("it asks for nothing and complains of nothing", said.length === 0, said);
    await page.close();
  },
  async team() {
    const { page, said } = await open(team);
    const all = await rows(page);
    check("what is missing is listed", all.length === 15 && all.at(-1) === "deployer", all);
    await page.keyboard.press("/");
    await page.keyboard.type("touches");
    check("nothing is found that is not there", (await rows(page)).length === 0, await rows(page));
    await page.locator("#search").fill("LEAD");
    check("the search finds names in any case", (await rows(page)).join() === "lead", await rows(page));
    await page.keyboard.press("Enter");
    const details = page.locator("#details");
    const told = await details.innerText();
    check("who calls and who is called is told, with how", ["fix-issue", "CLAUDE.md", "coder", "Task() · line 7", "skills: · line 4"].every((part) => told.includes(part)), told);
    check("the dead call is told", told.includes("deployer · Task() · line 9") && told.includes("No agent is named"), told);
    await details.locator(".row", { hasText: "coder" }).first().click();
    check("one goes from one to the next", (await details.locator("h2").innerText()) === "coder");
    await page.keyboard.press("Escape");
    check("Escape closes what is told", await details.isHidden());
    await page.keyboard.press("Escape");
    await page.locator("#roles .chip", { hasText: "Agents" }).click();
    check("a kind is hidden", !(await rows(page)).includes("lead") && (await rows(page)).includes("style"), await rows(page));
    await page.locator("#roles .chip", { hasText: "Agents" }).click();
    await page.locator("#tool").selectOption("Claude Code");
    check("a tool's files are shown, and what they miss", (await rows(page)).includes("deployer") && !(await rows(page)).includes("planner"), await rows(page));
    await page.locator("#tool").selectOption("");
    await page.locator("#states .chip", { hasText: "circle" }).click();
    check("circles are shown", (await rows(page)).join() === "coder,tester", await rows(page));
    await page.locator("#states .chip", { hasText: "circle" }).click();
    await page.locator("#states .chip", { hasText: "island" }).click();
    check("islands are shown", (await rows(page)).join() === "builder,designer,planner", await rows(page));
    await page.locator("#states .chip", { hasText: "island" }).click();
    await page.locator("#canvas").focus();
    const look = () => page.evaluate(() => [diagram.scale, diagram.x, diagram.y]);
    const before = await look();
    await page.keyboard.press("+");
    await page.keyboard.press("ArrowLeft");
    const after = await look();
    check("keys zoom and move", after[0] > before[0] && after[1] !== before[1], [before, after]);
    await page.keyboard.press("0");
    check("and show all again", JSON.stringify(await look()) === JSON.stringify(before), await look());
    await page.mouse.move(700, 400);
    await page.mouse.wheel(0, -240);
    check("the wheel zooms", await eventually(async () => (await look())[0] > before[0]));
    await page.locator("#whole").click();
    await page.mouse.move(...(await place(page, "lead")));
    check("the pointer shows what it is on", await eventually(() => page.evaluate(() => diagram.hovered?.name === "lead")));
    await page.mouse.click(...(await place(page, "lead")));
    await page.mouse.move(5, 5);
    await page.locator("#details h2", { hasText: "lead" }).waitFor();
    await eventually(() => page.evaluate(() => diagram.due === undefined));
    await shot(page, "graph-team");
    const ground = () => page.evaluate(() => diagram.colours.ground);
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    check("it is dark where that is wanted", await eventually(async () => (await ground()) !== light));
    await shot(page, "graph-dark");
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 600, height: 800 });
    check("it fits a narrow window", await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && diagram.canvas.clientHeight > 100));
    check("it asks for nothing and complains of nothing", said.length === 0, said);
    await page.close();
  },
  async hostile() {
    const hostile = JSON.parse(readFileSync(path.join(root, "tests/sinks/hostile.json"), "utf8"));
    const names = [hostile, "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "\u202egnp.exe"];
    const quoted = (text) => JSON.stringify(text).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    const files = names.map((name, at) => [`.claude/agents/a${at}.md`, `---\nname: ${quoted(name)}\ndescription: ${quoted(name)}\nskills: [${quoted(name)}]\n---\n\n@agent-lost\n`]);
    files.push([".claude/agents/<img src=x onerror=alert(1)>.md", agent("image", "Draw.")]);
    const { page, said } = await open(folder("hostile", Object.fromEntries(files)));
    const listed = await rows(page);
    check("hostile names are text", names.slice(1, 4).every((name) => listed.includes(name)), listed);
    check("nothing in them turns the direction", !listed.join().includes("\u202e"), listed);
    for (const row of await page.locator("#list .row").all()) await row.click();
    const live = await page.evaluate(() => [document.scripts.length, document.images.length, document.querySelectorAll("iframe, object, embed").length]);
    check("nothing of them is live", live.join() === "2,0,0", live);
    check("and nothing runs or is asked for", said.length === 0, said);
    const refused = await page.evaluate(() => { try { document.body.innerHTML = "x"; return false; } catch { return true; } });
    check("the page's policy refuses markup from texts", refused);
    await page.evaluate(() => { const script = document.createElement("script"); try { script.textContent = "window.ran = 1"; } catch { /* refused already */ } document.body.append(script); });
    check("and scripts but its own", await page.evaluate(() => window.ran === undefined));
    await page.close();
  },
  async large() {
    const files = {};
    for (let at = 0; at < 3000; at += 1) {
      const calls = at < 1000 ? 0 : Math.floor(at / 2);
      files[`.claude/agents/team-${Math.floor(at / 100)}/agent-${at}.md`] = agent(`agent-${at}`, `Use the \`agent-${calls}\` agent.`);
    }
    const { page, said } = await open(folder("large", files));
    const ready = await page.evaluate(() => performance.getEntriesByName("ready")[0].startTime);
    console.log(`--    ${label}: the graph of 3,000 agents is there after ${ready.toFixed(0)} ms`);
    check("3,000 agents are there within 2 s", ready < 2000, ready);
    await page.locator("#search").fill("agent-2999");
    check("one of them is found", await eventually(async () => (await rows(page)).join() === "agent-2999"));
    check("it complains of nothing", said.length === 0, said);
    await page.locator("#search").fill("");
    await shot(page, "graph-large");
    await page.close();
  },
};

for (const [name, step] of Object.entries(steps)) {
  await step().catch((error) => check(`${name} ran through`, false, String(error.stack).slice(0, 600)));
}
await browser.close();
process.exit(failed ? 1 : 0);
