//! The forms in which `agentls check` reports, as the programs that read them want them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::{BROKEN, Folder, SOUND, agentls, command, with_input};

/// Checks a folder in a format. Gives the exit code and the output.
fn report(format: &str, paths: &[&Path]) -> (i32, String) {
    let format = format!("--format={format}");
    let (code, out, _) = agentls(&[&[Path::new(&format)], paths].concat());
    (code, out)
}

#[test]
fn sarif_is_what_its_schema_says() {
    let schema: Value = serde_json::from_str(include_str!("../schemas/sarif-2.1.0.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let folder = Folder::new("sarif");
    folder.write(".claude/agents/a b#%.md", BROKEN);
    let missing = folder.0.join("missing.md");
    for (paths, code) in [
        (&[Path::new("tests/fixtures")][..], 1),
        (&[Path::new("tests/fixtures"), &folder.0, &missing], 2),
        (&[Path::new("README.md")], 0),
    ] {
        let (found, out) = report("sarif", paths);
        let sarif: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(found, code, "{out}");
        let faults: Vec<_> = schema.iter_errors(&sarif).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{faults:#?} in {out}");
    }
    let (_, out) = report("sarif", &[Path::new("tests/fixtures")]);
    let sarif: Value = serde_json::from_str(&out).unwrap();
    let run = &sarif["runs"][0];
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "unquoted-color");
    let rule = result["ruleIndex"].as_u64().unwrap() as usize;
    assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], "unquoted-color");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "tests/fixtures/.claude/agents/slow-reviewer.md");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&4.into(), &8.into()));
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "\"#8E24AA\"");
}

#[test]
fn paths_in_sarif_are_references_of_uris() {
    let folder = Folder::new("sarif-paths");
    folder.write(".claude/agents/a b#%.md", BROKEN);
    let output = Command::new(env!("CARGO_BIN_EXE_agentls"))
        .args(["check", "--format=sarif", "."])
        .current_dir(&folder.0)
        .output()
        .unwrap();
    let sarif: Value = serde_json::from_slice(&output.stdout).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], ".claude/agents/a%20b%23%25.md");
}

#[test]
fn paths_in_sarif_lead_out_of_the_folder() {
    let folder = Folder::new("sarif-outside");
    folder.write("here/README.md", "x\n");
    folder.write("other/.claude/agents/a b.md", BROKEN);
    let output = Command::new(env!("CARGO_BIN_EXE_agentls"))
        .args(["check", "--format=sarif", "../other"])
        .current_dir(folder.0.join("here"))
        .output()
        .unwrap();
    let sarif: Value = serde_json::from_slice(&output.stdout).unwrap();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "../other/.claude/agents/a%20b.md");
}

#[test]
fn json_has_the_place_and_the_fixes_of_every_finding() {
    let (code, out) = report("json", &[Path::new("tests/fixtures")]);
    let all: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 1);
    assert_eq!(all["files"].as_array().unwrap().len(), 1, "files without findings are left out");
    assert_eq!(all["summary"]["errors"], 2);
    let found = &all["files"][0]["findings"][0];
    let text = fs::read_to_string("tests/fixtures/.claude/agents/slow-reviewer.md").unwrap();
    let bytes = |value: &Value| {
        let byte = |at: usize| value[at].as_u64().unwrap() as usize;
        text[byte(0)..byte(1)].to_owned()
    };
    assert_eq!(bytes(&found["bytes"]), "#8E24AA");
    assert_eq!(found["range"]["start"], serde_json::json!({ "line": 3, "character": 7 }));
    let fix = &found["fixes"][0];
    assert_eq!((&fix["safe"], &fix["edits"][0]["text"]), (&true.into(), &"\"#8E24AA\"".into()));
    let misspelt = &all["files"][0]["findings"][4];
    assert_eq!((&misspelt["code"], &misspelt["fixes"][0]["safe"]), (&"misspelt-key".into(), &false.into()));
}

