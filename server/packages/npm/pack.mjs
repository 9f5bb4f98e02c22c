// Makes a package for npm: node pack.mjs OUT PLATFORM PROGRAM for the one that carries the program of a platform, as Node
// names it (linux-x64), and node pack.mjs OUT for the one that people install, which takes one of those.

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const here = import.meta.dirname;
const [out, platform, program] = process.argv.slice(2);
const { name, version, description, license, repository } = JSON.parse(readFileSync(path.join(here, "package.json"), "utf8"));

const pack = (folder) => execFileSync("npm", ["pack", "--silent", "--pack-destination", path.resolve(out)], { cwd: folder, stdio: "inherit" });

const folder = mkdtempSync(path.join(tmpdir(), "agentls-npm-"));
if (platform) {
  const [os, cpu] = platform.split("-");
  const file = os === "win32" ? "agentls.exe" : "agentls";
  const about = { name: `@agentls/${platform}`, version, description: `The program of ${name} for ${platform}: ${description}`, license, repository };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ ...about, os: [os], cpu: [cpu], files: [file] }, null, 2));
  copyFileSync(program, path.join(folder, file));
  chmodSync(path.join(folder, file), 0o755);
} else {
  for (const file of ["package.json", "agentls.js"]) copyFileSync(path.join(here, file), path.join(folder, file));
  copyFileSync(path.join(here, "../../../README.md"), path.join(folder, "README.md"));
}
pack(folder);
rmSync(folder, { recursive: true });
