//! Lists of tools and of their files that stand beside the program, against what the program knows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use agentls_analysis::dialect::dialects;
use agentls_analysis::loading::Observed;
use agentls_analysis::tools::{AskedProgram, asked_programs};
use globset::GlobBuilder;
use serde_json::Value;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The paths that the built-in dialects look for, without what stands for any folder above.
fn patterns() -> BTreeSet<&'static str> {
    let globs = dialects().iter().flat_map(|dialect| &dialect.documents).flat_map(|kind| &kind.globs);
    globs.map(|glob| glob.strip_prefix("**/").unwrap()).collect()
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
    must_hold(name, globs, star_matches_slash, &patterns());
}

/// As [`must_hold_all`], for some paths.
fn must_hold(name: &str, globs: &[String], star_matches_slash: bool, patterns: &BTreeSet<&str>) {
    let matchers: Vec<_> = globs
        .iter()
        .flat_map(|glob| alternatives(glob))
        .map(|glob| GlobBuilder::new(&glob).literal_separator(!star_matches_slash).build().unwrap())
        .map(|glob| glob.compile_matcher())
        .collect();
    let paths: BTreeMap<_, _> = patterns.iter().map(|pattern| (path_of(pattern), pattern)).collect();
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
    let languages = config["language"].as_array().unwrap();
    let types = languages.iter().flat_map(|language| language["file-types"].as_array().unwrap());
    // Helix matches a glob anywhere below the root (`helix-core/src/syntax/config.rs`).
    let globs: Vec<_> = types.map(|it| format!("*/{}", it["glob"].as_str().unwrap())).collect();
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
fn vs_code_hands_over_files_that_are_no_markdown() {
    let source = read("editors/vscode/src/server.ts");
    let (_, list) = source.split_once("const OTHER_FILES = [").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    let globs: Vec<_> = list.split('"').skip(1).step_by(2).map(ToOwned::to_owned).collect();
    let others: BTreeSet<_> = patterns().into_iter().filter(|glob| !glob.ends_with(".md")).collect();
    must_hold("OTHER_FILES of editors/vscode/src/server.ts", &globs, false, &others);
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

/// The table of tools in README.md.
fn table_of_tools() -> String {
    let mut text =
        "| tool | verdict on | program | asked on | readings |\n|---|---|---|---|---|\n".to_owned();
    for dialect in dialects() {
        let programs = asked_programs(&dialect.id);
        for AskedProgram { observed, kinds, readings, .. } in &programs {
            let kinds = kinds.join(", ");
            let held = if *readings > 0 { readings.to_string() } else { "none".to_owned() };
            let Observed { program, version, date, .. } = observed;
            writeln!(text, "| {} | {kinds} | {program} {version} | {date} | {held} |", dialect.tool).unwrap();
        }
        if programs.is_empty() {
            writeln!(text, "| {} | | | | |", dialect.tool).unwrap();
        }
    }
    text
}

#[test]
fn the_readme_says_what_each_verdict_is_held_against() {
    const MARKS: [&str; 2] = ["<!-- tools -->\n", "<!-- end of tools -->\n"];
    let readme = read("README.md");
    let (before, rest) = readme.split_once(MARKS[0]).unwrap();
    let (told, behind) = rest.split_once(MARKS[1]).unwrap();
    let table = table_of_tools();
    if told != table {
        let text = [before, MARKS[0], &table, MARKS[1], behind].concat();
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"), text).unwrap();
    }
    assert_eq!(told, table, "README.md was stale and has been written anew: look at it, then commit it");
}

#[test]
fn the_readme_names_all_tools() {
    let readme = read("README.md");
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
