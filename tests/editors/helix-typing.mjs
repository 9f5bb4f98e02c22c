// Whole files are typed key by key (typing/sessions.json) into the Helix that runs in the terminal of TMUX_SOCKET. It is
// asked nothing: what the screen shows is waited for, and what is saved is compared.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { meant, sessions, steps } from "./typing/steps.mjs";

const { LABEL: label, TMUX_SOCKET: socket, WORKSPACE: workspace } = process.env;
const tmux = (...rest) => execFileSync("tmux", ["-S", socket, ...rest], { encoding: "utf8" });
const screen = () => tmux("capture-pane", "-p", "-t", "editor").split("\n");
const keys = (...names) => tmux("send-keys", "-t", "editor", ...names);
// A semicolon at the end of an argument would be tmux's own.
const type = (text) => tmux("send-keys", "-t", "editor", "-l", "--", text.replace(/;$/, "\\;"));
const pause = new Int32Array(new SharedArrayBuffer(4));

function must(holds, what) {
  const deadline = Date.now() + 10000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what}\n${screen().map((line) => `      | ${line}`).join("\n")}`);
    Atomics.wait(pause, 0, 0, 10);
  }
}

/** Line and column of the cursor, and the mode, as the status line tells them. */
function status() {
  const line = screen().findLast((text) => /^ +(NOR|INS|SEL) /.test(text)) ?? "";
  return { mode: line.trim().slice(0, 3), at: line.match(/(\d+):(\d+) *$/)?.slice(1).map(Number) ?? [] };
}
const at = (place) => String(status().at) === String(place);

function command(text) {
  type(`:${text}`);
  must(() => screen().some((line) => line.startsWith(`:${text}`)), `${text} is typed`);
  keys("Enter");
}

/** Whether the list shows an item: its label, and behind it what it is. */
const KINDS = "(property|enum|enum_member|value|keyword|color|constant|reference|snippet|text|module|function|file|class)";
const escaped = (text) => text.replace(/[^\w\s]/g, "\\$&");
const offers = (wanted) => screen().some((line) => new RegExp(`(^| )${escaped(wanted)} +${KINDS}( |$)`).test(line));

/** Chooses the item of that label, whose text Helix shows where it would be, and takes it. */
function take({ take: wanted, at: place, before }) {
  if (!offers(wanted)) keys("C-x");
  must(() => offers(wanted), `${wanted} is offered`);
  // Between two items, the key is one that the line begins with.
  before ??= wanted;
  const isThere = () => (!place || at(place)) && screen().some((line) => line.match(/^\D*\d+ (.*)$/)?.[1].trim().startsWith(before.trim()));
  for (let tries = 0; !isThere() && tries < 40; tries++) {
    const was = String(screen());
    keys("Tab");
    must(() => String(screen()) !== was, "another item is chosen");
  }
  must(isThere, `${wanted} is chosen`);
  keys("Enter");
}

function enter({ at: place, indent }) {
  keys("Enter");
  must(() => status().at[0] === place[0], "Enter is a new line");
  if (at(place)) return;
  // Helix goes on with a list, and with the indentation.
  while (status().at[1] !== 1) {
    const was = String(status().at);
    keys("C-u");
    must(() => String(status().at) !== was, "what Helix has typed is taken away");
  }
  type(" ".repeat(indent));
}

let failed = 0;
for (const [name, { file, rows }] of Object.entries(sessions)) {
  const full = path.join(workspace, file);
  let fault;
  try {
    mkdirSync(path.dirname(full), { recursive: true });
    keys("Escape");
    must(() => status().mode === "NOR", "Helix is in normal mode");
    command(`open ${file}`);
    must(() => screen().some((line) => /^ +NOR /.test(line) && line.includes(path.basename(file))), `${file} is open`);
    type("i");
    must(() => status().mode === "INS", "Helix is in insert mode");
    for (const step of steps(rows)) {
      if (step.enter) enter(step);
      else if (step.take) take(step);
      else type(step.type);
      if (step.at) must(() => at(step.at), `${JSON.stringify(step)} is done`);
    }
    keys("Escape");
    must(() => status().mode === "NOR", "Helix is in normal mode");
    command("write");
    const saved = () => (existsSync(full) ? readFileSync(full, "utf8").replace(/\n$/, "") : undefined);
    must(() => saved() === meant(rows), `it is saved as ${saved()}`);
  } catch (error) {
    fault = String(error);
    failed++;
  }
  console.log(`${fault ? "FAIL" : "ok  "}  ${label}: typing: ${name} is saved as it was meant${fault ? `: ${fault}` : ""}`);
  if (fault) {
    keys("Escape");
    must(() => status().mode === "NOR", "Helix is in normal mode");
    command("write!");
  }
}
process.exit(failed ? 1 : 0);
