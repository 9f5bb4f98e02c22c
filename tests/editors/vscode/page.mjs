// VS Code through its page, as a person sees it. Pictures go to SHOTS.

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { check, eventually, failed, home, label, session } from "./host.mjs";

const place = home();
const file = path.join(place.workspace, ".claude/agents/async-engineer.md");
// Without hooks, of which VS Code's own validator has much to say, so that the list of problems is agentls's alone.
writeFileSync(file, readFileSync(file, "utf8").replace(/hooks:[^]*?\n---/, "---"));
// Agents that say a name which holds whatever a page might take for more than text.
const hostile = JSON.parse(readFileSync(path.join(import.meta.dirname, "../../sinks/hostile.json"), "utf8"));
const quoted = `"${[...hostile].map((char) => `\\U${char.codePointAt(0).toString(16).padStart(8, "0")}`).join("")}"`;
const agent = (name, body) => `---\nname: ${name}\ndescription: ${quoted}\nmemory: ${quoted}\n${quoted}: x\n---\n\n${body}\n`;
writeFileSync(path.join(place.workspace, ".claude/agents/told.md"), agent("told", "Told of."));
writeFileSync(path.join(place.workspace, ".claude/agents/teller.md"), agent(quoted, "@agent-told"));
// A key of which the verdicts tell.
const keyed = '---\nname: keyed\ndescription: Has a key.\n"<img src=x>$(bell)": x\n---\n\nDo.\n';
writeFileSync(path.join(place.workspace, ".claude/agents/keyed.md"), keyed);

