// Makes a package for npm: node pack.mjs OUT LICENCES PLATFORM PROGRAM for the one that carries the program of a platform, as Node
// names it (linux-x64), and node pack.mjs OUT LICENCES for the one that people install, which takes one of those. LICENCES is the
// folder that licenses.mjs made.

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ownLicences, thirdParty } from "../licenses.mjs";

const here = import.meta.dirname;
const [out, licences, platform, program] = process.argv.slice(2);
const { name, version, description, license, repository } = JSON.parse(readFileSync(path.join(here, "package.json"), "utf8"));

const pack = (folder) => execFileSync("npm", ["pack", "--silent", "--pack-destination", path.resolve(out)], { cwd: folder, stdio: "inherit" });

const folder = mkdtempSync(path.join(tmpdir(), "agentls-npm-"));
if (platform) {
  const [os, cpu] = platform.split("-");
  const file = os === "win32" ? "agentls.exe" : "agentls";
  const about = { name: `@agentls/${platform}`, version, description: `The program of ${name} for ${platform}: ${description}`, license, repository };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ ...about, os: [os], cpu: [cpu], files: [file, thirdParty, ...ownLicences] }, null, 2));
  copyFileSync(program, path.join(folder, file));
  chmodSync(path.join(folder, file), 0o755);
  copyFileSync(path.join(licences, thirdParty), path.join(folder, thirdParty));
} else {
  for (const file of ["package.json", "agentls.js"]) copyFileSync(path.join(here, file), path.join(folder, file));
  copyFileSync(path.join(here, "../../../README.md"), path.join(folder, "README.md"));
}
for (const file of ownLicences) copyFileSync(path.join(licences, file), path.join(folder, file));
pack(folder);
rmSync(folder, { recursive: true });
