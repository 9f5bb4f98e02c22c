// The licences of the program: node licenses.mjs FOLDER writes this project's own into a folder, and THIRD-PARTY.txt with those of what
// is linked into the program.
//
// What is linked, `cargo tree` says for each platform of a release; the texts are those in the crates' packages. A crate that is
// linked without a text of its own, and is not in `withoutText`, is an error.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(import.meta.dirname, "../..");

// The targets of .github/workflows/release.yml.
const targets = [
  "x86_64-unknown-linux-musl",
  "aarch64-unknown-linux-musl",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
  "aarch64-pc-windows-msvc",
];

// Crates whose packages have no text, by what their repositories say: the licence, and who holds the copyright.
const withoutText = {
  "objc2-core-foundation": ["Apache-2.0"],
  "objc2-core-services": ["Apache-2.0"],
  "pretty_yaml": ["MIT", "Copyright (c) 2024-present Pig Fang"],
  "tree-sitter-md": ["MIT", "Copyright (c) 2021 Matthias Deiml"],
  "yaml_parser": ["MIT", "Copyright (c) 2024-present Pig Fang"],
};

// What is linked besides crates.
const runtime = {
  "Rust standard library": ["MIT", "Copyright (c) The Rust Project Contributors"],
  "musl libc (Linux)": ["MIT", "Copyright (c) 2005-2020 Rich Felker, et al."],
};

const cargo = (...options) => execFileSync("cargo", options, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });

// The crates that are linked on any platform, as `NAME VERSION`, without those of this workspace.
const linked = () => {
  const options = ["tree", "--locked", "-p", "agentls", "-e", "normal,no-proc-macro", "--prefix", "none", "-f", "{p}"];
  const lines = targets.flatMap((target) => cargo(...options, "--target", target).split("\n"));
  const crates = lines.filter((line) => line && !line.includes(`(${root}`)).map((line) => line.split(" ").slice(0, 2).join(" "));
  return [...new Set(crates)].sort().map((crate) => crate.replace(" v", " "));
};

const read = (file) => readFileSync(file, "utf8").replaceAll("\r\n", "\n").trim();

// A licence that this project has itself, with another holder of the copyright.
const standard = ([licence, holder]) => {
  const text = read(path.join(root, licence === "MIT" ? "LICENSE-MIT" : "LICENSE-APACHE"));
  return holder ? text.replace(/^Copyright .*$/m, holder) : text;
};

// The texts in a folder. Where there is a choice and a text of MIT, that is chosen.
const textsIn = (folder, licence) => {
  const files = readdirSync(folder).filter((name) => /^(licen[sc]e|copying|notice|unlicense|copyright)/i.test(name) && !/\.(html|rs)$/.test(name));
  const others = /MIT/.test(licence) && / OR |\//.test(licence) && files.some((name) => /mit/i.test(name)) ? /licen[sc]e(?!.*mit)|copying/i : /^$/;
  return files.filter((name) => !others.test(name)).sort().map((name) => read(path.join(folder, name)));
};

/** The notices of the program: names with their licences, and the texts of these. */
export const programNotices = () => {
  const { packages } = JSON.parse(cargo("metadata", "--locked", "--format-version", "1"));
  const known = new Map(packages.map((it) => [`${it.name} ${it.version}`, it]));
  const notices = linked().map((crate) => {
    const { name, license, manifest_path: manifest } = known.get(crate);
    const texts = textsIn(path.dirname(manifest), license);
    if (texts.length === 0 && withoutText[name]) texts.push(standard(withoutText[name]));
    if (texts.length === 0) throw new Error(`${crate} has no licence text in its package: add what its repository says to withoutText`);
    return { name: `${crate} (${license})`, texts };
  });
  const others = Object.entries(runtime).map(([name, licence]) => ({ name: `${name} (${licence[0]})`, texts: [standard(licence)] }));
  return [...notices, ...others];
};

/** The notices of npm packages in some folders. */
export const packageNotices = (folders) =>
  folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const texts = textsIn(folder, license);
    if (texts.length === 0) throw new Error(`${name} ${version} has no licence text in its package`);
    return { name: `${name} ${version} (${license})`, texts };
  });

/** Writes notices to a file, those with the same texts together. */
export const writeNotices = (file, notices) => {
  const groups = new Map();
  for (const { name, texts } of notices) {
    const text = texts.join("\n\n");
    groups.set(text, [...(groups.get(text) ?? []), name]);
  }
  const parts = ["Others' work in this package, and its licences. Where there is a choice between licences, each may be chosen."];
  for (const [text, names] of groups) parts.push(`${names.join("\n")}\n\n${text}`);
  writeFileSync(file, `${parts.join(`\n\n${"=".repeat(80)}\n\n`)}\n`);
};

/** The files with this project's own licence. */
export const ownLicences = readdirSync(root).filter((name) => name.startsWith("LICENSE"));

/** The file with the licences of others. */
export const thirdParty = "THIRD-PARTY.txt";

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  mkdirSync(folder, { recursive: true });
  for (const file of ownLicences) copyFileSync(path.join(root, file), path.join(folder, file));
  writeNotices(path.join(folder, thirdParty), programNotices());
}