await session(place, place.workspace, [["openFile", file]], {}, async (page) => {
  /** A picture of the page, or of so much of it. */
  async function shot(name, width = 1000, height = 740) {
    // What fades in is shown when it is there in full.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
    const clip = { x: 0, y: 0, width, height };
    await page.screenshot({ path: path.join(process.env.SHOTS, `${label}-${name}.png`), animations: "disabled", clip });
  }
  const line = (text) => page.locator(".view-line", { hasText: text }).first();
  const press = (keys) => page.keyboard.press(keys);
  const problems = page.locator(".markers-panel .monaco-list-row", { hasText: "agentls" });
  const typo = problems.filter({ hasText: "hgih" });
  const suggestion = (text) => page.locator(".suggest-widget.visible .monaco-list-row", { hasText: text }).first();
  /** The row that Enter takes: until an answer is there, that is one of the list before. */
  const chosen = (text) => page.locator(".suggest-widget.visible .monaco-list-row.focused", { hasText: text }).first();
  /** Fails soon, for what is tried again. */
  const soon = (what, state = "visible") => what.waitFor({ state, timeout: 2000 }).then(() => true);
  const seen = (what) => what.waitFor({ timeout: 15000 }).then(() => true, () => false);
  const focus = () => page.locator(".editor-instance .native-edit-context, .editor-instance textarea").first().focus();

  /** Puts the cursor behind a text, by VS Code's own search. */
  async function goTo(number, column = 1) {
    await focus();
    await press("Control+g");
    await page.locator(".quick-input-widget input").fill(`:${number},${column}`);
    await press("Enter");
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    // The cursor goes there after the widget is gone.
    await page.locator(".statusbar-item", { hasText: `Ln ${number}, Col ${column}` }).waitFor();
  }

  async function command(name) {
    await press("F1");
    await page.locator(".quick-input-widget input").fill(`>${name}`);
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).waitFor();
    await press("Enter");
  }

  /** Returns the frame that has an element. */
  async function frameWith(element) {
    let found;
    await eventually(async () => {
      for (const frame of page.frames()) {
        if (await frame.locator(element).count().catch(() => 0)) found = frame;
      }
      return found;
    });
    return found;
  }

  /**
   * Opens the list of problems, which draws only the rows that have room, with some of them. The list fills its filter
   * with the last one after it has opened, so what is written before that is written again.
   */
  async function listProblems(filter) {
    await press("Control+Shift+m");
    const input = page.getByPlaceholder(/^Filter \(e\.g\. text/);
    const shown = page.getByText(/^Showing \d+ of \d+$/);
    const taken = await eventually(async () => {
      await input.fill("");
      await soon(shown, "hidden");
      await input.fill(filter);
      return filter === "" || soon(shown);
    });
    if (!taken) throw new Error(`the problems are not filtered by ${filter}`);
  }

  async function open(name) {
    await press("Control+p");
    await page.locator(".quick-input-widget input").fill(name);
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).waitFor();
    await press("Enter");
  }

  const status = page.locator("#agentls\\.agentls\\.agentls\\.verdict, [id*='agentls.verdict']").first();
  const swatch = page.locator(".colorpicker-color-decoration").first();

  const steps = {
    async open() {
      check("page: the file is open", await seen(line("async-engineer")));
      check("page: the status bar names the kind of file", (await seen(status)) && (await status.innerText()).includes("claude-flow agent"));
    },
    async trust() {
      check("page: the server runs in a workspace that is not trusted", await seen(page.locator(".statusbar-item", { hasText: "Restricted Mode" })));
      await command("Workspaces: Manage Workspace Trust");
      // The page draws its buttons before they do anything.
      const trusted = await eventually(async () => {
        await page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click({ timeout: 2000 });
        return soon(page.locator(".statusbar-item", { hasText: "Restricted Mode" }), "hidden");
      });
      if (!trusted) throw new Error("the workspace cannot be trusted");
      // The page on trust lies over the file, or is an editor beside it in versions before 1.110 or so.
      const close = page.locator("[class*='modal-editor'] .codicon-close").last();
      const tab = page.locator(".tab", { hasText: "async-engineer.md" });
      await ((await close.isVisible()) ? close : tab).click();
      await page.getByText("You trust this folder").waitFor({ state: "hidden" });
      await focus();
      await press("Control+b");
      check("page: and the server goes on in one that is", await seen(status));
    },
    async colours() {
      const shown = (await seen(swatch)) && (await swatch.evaluate((it) => getComputedStyle(it).backgroundColor));
      check("page: the swatch has the colour", shown === "rgb(0, 137, 123)", shown);
      const picker = page.locator(".colorpicker-widget").first();
      check("page: the colour is picked from there", await eventually(async () => {
        await swatch.hover();
        return soon(picker);
      }));
      await shot("colour", 900, 440);
      await picker.locator(".picked-color").click();
      check("page: another way to write it is taken", await eventually(async () =>
        !(await line("color:").innerText()).includes("#00897B")), await line("color:").innerText());
      await press("Escape");
      await focus();
      await press("Control+z");
      check("page: and undone", await eventually(async () => (await line("color:").innerText()).includes("#00897B")), await line("color:").innerText());
    },
    async findings() {
      await goTo(11, 11);
      await press("Shift+End");
      await page.keyboard.type("hgih");
      await press("Escape");
      await listProblems("hgih");
      check("page: a finding is in the list of problems", await seen(typo));
      await goTo(11, 1);
    },
    async fixing() {
      await goTo(11, 12);
      await press("Control+.");
      const fix = page.locator(".action-widget .monaco-list-row", { hasText: "high" }).first();
      check("page: the fix is offered", await seen(fix));
      await press("Enter");
      check("page: it is applied, and the finding goes", await eventually(async () =>
        (await line("priority").innerText()).includes("high") && (await typo.count()) === 0));
      await press("Control+j");
    },
    async completion() {
      await goTo(8, 12);
      await press("End");
      await press("Enter");
      await page.keyboard.type("- ");
      await press("Control+Space");
      check("page: capabilities are listed, and first those of the others", await seen(suggestion("code_review")));
      // The key shows what is told of an item, and hides it. The blank before may have opened the list already.
      const told = page.locator(".suggest-details:visible", { hasText: "Reviews" });
      check("page: asked again, it tells of the one that is chosen", await eventually(async () => {
        await press("Control+Space");
        return soon(told);
      }));
      await shot("completion", 900, 440);
      await page.keyboard.type("sec");
      check("page: capabilities are completed", await seen(chosen("security")));
      await press("Enter");
      check("page: a capability is in the text", await eventually(() => line("- security").isVisible()));
      await goTo(12, 11);
      await press("Shift+End");
      await page.keyboard.type("cri");
      await press("Control+Space");
      check("page: priorities are completed", await seen(chosen("critical")));
      await press("Enter");
      await press("Control+s");
      const text = () => readFileSync(file, "utf8");
      check("page: both are in the file", await eventually(() => /\n  - security\w*\n/.test(text()) && text().includes("\npriority: critical\n")), text().slice(0, 400));
    },
    async hover() {
      const word = line("priority").locator("span", { hasText: "priority" }).last();
      const box = await word.boundingBox();
      const hover = page.locator(".monaco-hover:visible", { hasText: "How urgent" }).first();
      // A hover opens when the pointer moves onto the word.
      const shown = await eventually(async () => {
        await page.mouse.move(box.x + 200, box.y + 200);
        await page.mouse.move(box.x + 20, box.y + box.height / 2, { steps: 5 });
        return soon(hover);
      });
      check("page: hover tells of the key", shown);
      await shot("hover", 900, 400);
      await page.mouse.move(900, 500);
      await press("Escape");
    },
    async verdict() {
      await focus();
      await command("agentls: Show What Each Tool Does with This File");
      const view = await frameWith("#agentls-verdict");
      check("page: the verdict is shown in a view", view);
      const told = await view.locator("body").innerText();
      check("page: it names the tools", told.includes("Claude Code") && told.includes("Copilot CLI"), told);
      const reason = view.locator("li li", { hasText: "color has no effect" }).first();
      const width = await reason.evaluate((it) => it.scrollWidth <= it.clientWidth && document.body.scrollWidth <= window.innerWidth);
      check("page: its reasons are not cut", width && (await reason.innerText()).includes("pink"), await reason.innerText());
      await shot("verdict", 1000, 600);
      await reason.locator("a").click();
      check("page: a reason leads to its place", await seen(page.locator(".statusbar-item", { hasText: "Ln 4, " })));
      await view.locator("a.preview").nth(1).click();
      const preview = page.locator(".tab.active[aria-label*='Preview of async-engineer.md in Copilot CLI']");
      check("page: what one of the tools makes of it is shown beside", await seen(preview));
      check("page: the view stays meanwhile", await view.locator("body").isVisible());
      await preview.click({ button: "middle" });
      await preview.waitFor({ state: "detached" });
      await focus();
      await press("Control+b");
    },
    async problems() {
      await open("slow-reviewer.md");
      check("page: the other agent is open", await seen(line("name: slow-reviewer")));
      await listProblems("**/slow-reviewer.md");
      check("page: all its findings are listed, each once", await eventually(async () => (await problems.count()) === 6), await problems.allInnerTexts());
      await listProblems("");
      await page.mouse.move(900, 300);
      await goTo(1);
      await shot("findings");
      await listProblems("**/slow-reviewer.md");
    },
    async discarding() {
      await goTo(10, 11);
      await press("Shift+End");
      await page.keyboard.type("hgih");
      await press("Escape");
      check("page: what is typed is looked at", await seen(typo));
      await command("View: Revert and Close Editor");
      check("page: what is not saved leaves no finding", await eventually(async () =>
        (await typo.count()) === 0 && (await problems.count()) === 6), await problems.allInnerTexts());
    },
    async definition() {
      const text = readFileSync(file, "utf8").split("\n");
      const row = text.findIndex((line) => line.includes("`slow-reviewer`"));
      await goTo(row + 1, text[row].indexOf("slow-reviewer") + 3);
      await press("F12");
      check("page: the definition of a name is the other agent", await seen(line("name: slow-reviewer")));
    },
    async renaming() {
      await goTo(2, 8);
      await press("F2");
      const input = page.locator(".rename-box input");
      await input.waitFor();
      await input.fill("keen-reviewer");
      await press("Enter");
      check("page: a name is changed", await seen(line("name: keen-reviewer")));
      // The file is moved after that. VS Code asks what is to become of the old one when it is saved meanwhile.
      check("page: the file has its new name, and is looked at under it",
        (await seen(page.locator(".tab.active[aria-label^='keen-reviewer.md']"))) && (await seen(page.locator(".squiggly-error").first())));
      await command("File: Save All Files");
      check("page: and where another agent says it", await eventually(() => readFileSync(file, "utf8").includes("`keen-reviewer`")));
    },
    async fixingAll() {
      await focus();
      await command("agentls: Apply All Safe Fixes");
      check("page: all is fixed that can be fixed safely", await seen(line(/color:\s"\s*#8E24AA"/)));
    },
    async untrusted() {
      /** What of a part of the page is more than text, but for links to documentation. */
      const live = (part) => part.evaluate((root) => [...root.querySelectorAll("img, script, iframe, a, [class*='codicon-bell'], h1, li, em, del")]
        .filter((it) => !/^https:\/\/(code\.claude\.com|github\.com)\//.test(it.dataset.href ?? it.getAttribute("href") ?? ""))
        .map((it) => it.outerHTML));
      /** Holds a part of the page to show the name as text. */
      async function isText(what, part) {
        const shown = (await seen(part)) && (await part.innerText());
        const parts = ["](command:x) ![i](http://127.0.0.1:9/i.png)", "<img src=x onerror=alert(1)>", "$(bell) *s* __e__", "www.example.invalid m@example.invalid"];
        const missing = shown ? parts.filter((part) => !shown.replaceAll("\u00a0", " ").includes(part)) : parts;
        check(`page: ${what} shows a hostile name as text`, missing.length === 0, { missing, shown });
        check(`page: and nothing of it in ${what} is live`, shown && (await live(part)).length === 0, shown && (await live(part)));
      }
      await open("teller.md");
      check("page: the hostile agent is open", await seen(page.locator(".tab.active[aria-label^='teller.md']")));
      const hover = page.locator(".monaco-hover:visible", { hasText: "command:x" }).first();
      for (const [what, row, column] of [["the hover over a reference", 8, 9], ["the hover over its name", 2, 12]]) {
        await goTo(row, column);
        await eventually(async () => {
          await press("Control+k");
          await press("Control+i");
          return soon(hover);
        });
        await isText(what, hover);
        await press("Escape");
        await hover.waitFor({ state: "hidden" });
      }
      await open("keyed.md");
      await command("agentls: Show What Each Tool Does with This File");
      const view = await frameWith("#agentls-verdict");
      const told = view.locator("body", { hasText: "has no effect" });
      const shown = (await seen(told)) && (await told.innerText());
      check("page: the view of verdicts shows a hostile key as text", shown && shown.includes("<img src=x>$(bell) has no effect"), shown);
      const links = await view.locator("body").evaluate((body) => [...body.querySelectorAll("img, script, iframe, a:not([href^='command:agentls.'])")].map((it) => it.outerHTML));
      check("page: and nothing of it is live there", links.length === 0, links);
      await focus();
      await press("Control+b");
    },
    async graph() {
      // The panel takes half of the room.
      await press("Control+j");
      await command("agentls: Show Graph");
      const view = await frameWith("body[data-ready]");
      check("page: the graph is shown", view);
      const rows = () => view.locator("#list .row .name").allTextContents();
      check("page: its list has the agents", await eventually(async () => (await rows()).includes("async-engineer") && (await rows()).includes("keen-reviewer")), await rows());
      const names = await rows();
      check("page: a hostile name is text in it", names.some((name) => name.includes("<img src=x onerror=alert(1)>")) && (await view.evaluate(() => document.images.length)) === 0, names);
      await view.locator("#list .row", { hasText: "async-engineer" }).click();
      check("page: it tells who is called", await seen(view.locator("#details .row", { hasText: "keen-reviewer" }).first()));
      await view.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      await shot("graph");
      writeFileSync(path.join(place.workspace, ".claude/agents/late.md"), agent("late", "@agent-told"));
      check("page: the graph follows the disk", await eventually(async () => (await rows()).includes("late")), await rows());
      await view.locator("#details .open").click();
      check("page: a file is opened from it", await seen(page.locator(".tab.active[aria-label^='async-engineer.md']")));
    },
    async newAgent() {
      await focus();
      await command("agentls: New Agent from Template");
      const choice = page.locator(".quick-input-list .monaco-list-row", { hasText: "Claude Code" }).first();
      await choice.click();
      await page.locator(".quick-input-widget input[placeholder='code-reviewer']").waitFor();
      await page.locator(".quick-input-widget input[placeholder='code-reviewer']").fill("page-writer");
      await press("Enter");
      check("page: a new agent is opened", await seen(line("name: page-writer")));
    },
  };

  for (const [name, step] of Object.entries(steps)) {
    const error = await step().then(() => undefined, (error) => error);
    if (error) check(`page: ${name} ran through`, false, String(error).slice(0, 600));
    if (failed) {
      await shot(`failed-${name}`);
      // A picture does not always outlive the machine that it was taken on.
      const told = await page.locator(".tab, .monaco-dialog-box, .notification-toast").allInnerTexts();
      console.log(`--    ${label}: after ${name} the page says: ${JSON.stringify(told)}`);
    }
    // What comes later begins where this step should have ended.
    if (error) break;
  }
});
process.exit(failed ? 1 : 0);