#[test]
fn github_gets_a_command_for_each_finding() {
    let folder = Folder::new("github");
    let file = folder.write(".claude/agents/a,b: c%.md", "---\nname: x\ndescription: \"Use for this\n---\n");
    let (code, out) = report("github", &[&file]);
    assert_eq!(code, 1);
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.starts_with("::error file="), "{out}");
    assert!(
        out.contains(
            "a%2Cb%3A c%25.md,line=3,endLine=3,col=14,endColumn=15,title=agentls%3A unclosed-quote::Claude Code drops this agent: "
        ),
        "{out}"
    );
}

#[test]
fn junit_has_a_test_for_each_file() {
    let (_, out) = report("junit", &[Path::new("tests/fixtures")]);
    assert!(
        out.contains("<testsuites name=\"agentls\" tests=\"2\" skipped=\"0\" failures=\"1\" errors=\"0\">"),
        "{out}"
    );
    assert!(
        out.contains(
            "<testcase name=\"tests/fixtures/.claude/agents/async-engineer.md\" classname=\"agentls\"/>"
        ),
        "{out}"
    );
    assert!(out.contains(" type=\"colon-in-plain-value\">"), "the worst one names the failure: {out}");
    assert!(out.contains("slow-reviewer.md:4:8: warning[unquoted-color]"), "{out}");
}

#[test]
fn colours_are_for_terminals_and_for_who_wants_them() {
    let colored = |argument: &str| command(&["check", argument, "tests/fixtures"]).1.contains('\u{1b}');
    assert!(colored("--color=always"));
    assert!(!colored("--color=auto") && !colored("--color=never"));
}

