// Makes the .vsix of one platform with the program inside.
// AGENTLS_BIN names the program, by default the one of `cargo build --release`; AGENTLS_TARGET the platform as vsce calls
// it, by default this one; AGENTLS_VSIX the file, by default agentls-PLATFORM.vsix.

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";

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
run("vsce", "package", "--no-dependencies", "--allow-missing-repository", "--target", target, "--out", out);
