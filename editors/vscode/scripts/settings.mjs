// Writes the settings of the server to package.json: npm run settings, after `cargo build`.
// The settings of the extension itself stay as they are.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const OWN = ["server.path", "leaveOutBuiltInFindings", "trace.server"];
const program = process.env.AGENTLS_BIN ?? "../../target/debug/agentls";
const schema = JSON.parse(execFileSync(program, ["schema", "agentls.toml"], { encoding: "utf8" }));
const about = JSON.parse(readFileSync("package.json", "utf8"));
const { configuration } = about.contributes;

/** A setting as VS Code wants it. What is not set is null, and nothing has to say so. */
function setting({ description, ...property }) {
  const type = [property.type].flat().filter((type) => type !== "null");
  const text = description.replaceAll("\n", " ");
  return { ...property, type: type.length === 1 ? type[0] : type, default: null, markdownDescription: `${text} \`agentls.toml\` takes precedence.` };
}

const server = Object.entries(schema.properties).map(([name, property]) => [`agentls.${name}`, setting(property)]);
const own = Object.entries(configuration.properties).filter(([name]) => OWN.includes(name.replace("agentls.", "")));
configuration.properties = Object.fromEntries([own[0], ...server, ...own.slice(1)]);
writeFileSync("package.json", `${JSON.stringify(about, null, 2)}\n`);
