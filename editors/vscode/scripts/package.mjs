// Makes the .vsix of one platform with the program inside.
// AGENTLS_BIN names the program, by default the one of `cargo build --release`; AGENTLS_TARGET the platform as vsce calls
// it, by default this one; AGENTLS_VSIX the file, by default agentls-PLATFORM.vsix.

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { packageNotices, programNotices, thirdParty, writeNotices } from "../../../server/packages/licenses.mjs";

const target = process.env.AGENTLS_TARGET ?? `${process.platform}-${process.arch}`;
const name = target.startsWith("win32") ? "agentls.exe" : "agentls";
const program = process.env.AGENTLS_BIN ?? path.join("../../target/release", name);
const out = process.env.AGENTLS_VSIX ?? `agentls-${target}.vsix`;

if (!existsSync(program)) {
  console.error(`There is no ${program}: build it, or name another in AGENTLS_BIN.`);
  process.exit(1);
}
rmSync("bin", { recursive: true, force: true });
mkdirSync("bin");
copyFileSync(program, path.join("bin", name));
chmodSync(path.join("bin", name), 0o755);

const run = (command, ...args) => execFileSync("npx", ["--no-install", command, ...args], { stdio: "inherit" });
run("tsc", "--noEmit");
execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
// The packages from which esbuild has bundled a file.
const { inputs } = JSON.parse(readFileSync("dist/inputs.json", "utf8"));
const folders = Object.keys(inputs).map((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0]);
writeNotices(thirdParty, [...programNotices(), ...packageNotices([...new Set(folders.filter(Boolean))].sort())]);
run("vsce", "package", "--no-dependencies", "--allow-missing-repository", "--target", target, "--out", out);
