// VS Code through its page: whole files are typed key by key (../typing/sessions.json), as a person does.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { meant, sessions, steps } from "../typing/steps.mjs";
import { check, eventually, failed, home, label, session } from "./host.mjs";

const place = home();
for (const { file } of Object.values(sessions)) {
  mkdirSync(path.join(place.workspace, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(place.workspace, file), "");
}
const example = path.join(place.workspace, ".claude/agents/async-engineer.md");

await session(place, place.workspace, [["openFile", example]], {}, async (page) => {
  const press = (keys) => page.keyboard.press(keys);
  const list = page.locator(".suggest-widget.visible");
  const items = list.locator(".monaco-list-row");
  const chosen = list.locator(".monaco-list-row.focused .label-name");
  const seen = (what) => what.waitFor({ timeout: 10000 }).then(() => true, () => false);
  const where = page.locator("#status\\.editor\\.selection");
  const position = async () => (await where.innerText()).match(/Ln (\d+), Col (\d+)$/)?.slice(1).map(Number) ?? [];
  // Asked in the page, which is the faster by far for as many letters.
  const at = (line, column) =>
    page.waitForFunction(
      (wanted) => document.getElementById("status.editor.selection")?.innerText.endsWith(wanted),
      `Ln ${line}, Col ${column}`,
      { timeout: 10000 },
    ).then(() => true, () => false);
  const shown = async () => (await page.locator(".view-line").allInnerTexts()).map((text) => text.replaceAll("\u00a0", " ")).join("⏎");
  const must = async (holds, what) => {
    if (!(await holds)) throw new Error(`${what}; the cursor is at ${await position()} in ${await shown()}, with ${JSON.stringify(await items.allInnerTexts())}`);
  };

  async function open(file) {
    const found = page.locator(".quick-input-list .monaco-list-row.focused", { hasText: path.basename(file) });
    // The page takes keys before it knows what to do with them, and the list is of the files that were found by then.
    await must(eventually(async () => {
      await press("Escape");
      await press("Control+p");
      await page.locator(".quick-input-widget input").fill(file, { timeout: 2000 });
      return found.waitFor({ timeout: 2000 }).then(() => true);
    }), `${file} is found`);
    await press("Enter");
    await page.locator(".tab.active", { hasText: path.basename(file) }).waitFor();
    await page.locator(".editor-instance .native-edit-context, .editor-instance textarea").first().focus();
    await must(at(1, 1), "the file is empty");
    // Before the server runs, nothing is completed.
    await page.locator("[id*='agentls.verdict']").first().waitFor();
  }

  /** Takes the item of that label, asking for the list unless it has opened. */
  async function take(wanted) {
    const item = items.filter({ has: page.locator(".label-name", { hasText: new RegExp(`^${wanted}$`) }) }).first();
    if (!(await item.isVisible())) await press("Control+Space");
    await must(seen(item), `${wanted} is offered`);
    const focused = () => item.evaluate((row) => row.classList.contains("focused"));
    for (let tries = 0; !(await focused()) && tries < 30; tries++) {
      const before = String(await chosen.allInnerTexts());
      await press("ArrowDown");
      await eventually(async () => String(await chosen.allInnerTexts()) !== before, 2000);
    }
    await must(focused(), `${wanted} is chosen`);
    await press("Enter");
    await list.waitFor({ state: "hidden" });
  }

  /**
   * A new line with that indentation. Enter takes what is chosen in the list, so a list of other things is left first, as
   * a person does; what is typed in full must not be in the way. A list that is still to come is asked for, and then left.
   */
  async function enter({ at: [line, column], typed, indent }) {
    const inTheWay = async () => (await chosen.allInnerTexts()).some((label) => typed.endsWith(label));
    await must(eventually(async () => !(await inTheWay()), 10000), "what is typed in full is offered no more");
    if (!(await list.isVisible())) {
      await press("Control+Space");
      await must(seen(list), "the list opens, with items or without");
    }
    await press("Escape");
    await list.waitFor({ state: "hidden" });
    await press("Enter");
    await must(eventually(async () => (await position())[0] === line, 10000), "Enter is a new line");
    const [, given] = await position();
    if (given !== column) {
      if (given > 1) {
        await press("Shift+Home");
        await press("Delete");
      }
      await must(at(line, 1), "the indentation is taken away");
      await page.keyboard.type(" ".repeat(indent));
    }
  }

  // The page is ready when it shows a file.
  await page.locator(".view-line", { hasText: "async-engineer" }).first().waitFor();
  for (const [name, { file, rows }] of Object.entries(sessions)) {
    const run = async () => {
      await open(file);
      for (const step of steps(rows)) {
        if (step.enter) await enter(step);
        else if (step.take) await take(step.take);
        else await page.keyboard.type(step.type);
        if (step.at) await must(at(...step.at), `${JSON.stringify(step)} is done`);
      }
      await press("Escape");
      await press("Control+s");
      const saved = () => readFileSync(path.join(place.workspace, file), "utf8").replace(/\n$/, "");
      check(`typing: ${name} is saved as it was meant`, await eventually(() => saved() === meant(rows)), saved());
    };
    const error = await run().then(() => undefined, (error) => error);
    if (error) {
      check(`typing: ${name} ran through`, false, String(error).slice(0, 900));
      await page.screenshot({ path: path.join(process.env.SHOTS, `${label}-failed-typing-${name}.png`) });
    }
  }
});
process.exit(failed ? 1 : 0);
