//! What the commands print, on both of their streams.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

use super::{hostile, hostile_file, is_plain, quoted, texts, workspace};
use crate::support::Folder;

/// Runs a command in a folder. Gives the exit code and what it printed, both parts held to be plain lines.
fn run(folder: &Folder, arguments: &[&str]) -> (i32, String, String) {
    let (code, out, err) = raw(folder, arguments);
    for text in [&out, &err] {
        let wrong = text.lines().find(|line| !is_plain(&line.replace('\t', "")));
        assert_eq!(wrong, None, "{arguments:?}");
    }
    // Commands of GitHub, in both of their forms.
    let is_command = |line: &&str| line.trim_start().starts_with("::");
    assert_eq!(err.lines().find(is_command), None, "{arguments:?}");
    assert!(!err.contains("##["), "{err}");
    if !arguments.contains(&"--format=github") {
        assert_eq!(out.lines().find(is_command), None, "{arguments:?}");
    }
    (code, out, err)
}

fn raw(folder: &Folder, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    let Output { status, stdout, stderr } =
        command.args(arguments).current_dir(folder.path("")).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// The lines of a text that are no part of an excerpt.
const SEEN: &str = "a␛[31mb␊::error::forged␍## [error]forged \u{fffd}gnp\u{fffd}\u{fffd}";

#[test]
fn reports_for_people() {
    let folder = workspace();
    let (code, out, err) = run(&folder, &["check", "."]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(out.contains(&format!("--> .claude/agents/{SEEN}")), "{out}");
    let (_, colored, _) = raw(&folder, &["check", "--color=always", "."]);
    let red = colored.matches("\u{1b}[31m").count();
    assert_eq!(red, 0, "escapes of files beside those of the report");
    let (code, out, _) = run(&folder, &["check", "--verdict", "."]);
    assert_eq!(code, 3);
    assert!(out.contains(&format!("/{SEEN}")), "{out}");
    let file = format!(".claude/agents/{}.md", hostile_file());
    let (_, out, _) = run(&folder, &["preview", &file]);
    assert!(out.contains(&format!("/{SEEN}")), "{out}");
    let (_, out, _) = run(&folder, &["fix", "--unsafe-fixes", "."]);
    assert!(out.contains(&format!("/{SEEN}")), "{out}");
}

#[test]
fn commands_of_github_are_ours() {
    let folder = workspace();
    let (_, out, _) = run(&folder, &["check", "--format=github", ".", &hostile()]);
    let (_, json, _) = run(&folder, &["check", "--format=json", "."]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let all = ["errors", "warnings", "notes"].map(|name| json["summary"][name].as_u64().unwrap());
    assert_eq!(out.lines().count() as u64, all.iter().sum::<u64>(), "{out}");
    let is_ours = |line: &str| {
        let (properties, _) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (command, properties) = properties.split_once(' ').unwrap();
        let names: Vec<_> =
            properties.split(',').map(|property| property.split_once('=').unwrap().0).collect();
        matches!(command, "error" | "warning" | "notice")
            && names.starts_with(&["file", "line", "endLine"])
            && names.last() == Some(&"title")
    };
    assert!(out.lines().all(is_ours), "{out}");
}

#[test]
fn json_reads_the_same() {
    let folder = workspace();
    let (name, file) = (hostile(), format!(".claude/agents/{}.md", hostile_file()));
    for arguments in [&["check", "--format=json"][..], &["check", "--verdict", "--format=json"]] {
        let (_, out, _) = run(&folder, &[arguments, &["."]].concat());
        let found: Value = serde_json::from_str(&out).unwrap();
        let mut all = Vec::new();
        texts(&found, &[], &mut all);
        assert!(all.contains(&&*file), "{out}");
    }
    let (_, out, _) = run(&folder, &["dialects", "--format=json"]);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found[0]["tool"], name);
    let (_, out, _) = run(&folder, &["schema", "our-runner.agent"]);
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found["title"], name);
}

#[test]
fn graphs_show_names_as_text() {
    let folder = workspace();
    for format in ["mermaid", "dot", "json", "html"] {
        let (_, out, _) = run(&folder, &["graph", "--format", format, "."]);
        let is_there = |part: &str| out.contains(part);
        assert!(is_there("a␛"), "{format}: {out}");
    }
    let (_, page, _) = run(&folder, &["graph", "--format=html", "."]);
    assert_eq!(page.matches("<script").count(), 2);
    assert!(!page.contains("<img"), "{page}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_name_that_is_no_text_is_shown_as_far_as_it_is_one() {
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::new();
    fs::create_dir_all(folder.path(".claude/agents")).unwrap();
    let name = std::ffi::OsStr::from_bytes(b".claude/agents/\xff.md");
    fs::write(folder.path("").join(name), "---\nname: x\n---\n").unwrap();
    for format in ["human", "json"] {
        let (code, out, err) = run(&folder, &["check", "--verdict", "--format", format, "."]);
        assert_eq!((code, err.as_str()), (3, ""), "{out}");
        assert!(out.contains(".claude/agents/\u{fffd}.md"), "{out}");
    }
}

#[test]
fn sarif_has_no_links_and_whole_addresses() {
    let folder = workspace();
    let (_, out, _) = run(&folder, &["check", "--format=sarif", ".", "missing](command:x)"]);
    let sarif: Value = serde_json::from_str(&out).unwrap();
    let run = &sarif["runs"][0];
    let mut all = Vec::new();
    texts(run, &["rules", "artifactChanges"], &mut all);
    let links: Vec<_> = all.iter().filter(|text| text.contains("](")).collect();
    assert!(links.is_empty(), "{links:#?}");
    assert!(all.iter().any(|text| text.contains("missing] (command:x)")), "{all:#?}");
    let base = url::Url::from_directory_path(folder.path("")).unwrap();
    let results = run["results"].as_array().unwrap();
    for result in results {
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(base.join(uri).unwrap().to_file_path().unwrap().is_file(), "{uri}");
    }
    assert!(!results.is_empty(), "{out}");
}

#[test]
fn junit_is_xml() {
    let folder = workspace();
    let (_, out, _) = run(&folder, &["check", "--format=junit", "."]);
    let report = quick_junit::Report::deserialize_from_str(&out).unwrap();
    let names: Vec<_> =
        report.test_suites[0].test_cases.iter().map(|case| case.name.as_str().to_owned()).collect();
    assert!(names.iter().any(|name| name.contains(SEEN)), "{names:?}");
}

#[test]
fn a_diff_is_taken_by_git() {
    let folder = workspace();
    let (_, diff, _) = raw(&folder, &["fix", "--diff", "."]);
    let headers: Vec<_> =
        diff.lines().filter(|line| line.starts_with("--- ") || line.starts_with("+++ ")).collect();
    assert!(headers.iter().all(|line| is_plain(&line.replace('\t', ""))), "{headers:?}");
    fs::write(folder.path("changes.diff"), &diff).unwrap();
    let applied = Command::new("git").args(["apply", "changes.diff"]).current_dir(folder.path("")).output();
    let applied = applied.unwrap();
    assert!(applied.status.success(), "{}\n{diff}", String::from_utf8_lossy(&applied.stderr));
    assert_eq!(raw(&folder, &["fix", "--diff", "."]).1, "", "all of it is applied");
}

#[test]
fn what_is_typed_is_told_as_text() {
    let folder = workspace();
    let name = hostile();
    let file = hostile_file();
    let option = |option: &str| format!("{option}={name}");
    let (format, target, select) = (option("--format"), option("--target"), option("--select"));
    let log = format!("--log-file=missing/{file}/log");
    for arguments in [
        &["explain", &name][..],
        &["schema", &name],
        &["dialects", &file],
        &["check", &name],
        &["check", &format!("{name}*")],
        &["check", &format, "."],
        &["check", &target, "."],
        &["check", &select, "."],
        &["check", "--baseline", &file, "."],
        &[&name],
        &["check", &format!("--{name}")],
        &["server", &log],
    ] {
        let (code, _, err) = run(&folder, arguments);
        assert_eq!(code, 2, "{arguments:?}: {err}");
        assert!(err.contains("a␛[31mb␊::error::forged"), "{arguments:?}: {err}");
    }
    let (code, out, _) = run(&folder, &["check", "--baseline", &file, "--write-baseline", "."]);
    assert_eq!((code, out.contains(SEEN)), (0, true), "{out}");
    let baseline: Value = serde_json::from_slice(&fs::read(folder.path(&file)).unwrap()).unwrap();
    assert!(baseline["findings"][0]["path"].as_str().unwrap().contains(&file), "{baseline}");
    assert!(!fs::read_to_string(folder.path(&file)).unwrap().contains('\u{202e}'));
    assert_eq!(run(&folder, &["check", "--baseline", &file, "."]).0, 0);
    let (_, out, _) = run(&folder, &["dialects", &format!(".our-runner/agents/{file}.md")]);
    assert!(out.starts_with(&format!("our-runner.agent ({SEEN}")), "{out}");
    assert!(run(&folder, &["dialects"]).1.starts_with(SEEN));
}

#[test]
fn settings_are_told_of_as_text() {
    let folder = workspace();
    let name = quoted(&hostile());
    folder.write("agentls.toml", &format!("{name} = 1\ntargets = [{name}]\n[rules]\n{name} = {name}\n"));
    for arguments in [&["check", "."][..], &["fix", "."], &["check", "--verdict", "."]] {
        let (code, out, err) = run(&folder, arguments);
        assert_eq!(code, 2, "{out}{err}");
        assert!(out.contains("␛[31m") || err.contains("␛[31m"), "{out}{err}");
    }
}