#[test]
fn findings_are_picked_by_code_and_by_severity() {
    let codes = |arguments: &[&str]| {
        let (code, out, err) = command(&[&["check", "--format=json", "tests/fixtures"], arguments].concat());
        let all: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"));
        let found =
            all["files"].as_array().unwrap().iter().flat_map(|file| file["findings"].as_array().unwrap());
        (code, found.map(|found| found["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(
        codes(&["--select=duplicate-item,unknown-value"]),
        (1, vec!["duplicate-item".into(), "unknown-value".into()])
    );
    assert_eq!(
        codes(&["--severity=error"]),
        (1, vec!["colon-in-plain-value".into(), "unclosed-quote".into()])
    );
    assert_eq!(codes(&["--severity=error", "--ignore=unclosed-quote,colon-in-plain-value"]), (0, vec![]));
    let (code, _, err) = command(&["check", "--select=unclosed-qoute", "tests/fixtures"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("--select: unknown rule `unclosed-qoute`.")
            && err.contains("Did you mean `unclosed-quote`?"),
        "{err}"
    );
}

#[test]
fn what_is_not_shown_is_counted() {
    let folder = Folder::new("hints");
    let file = folder.write(
        ".claude/agents/x.md",
        "---\nname: x\ndescription: d\npriority: high\ncapabilities: [testnig]\n---\n",
    );
    let (code, out, _) = agentls(&[&file]);
    assert_eq!((code, &*out), (0, "1 agent file checked: no problems; 1 note not shown (--severity hint)\n"));
    let (code, out, _) = agentls(&[&file, Path::new("--severity=hint")]);
    assert_eq!(code, 1);
    assert!(out.starts_with("hint[misspelt-value]"), "{out}");
}

#[test]
fn what_is_in_the_baseline_is_known_wherever_it_moves() {
    let folder = Folder::new("baseline");
    let file = folder.write(".claude/agents/x.md", BROKEN);
    let baseline = folder.0.join("known.json");
    let known = format!("--baseline={}", baseline.display());
    let known = Path::new(&known);
    let (code, _, err) = agentls(&[&folder.0, known]);
    assert_eq!(code, 2);
    assert!(err.contains("known.json: ") && err.contains("`--write-baseline` writes it"), "{err}");
    let (code, out, _) = agentls(&[&folder.0, known, Path::new("--write-baseline")]);
    assert_eq!((code, out), (0, format!("1 problem written to {}\n", baseline.display())));
    let text = fs::read_to_string(&baseline).unwrap();
    assert!(text.contains("\"path\": \".claude/agents/x.md\""), "paths are below the baseline: {text}");
    let (_, out, _) = agentls(&[&folder.0, known]);
    assert!(
        out.starts_with("1 agent file checked: no problems; ") && out.ends_with("; 1 in the baseline\n"),
        "{out}"
    );
    // Lines above move it; a second one of the kind is new.
    fs::write(&file, BROKEN.replace("name: x\n", "name: x\nmodel: opus\n")).unwrap();
    assert_eq!(agentls(&[&folder.0, known]).0, 0);
    folder.write(".claude/agents/y.md", BROKEN);
    let (code, out, _) = agentls(&[&folder.0, known]);
    assert_eq!(code, 1);
    assert!(out.contains("y.md:3:14") && !out.contains("x.md:"), "{out}");
    assert!(
        out.contains("\n2 agent files checked: 1 error; ")
            && out.ends_with("; 1 in the baseline\n1 fixable with `agentls fix`\n"),
        "{out}"
    );
}

#[test]
fn standard_input_is_looked_at_as_the_file_that_it_will_be() {
    let (code, out, _) =
        with_input(&["check", "--stdin-filename", ".claude/agents/new.md", "-"], BROKEN.as_bytes());
    assert_eq!(code, 1);
    assert!(out.contains("--> .claude/agents/new.md:3:14"), "{out}");
    let (code, out, _) = with_input(&["check", "-"], b"---\ntitle: [open\n---\n");
    assert_eq!((code, &*out), (0, "0 agent files checked\n"));
    let (code, _, err) = with_input(&["check", "-"], b"\xff");
    assert_eq!(code, 2);
    assert!(err.starts_with("agentls: standard input: not UTF-8 (byte 0, in line 1)"), "{err}");
}

#[test]
fn globs_name_files() {
    let folder = Folder::new("globs");
    folder.write(".claude/agents/a.md", BROKEN);
    folder.write(".claude/agents/deep/b.md", SOUND);
    let glob = |pattern: &str| agentls(&[&folder.0.join(pattern)]);
    assert!(glob("**/*.md").1.contains("\n2 agent files checked: 1 error\n"));
    assert_eq!(glob(".claude/agents/*/*.md").1, "1 agent file checked: no problems\n");
    let (code, _, err) = glob("*.md");
    assert_eq!(code, 2);
    assert!(err.ends_with("*.md: no file matches this glob\n"), "{err}");
    let twice = [folder.0.join(".claude"), folder.0.join(".claude/agents/a.md")];
    assert!(agentls(&[&twice[0], &twice[1]]).1.contains("\n2 agent files checked: 1 error\n"));
}

#[test]
fn reports_come_in_the_order_of_the_paths() {
    let folder = Folder::new("ordered");
    for name in ["c", "a/z", "b", "a/b/y"] {
        folder.write(&format!(".claude/agents/{name}.md"), BROKEN);
    }
    let first = agentls(&[&folder.0]).1;
    let places: Vec<_> = first.lines().filter_map(|line| line.trim().strip_prefix("--> ")).collect();
    assert!(places.is_sorted() && places.len() == 4, "{places:?}");
    for _ in 0..5 {
        assert_eq!(agentls(&[&folder.0]).1, first);
    }
}

#[test]
fn a_watched_folder_is_checked_again_when_a_file_changes() {
    let folder = Folder::new("watched");
    let file = folder.write(".claude/agents/x.md", BROKEN);
    let mut child = Command::new(env!("CARGO_BIN_EXE_agentls"));
    let child = child.arg("check").arg("--watch").arg(&folder.0).stdout(Stdio::piped()).spawn();
    let mut child = Killed(child.unwrap());
    let mut lines = BufReader::new(child.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut summary = || lines.find(|line| line.contains(" checked: ")).unwrap();
    assert!(summary().starts_with("1 agent file checked: 1 error"));
    fs::write(&file, SOUND).unwrap();
    assert_eq!(summary(), "1 agent file checked: no problems");
}

/// A program that runs until the end of the test, however that ends.
pub(super) struct Killed(pub(super) Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
