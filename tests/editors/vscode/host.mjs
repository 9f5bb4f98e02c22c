// VS Code's server in a home of its own, and its page in headless Chromium.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const here = import.meta.dirname;
export const folder = process.env.VSCODE;
const entry = path.join(folder, "node_modules/code-server/lib/vscode/out/server-main.js");
const node = path.join(folder, "bin/node");
const { chromium } = createRequire(path.join(folder, "package.json"))("playwright-core");

export const version = JSON.parse(readFileSync(path.join(entry, "../../package.json"), "utf8")).version;
export const label = `vscode-${version}`;
export let failed = 0;

export function check(name, ok, detail) {
  failed += ok ? 0 : 1;
  const more = ok || detail === undefined ? "" : `: ${typeof detail === "string" ? detail : JSON.stringify(detail)}`;
  console.log(`${ok ? "ok  " : "FAIL"}  ${label}: ${name}${more}`);
}

/** Asks until the answer is true, for so long. Gives whether it was. */
export async function eventually(ask, milliseconds = 15000) {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    if (await Promise.resolve().then(ask).catch(() => false)) return true;
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// What a person has who has just installed VS Code, without greetings and without the network.
const SETTINGS = {
  "workbench.startupEditor": "none",
  // In the browser, files are saved a second after they were changed: before or after the next step.
  "files.autoSave": "off",
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on",
  "workbench.tips.enabled": false,
  "workbench.activityBar.location": "hidden",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.ignoreRecommendations": true,
  "extensions.autoCheckUpdates": false,
  "editor.accessibilitySupport": "off",
  // Keys that are pressed by a program reach the one out of turn at times: an Enter of before between two letters.
  "editor.editContext": false,
  "editor.minimap.enabled": false,
  "git.enabled": false,
};

/** Starts the browser, without what it does by itself. */
export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
});

/** A home with the extension, and a workspace with the project's example. It is gone with this process. */
export function home() {
  const work = mkdtempSync(path.join(tmpdir(), "agentls-vscode-"));
  process.once("SIGTERM", () => process.exit(1));
  process.once("exit", () => {
    for (const id of processes({ work })) end(Number(id));
    rmSync(work, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });
  const workspace = path.join(work, "workspace");
  cpSync(path.join(here, "../../fixtures/.claude"), path.join(workspace, ".claude"), { recursive: true });
  // A file in which VS Code's own validator finds what agentls finds, and says as much of some of it.
  mkdirSync(path.join(workspace, ".github/agents"), { recursive: true });
  writeFileSync(path.join(workspace, ".github/agents/odd.agent.md"), "---\nname: odd\ndescription: Odd.\nmodel: {a: b}\ntools: 7\nargumnt-hint: x\ntarget: nonsense\nhandoffs: none\n---\n\nSee [it](gone.md).\n");
  mkdirSync(path.join(work, "plain"));
  writeFileSync(path.join(work, "plain/README.md"), "---\ntitle: a page\n---\n\nNo agent.\n");
  // The settings of the machine lie where the server keeps its data.
  const settings = path.join(work, "server/data/Machine");
  mkdirSync(settings, { recursive: true });
  writeFileSync(path.join(settings, "settings.json"), JSON.stringify(SETTINGS));
  const env = { ...process.env, HOME: work, TMPDIR: work, PATH: "/usr/bin:/bin" };
  const common = ["--server-data-dir", path.join(work, "server"), "--accept-server-license-terms"];
  // It says at length that it keeps no log without its native module, and goes on: only a failure is told.
  execFileSync(node, [entry, ...common, "--install-extension", process.env.VSIX], { env, stdio: ["ignore", "ignore", "pipe"] });
  return { work, workspace, plain: path.join(work, "plain"), env, common };
}

/** Starts the server, opens a page on a folder, and ends both when `use` is done. `payload` is VS Code's own. */
export async function session(place, at, payload, env, use) {
  const port = await freePort();
  const log = openSync(path.join(place.work, "vscode.log"), "a");
  const options = ["--host", "127.0.0.1", "--port", `${port}`, "--without-connection-token", "--telemetry-level", "off"];
  const server = spawn(node, [entry, ...place.common, ...options, "--enable-smoke-test-driver"], {
    env: { ...place.env, ...env },
    stdio: ["ignore", log, log],
    detached: true,
  });
  let browser;
  try {
    const base = `http://127.0.0.1:${port}`;
    await eventually(() => fetch(`${base}/version`).then((answer) => answer.ok), 30000);
    browser = await launch();
    const page = await browser.newPage({ viewport: { width: 1000, height: 740 }, deviceScaleFactor: 2, reducedMotion: "reduce" });
    const remote = (file) => `vscode-remote://127.0.0.1:${port}${file}`;
    const told = payload.map(([key, file]) => [key, remote(file)]);
    await page.goto(`${base}/?folder=${encodeURIComponent(at)}&payload=${encodeURIComponent(JSON.stringify(told))}`);
    await page.locator(".monaco-workbench").waitFor({ timeout: 60000 });
    await use(page);
  } finally {
    await browser?.close();
    end(-server.pid, "SIGTERM");
    await new Promise((resolve) => (server.exitCode === null && server.signalCode === null ? server.once("exit", resolve) : resolve()));
  }
}

/** Ends a process, or a group of them, unless it has ended by itself. */
function end(id, signal = "SIGKILL") {
  try {
    process.kill(id, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** The processes that were started in this home. */
export function processes(place) {
  return readdirSync("/proc").filter((id) => {
    try {
      return /^\d+$/.test(id) && readFileSync(`/proc/${id}/environ`, "utf8").split("\0").includes(`HOME=${place.work}`);
    } catch {
      return false;
    }
  });
}

function freePort() {
  return new Promise((resolve) => {
    const listener = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}
