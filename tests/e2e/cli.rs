//! The commands as they are run in a terminal and in CI.

mod across;
mod fix;
mod fmt;
mod formats;
mod graph;
mod hook;
mod hostile;
mod init;
mod line_breaks;
mod no_agents;
mod options;
mod places;
#[cfg(target_os = "linux")]
mod signals;
mod verdicts;
mod writing;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that is removed at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file and gives its path.
    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn agentls(arguments: &[&Path]) -> (i32, String, String) {
    run(&[&[Path::new("check")], arguments].concat())
}

fn run(arguments: &[&Path]) -> (i32, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_agentls")).args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// Runs a command with something on its standard input.
fn with_input(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = raw_with_input(arguments, input);
    (status.code().unwrap_or(-1), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// The same, with what comes out as it is.
fn raw_with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_agentls"));
    child.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    // A program that has seen enough closes its input.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

const SOUND: &str = "---\nname: x\ndescription: d\n---\n";
const BROKEN: &str = "---\nname: x\ndescription: \"Use for this\n---\n";

#[test]
fn the_example_is_shown_with_carets() {
    let (code, out, err) = agentls(&[Path::new("tests/example")]);
    assert_eq!(err, "");
    assert_eq!(out, include_str!("../example/check.txt"));
    assert_eq!(code, 1);
}

#[test]
fn sound_files_end_with_zero() {
    let folder = Folder::new("sound");
    let file = folder.write(".claude/agents/x.md", SOUND);
    folder.write(".claude/agents/README.md", "# About these agents\n");
    folder.write("notes.md", "---\ntitle: [open\n---\n");
    assert_eq!(agentls(&[&file]), (0, "1 agent file checked: no problems\n".into(), String::new()));
    assert_eq!(agentls(&[&folder.0]), (0, "1 agent file checked: no problems\n".into(), String::new()));
}

#[test]
fn warnings_alone_are_problems() {
    let folder = Folder::new("warnings");
    let file = folder.write(".claude/agents/x.md", "---\nname: x\ndescription: d\npriority: hihg\n---\n");
    let (code, out, _) = agentls(&[&file]);
    assert_eq!(code, 1, "{out}");
    assert!(out.ends_with("1 agent file checked: 1 warning\n"), "{out}");
    assert_eq!(agentls(&[&file, Path::new("--severity=error")]).0, 0);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_checked() {
    let folder = Folder::new("unreadable");
    let broken = folder.write(".claude/agents/broken.md", BROKEN);
    let latin = folder.write(".claude/agents/latin.md", b"---\nname: x\ndescription: caf\xe9\n---\n");
    let large = folder.write(".claude/agents/large.md", "x".repeat(50_000_000));
    fs::create_dir(folder.0.join(".claude/agents/x.md")).unwrap();
    let missing = folder.0.join("missing.md");
    let (code, out, err) = agentls(&[&folder.0, &missing]);
    assert_eq!(code, 2, "unreadable input outweighs findings");
    assert!(out.contains("unclosed-quote") && out.contains(&*broken.to_string_lossy()), "{out}");
    assert!(
        out.contains("\n1 agent file checked: 1 error; ")
            && out.ends_with("; 3 paths not read\n1 fixable with `agentls fix`\n"),
        "{out}"
    );
    let lines: Vec<_> = err.lines().collect();
    assert_eq!(lines.len(), 3, "{err}");
    assert_eq!(
        lines[0],
        format!("agentls: {}: larger than 16 MB, which no tool reads as an agent", large.display())
    );
    assert_eq!(
        lines[1],
        format!("agentls: {}: not UTF-8 (byte 28, in line 3); save it as UTF-8", latin.display())
    );
    assert!(lines[2].starts_with(&format!("agentls: {}: No such file", missing.display())), "{err}");
}

#[test]
fn verdicts_as_a_table_and_as_json() {
    let run = |arguments: &[&str]| agentls(&arguments.iter().map(Path::new).collect::<Vec<_>>());
    let (code, out, _) = run(&["--verdict", "tests/fixtures"]);
    assert_eq!(code, 3);
    assert!(out.contains("async-engineer.md: claude-flow agent\n  Claude Code 2.1.332  loads it\n"), "{out}");
    assert!(out.contains("  Claude Code 2.1.332  does not load it: invalid YAML"), "{out}");
    let (code, out, _) = run(&["--verdict", "--format", "json", "tests/fixtures"]);
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 3);
    assert_eq!(found[0]["tools"][0]["outcome"], "loads");
    assert_eq!(found[1]["tools"][0]["outcome"], "dropped");
    assert_eq!(found[1]["tools"][0]["range"]["start"]["line"], 11);
}

#[test]
fn targets_are_those_of_the_nearest_settings_file_or_of_the_command() {
    let folder = Folder::new("targets");
    let file = folder.write(".claude/agents/x.md", SOUND);
    folder.write("agentls.toml", "targets = ['copilot']\n");
    let verdicts = |arguments: &[&Path]| {
        let (_, out, err) =
            agentls(&[&[Path::new("--verdict"), Path::new("--format=json"), &file], arguments].concat());
        let found: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
        let tools = found[0]["tools"].as_array().unwrap().clone();
        let targets = tools.into_iter().filter(|tool| tool["target"] == true);
        targets.map(|tool| tool["tool"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(verdicts(&[]), ["Copilot CLI"]);
    // Who does not look into the folder has no say.
    assert!(verdicts(&[Path::new("--target=opencode")]).is_empty());
    assert_eq!(verdicts(&[Path::new("--target=claude-code")]), ["Claude Code"]);
    folder.write("agentls.toml", "target = ['opencode']\n");
    let (code, out, _) = agentls(&[&file]);
    assert_eq!(code, 2);
    assert!(out.contains("Unknown setting `target`") && out.contains("Did you mean `targets`?"), "{out}");
    let (code, _, err) = agentls(&[Path::new("--target=claude"), &file]);
    assert_eq!(code, 2);
    assert!(err.starts_with("agentls: --target: unknown tool `claude`"), "{err}");
}

#[test]
fn how_bad_a_finding_is_can_be_set() {
    let folder = Folder::new("severities");
    let file = folder.write(".claude/agents/x.md", "---\nname: x\ndescription: d\npriority: hihg\n---\n");
    folder.write("agentls.toml", "[rules]\nunknown-value = 'error'\n");
    assert!(agentls(&[&file]).1.starts_with("error[unknown-value]"));
    folder.write("agentls.toml", "[rules]\nunknown-value = 'off'\n");
    assert_eq!(agentls(&[&file]), (0, "1 agent file checked: no problems\n".into(), String::new()));
    folder.write("agentls.toml", "[rules]\nunknwon-value = 'off'\n");
    let (code, out, _) = agentls(&[&file]);
    assert_eq!(code, 2);
    assert!(out.contains("agentls.toml:2:1") && out.contains("Did you mean `unknown-value`?"), "{out}");
}

#[test]
fn ignored_files_are_left_alone_unless_they_are_named() {
    let folder = Folder::new("ignored");
    folder.write(".git/HEAD", "");
    folder.write(".gitignore", "vendor/\n");
    let vendored = folder.write("vendor/.claude/agents/x.md", BROKEN);
    assert_eq!(agentls(&[&folder.0]).1, "0 agent files checked\n");
    assert_eq!(agentls(&[&vendored]).0, 1);
}

#[test]
fn bad_usage_says_how_to_do_it() {
    let (code, _, err) = command(&["check", "--formt=json"]);
    assert_eq!(code, 2);
    assert!(err.contains("Usage: agentls check") && err.contains("'--format'"), "{err}");
}

#[test]
fn a_reader_that_stops_early_is_no_mistake() {
    let folder = Folder::new("pipe");
    for index in 0..500 {
        folder.write(&format!(".claude/agents/x{index}.md"), BROKEN);
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_agentls"));
    let mut child = child.arg("check").arg(&folder.0).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Runs any command.
fn command(arguments: &[&str]) -> (i32, String, String) {
    run(&arguments.iter().map(Path::new).collect::<Vec<_>>())
}

#[test]
fn dialects_are_listed_and_found_for_a_file() {
    let (code, out, _) = command(&["dialects"]);
    assert_eq!(code, 0);
    for kind in ["claude-code.agent ", "copilot.prompt ", "cursor.rule ", "**/.claude/agents/**/*.md"] {
        assert!(out.contains(kind), "no {kind} in {out}");
    }
    let file = "tests/fixtures/.claude/agents/async-engineer.md";
    let (code, out, _) = command(&["dialects", file]);
    assert_eq!(code, 0);
    assert!(
        out.starts_with("claude-flow.agent (claude-flow agent), because Claude Code reads this path"),
        "{out}"
    );
    assert!(out.contains("also read as copilot.agent (Copilot agent)"), "{out}");
    let (_, out, _) = command(&["dialects", "--format=json", file]);
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found["kind"], "claude-flow.agent");
    let (_, out, _) = command(&["dialects", "README.md"]);
    assert!(out.starts_with("not an agent file: "), "{out}");
    let (code, _, err) = command(&["dialects", "nothing.md"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("agentls: nothing.md: No such file"), "{err}");
}

#[test]
fn rules_are_explained() {
    let (code, out, _) = command(&["explain", "unclosed-quote"]);
    assert_eq!((code, out.lines().next()), (0, Some("# unclosed-quote")));
    let (_, out, _) = command(&["explain"]);
    assert!(out.lines().any(|line| line.starts_with("unclosed-quote ")), "{out}");
    let (code, _, err) = command(&["explain", "unclosed-qoute"]);
    assert_eq!(code, 2);
    assert!(err.contains("Did you mean `unclosed-quote`?"), "{err}");
}

#[test]
fn help_names_the_exit_codes() {
    for (command_name, codes) in [("check", 4), ("fix", 3)] {
        let (code, out, _) = command(&[command_name, "--help"]);
        let listed = out.split_once("Exit codes:\n").unwrap().1;
        assert_eq!((code, listed.lines().count()), (0, codes), "{out}");
    }
}
