//! Lists of tools and of their files that stand beside the program, against what the program knows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use agentls_analysis::dialect::dialects;
use agentls_analysis::tools::loaders;
use globset::GlobBuilder;
use serde_json::Value;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The paths of markdown that the built-in dialects look for, without what stands for any folder above.
fn patterns() -> BTreeSet<&'static str> {
    let globs = dialects().iter().flat_map(|dialect| &dialect.documents).flat_map(|kind| &kind.globs);
    let globs = globs.map(|glob| glob.strip_prefix("**/").unwrap());
    globs.filter(|glob| glob.ends_with(".md") || glob.ends_with(".mdc")).collect()
}

/// A path that a pattern matches.
fn path_of(pattern: &str) -> String {
    format!("w/{}", pattern.replace("**", "some/folder").replace('*', "x"))
}

/// The alternatives of a glob with braces.
fn alternatives(glob: &str) -> Vec<String> {
    let Some((before, rest)) = glob.split_once('{') else { return vec![glob.to_owned()] };
    let (words, after) = rest.split_once('}').unwrap();
    words.split(',').flat_map(|word| alternatives(&format!("{before}{word}{after}"))).collect()
}

/// Fails unless each path that a dialect looks for is matched by some of these globs, and each alternative of these globs
/// matches such a path. `*` matches `/` too if the editor says so.
fn must_hold_all(name: &str, globs: &[String], star_matches_slash: bool) {
    let matchers: Vec<_> = globs
        .iter()
        .flat_map(|glob| alternatives(glob))
        .map(|glob| GlobBuilder::new(&glob).literal_separator(!star_matches_slash).build().unwrap())
        .map(|glob| glob.compile_matcher())
        .collect();
    let paths: BTreeMap<_, _> = patterns().into_iter().map(|pattern| (path_of(pattern), pattern)).collect();
    let missing = paths.iter().filter(|(path, _)| !matchers.iter().any(|it| it.is_match(path.as_str())));
    let missing: Vec<_> = missing.map(|(_, pattern)| pattern).collect();
    assert!(missing.is_empty(), "{name} lacks {missing:#?}");
    let idle = matchers.iter().filter(|it| !paths.keys().any(|path| it.is_match(path)));
    let idle: Vec<_> = idle.map(|it| it.glob().glob()).collect();
    assert!(idle.is_empty(), "{name} has what no tool looks for: {idle:#?}");
}

#[test]
fn helix_detects_all_files_of_the_tools() {
    let config: toml::Table = read("editors/helix/own/languages.toml").parse().unwrap();
    let types = config["language"][0]["file-types"].as_array().unwrap();
    // Helix matches a glob anywhere below the root (`helix-core/src/syntax/config.rs`).
    let globs: Vec<_> = types.iter().map(|it| format!("*/{}", it["glob"].as_str().unwrap())).collect();
    must_hold_all("editors/helix/own/languages.toml", &globs, true);
}

#[test]
fn vs_code_starts_for_all_files_of_the_tools() {
    let package: Value = serde_json::from_str(&read("editors/vscode/package.json")).unwrap();
    let events = package["activationEvents"].as_array().unwrap();
    let globs = events.iter().filter_map(|event| event.as_str().unwrap().strip_prefix("workspaceContains:"));
    let globs: Vec<_> = globs.map(ToOwned::to_owned).collect();
    must_hold_all("activationEvents of editors/vscode/package.json", &globs, false);
    let known: BTreeSet<_> =
        dialects().iter().flat_map(|it| &it.documents).flat_map(|it| &it.languages).collect();
    let started = events.iter().filter_map(|event| event.as_str().unwrap().strip_prefix("onLanguage:"));
    let started: BTreeSet<_> = started.filter(|language| *language != "markdown").collect();
    assert_eq!(started, known.iter().map(|it| it.as_str()).collect());
}

