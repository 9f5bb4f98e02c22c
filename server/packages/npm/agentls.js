#!/usr/bin/env node
// Starts the program that npm has installed for this platform, with the same arguments, input and output.

const { spawn } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;

/** The path of the program, or none where npm has not installed it. */
function find() {
  try {
    return require.resolve(`@agentls/${platform}/agentls${process.platform === "win32" ? ".exe" : ""}`);
  } catch {
    return undefined;
  }
}

function fail(what) {
  console.error(`agentls: ${what}. \`cargo install agentls\` builds it from source.`);
  process.exit(2);
}

const program = find();
if (!program) {
  fail(`the package @agentls/${platform} is not installed: there is none for this platform, or npm was told to leave out optional packages`);
}
const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
child.on("error", (error) => fail(`${program} cannot be started: ${error.message}`));
for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) {
  process.on(signal, () => child.kill(signal));
}
child.on("exit", (code, signal) => {
  if (signal) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  } else {
    process.exit(code);
  }
});
