//! Options that users of other checkers know.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::{BROKEN, Folder, SOUND};

/// Runs the program in a folder, with a home folder and a configuration folder of its own.
fn run_in(folder: &Folder, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    command
        .args(arguments)
        .current_dir(&folder.0)
        .env("HOME", folder.0.join("home"))
        .env_remove("XDG_CONFIG_HOME");
    command.stdin(Stdio::null()).output().unwrap()
}

/// Returns the exit code and both outputs.
fn told(folder: &Folder, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = run_in(folder, arguments);
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// A sound agent, and a broken one in a folder that settings exclude.
fn excluding(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write(".claude/agents/x.md", SOUND);
    folder.write("vendor/.claude/agents/y.md", BROKEN);
    folder.write("agentls.toml", "exclude = ['vendor']\n");
    folder
}

#[test]
fn this_folder_is_checked_without_a_path() {
    let folder = Folder::new("no-path");
    folder.write(".claude/agents/x.md", SOUND);
    assert_eq!(told(&folder, &["check"]), (0, "1 agent file checked: no problems\n".into(), String::new()));
}

#[test]
fn excluded_files_are_left_out_unless_they_are_named() {
    let folder = excluding("exclude");
    let named = "vendor/.claude/agents/y.md";
    assert_eq!(told(&folder, &["check"]).0, 0);
    assert_eq!(told(&folder, &["check", "**/*.md"]).0, 0);
    assert_eq!(told(&folder, &["check", named]).0, 1);
    assert_eq!(told(&folder, &["check", "vendor"]).0, 1);
    let (code, _, err) = told(&folder, &["check", "--force-exclude", named]);
    assert!(code == 0 && err.contains("some are excluded"), "{err}");
    assert_eq!(told(&folder, &["fix", "--force-exclude", named, "."]).1, "nothing to fix\n");
    assert_eq!(fs::read_to_string(folder.0.join(named)).unwrap(), BROKEN);
    assert!(!told(&folder, &["graph", "--format=json"]).1.contains("vendor"));
    assert_eq!(told(&folder, &["check", "--show-files"]).1, ".claude/agents/x.md\n");
    assert_eq!(told(&folder, &["check", "--show-files", "--exclude=x.md"]).1, "");
    let (code, _, err) = told(&folder, &["check", "--exclude=../x"]);
    assert!(code == 2 && err.starts_with("agentls: --exclude: `../x` is outside"), "{err}");
}

#[test]
fn all_rules_can_be_off_but_some() {
    let folder = Folder::new("all-off");
    folder.write(".claude/agents/x.md", BROKEN);
    folder.write("agentls.toml", "[rules]\nall = 'off'\nmisspelt-key = 'warn'\n");
    assert_eq!(told(&folder, &["check"]).0, 0);
    folder.write("agentls.toml", "[rules]\nall = 'off'\nunclosed-quote = 'info'\n");
    assert!(told(&folder, &["check", "--severity=info"]).1.contains("[unclosed-quote]"));
}

#[test]
fn settings_of_the_user_are_for_files_below_no_other() {
    let folder = Folder::new("user-settings");
    folder.write("home/.claude/agents/x.md", BROKEN);
    assert_eq!(told(&folder, &["check", "home/.claude"]).0, 1);
    folder.write("home/.config/agentls/agentls.toml", "exclude = ['.claude/agents/x.md']\n");
    assert_eq!(told(&folder, &["check", "home/.claude"]).0, 0);
    folder.write("home/.claude/agentls.toml", "");
    assert_eq!(told(&folder, &["check", "home/.claude"]).0, 1);
}

#[test]
fn a_problem_is_one_line_or_a_number() {
    let folder = Folder::new("concise");
    folder.write(".claude/agents/x.md", BROKEN);
    let (code, out, _) = told(&folder, &["check", "--format=concise", "-q"]);
    let line = ".claude/agents/x.md:3:14: error[unclosed-quote]: Claude Code drops this agent: unclosed quote in \
                `description` [*]\n";
    assert_eq!((code, &*out), (1, line));
    let (_, out, _) = told(&folder, &["check", "--statistics"]);
    assert!(
        out.starts_with("1  unclosed-quote  [*] ") && out.ends_with("1 fixable with `agentls fix`\n"),
        "{out}"
    );
    let (_, out, _) = told(&folder, &["check", "--statistics", "--format=json"]);
    let counts: Value = serde_json::from_str(&out).unwrap();
    assert!(counts[0]["code"] == "unclosed-quote" && counts[0]["fixable"] == 1, "{out}");
    assert_eq!(told(&folder, &["check", "--exit-zero"]).0, 0);
    assert_eq!(told(&folder, &["check", "--exit-zero", "--verdict"]).0, 0);
    assert_eq!(told(&folder, &["check", "--exit-zero", "missing.md"]).0, 2);
}

#[test]
fn gitlab_and_reviewdog_are_told() {
    let folder = Folder::new("gitlab");
    folder.write(".claude/agents/x.md", BROKEN);
    let report = |format: &str| -> Value {
        serde_json::from_str(&told(&folder, &["check", "--format", format]).1).unwrap()
    };
    let (before, reviewed) = (report("gitlab"), report("rdjson"));
    assert_eq!(before[0]["location"]["path"], ".claude/agents/x.md");
    assert_eq!(
        (&before[0]["severity"], &before[0]["location"]["lines"]["begin"]),
        (&"major".into(), &3.into())
    );
    let found = &reviewed["diagnostics"][0];
    assert_eq!((&found["severity"], &found["code"]["value"]), (&"ERROR".into(), &"unclosed-quote".into()));
    assert_eq!(found["location"]["range"]["start"]["column"], 14);
    folder.write(".claude/agents/x.md", BROKEN.replace("name: x\n", "name: x\nmodel: opus\n"));
    let after = report("gitlab");
    assert_eq!(after[0]["location"]["lines"]["begin"], 4);
    assert_eq!(after[0]["fingerprint"], before[0]["fingerprint"]);
}

#[test]
fn fix_fixes_what_check_reports() {
    let folder = Folder::new("fix-severity");
    let file = folder.write(".claude/agents/x.md", BROKEN);
    folder.write("agentls.toml", "[rules]\nunclosed-quote = 'hint'\n");
    assert_eq!(told(&folder, &["fix"]).1, "nothing to fix\n");
    assert!(told(&folder, &["fix", "--severity=hint"]).1.contains("(unclosed-quote)"));
    assert_ne!(fs::read_to_string(&file).unwrap(), BROKEN);
}

#[test]
fn a_new_file_is_never_put_over_another() {
    let folder = Folder::new("new");
    assert_eq!(
        told(&folder, &["new", "claude-code", "x"]),
        (0, ".claude/agents/x.md\n".into(), String::new())
    );
    folder.write(".claude/agents/x.md", SOUND);
    let (code, _, err) = told(&folder, &["new", "claude-code", "x"]);
    assert!(code == 2 && err.contains("is there already"), "{err}");
    assert_eq!(fs::read_to_string(folder.0.join(".claude/agents/x.md")).unwrap(), SOUND);
    assert_eq!(told(&folder, &["new", "claude-code.skill", "y"]).1, ".claude/skills/y/SKILL.md\n");
    assert_eq!(told(&folder, &["check"]).0, 0);
    assert!(told(&folder, &["new", "claude-cod", "x"]).2.contains("Did you mean `claude-code`?"));
    assert!(told(&folder, &["new", "claude-code", "../x"]).2.contains("use lower-case letters"));
}

#[test]
fn kinds_are_told_of_folders_and_tools() {
    let folder = Folder::new("kinds");
    folder.write(".claude/agents/x.md", SOUND);
    folder.write("README.md", "# A\n");
    let (code, out, _) = told(&folder, &["dialects", "."]);
    assert!(code == 0 && out.starts_with(".claude/agents/x.md: claude-code.agent ("), "{out}");
    assert_eq!(out.lines().count(), 1);
    let (code, out, err) = told(&folder, &["schema", "claude-code"]);
    assert!(code == 2 && out.is_empty() && err.contains("claude-code.skill"), "{err}");
    assert!(told(&folder, &["completions", "bash"]).1.contains("_agentls()"));
}

#[test]
fn a_log_is_written_wherever_it_is_asked_for() {
    let folder = Folder::new("log-anywhere");
    for (file, arguments) in [
        ("a.log", &["--log-file=a.log", "check"][..]),
        ("b.log", &["check", "--log-file=b.log", "--log-level=info"]),
    ] {
        assert_eq!(told(&folder, arguments).0, 0);
        let log = fs::read_to_string(folder.0.join(Path::new(file))).unwrap();
        assert!(log.contains("finished"), "{file}: {log}");
    }
}

#[test]
fn colors_can_be_forced() {
    let folder = Folder::new("force-color");
    folder.write(".claude/agents/x.md", BROKEN);
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    command.arg("check").current_dir(&folder.0).env("FORCE_COLOR", "1").env("NO_COLOR", "1");
    assert!(command.output().unwrap().stdout.contains(&0x1b));
}