#[test]
fn neovim_takes_the_folders_of_all_tools_for_a_root() {
    let config = read("editors/neovim/lsp/agentls.lua");
    let marks = config.split("[\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    let marks: BTreeSet<_> = marks.filter(|mark| ![".git", "agentls.toml"].contains(mark)).collect();
    // What lies in these says nothing of a project.
    let general = [".config", ".github", ".copilot"];
    let folders =
        patterns().into_iter().filter_map(|it| it.split('/').next().filter(|it| it.starts_with('.')));
    assert_eq!(marks, folders.filter(|folder| !general.contains(folder)).collect());
}

/// The cell of a table in README.md after one that starts with some words, as the list that it is.
fn cell<'a>(readme: &'a str, start: &str, between: &str) -> Vec<&'a str> {
    let (_, row) = readme.split_once(start).unwrap_or_else(|| panic!("README.md does not say `{start}`"));
    let row = row.lines().next().unwrap();
    row.split(" | ").nth(1).unwrap().trim_end_matches([' ', '|', ')']).split(between).collect()
}

#[test]
fn the_readme_names_all_tools() {
    let readme = read("README.md");
    let mut modelled: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for loader in loaders() {
        let (_, kind) = loader.document.split_once('.').unwrap();
        let kinds = modelled.entry(loader.name().into_owned()).or_default();
        let kind = format!("{}s", kind.replace('-', " "));
        // One program may read the files of two tools as one kind.
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let expected: BTreeSet<_> =
        modelled.iter().map(|(tool, kinds)| format!("{tool} ({}", kinds.join(", "))).collect();
    let told = cell(&readme, "| with a **verdict**", "), ").into_iter().map(ToOwned::to_owned);
    assert_eq!(told.collect::<BTreeSet<_>>(), expected, "README.md, tools with a verdict");

    let has_loader = |id: &str| loaders().any(|loader| loader.document.split('.').next() == Some(id));
    let others = dialects().iter().filter(|dialect| !has_loader(&dialect.id)).map(|dialect| &*dialect.tool);
    let expected: BTreeSet<_> = others.collect();
    let told: BTreeSet<_> = cell(&readme, "| without one:", ", ").into_iter().collect();
    assert_eq!(told, expected, "README.md, tools without a verdict");

    let (_, first) = readme.split_once("for ").unwrap();
    let (named, _) = first.split_once(" and a dozen more").unwrap();
    let named = named.replace('\n', " ").split(", ").count();
    assert!((12..24).contains(&(dialects().len() - named)), "README.md says `a dozen more`");
}

#[test]
fn the_readme_names_formats_and_commands() {
    let readme = read("README.md");
    let help = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_agentls")).args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let (_, formats) = readme.split_once("Its `--format` is\n").unwrap();
    let (formats, _) = formats.split_once(". ").unwrap();
    let told: BTreeSet<_> = formats.split('`').skip(1).step_by(2).collect();
    let check = help(&["check", "--help"]);
    let (_, listed) = check.split_once("--format <FORMAT>").unwrap();
    let (listed, _) = listed.split_once("[default").unwrap();
    let listed = listed.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next());
    assert_eq!(told, listed.collect(), "README.md, formats");

    let (_, commands) = readme.split_once("Other commands on the same facts:\n\n```sh\n").unwrap();
    let (commands, _) = commands.split_once("```").unwrap();
    let told = commands.lines().filter_map(|line| line.strip_prefix("agentls ")?.split(' ').next());
    assert!(readme.contains("`agentls check` takes") && readme.contains("`agentls fix` applies"));
    let told: BTreeSet<_> = told.chain(["check", "fix", "server", "help"]).collect();
    let all = help(&["--help"]);
    let (_, listed) = all.split_once("Commands:\n").unwrap();
    let (listed, _) = listed.split_once("\n\n").unwrap();
    assert_eq!(told, listed.lines().filter_map(|line| line.split_whitespace().next()).collect());
}
