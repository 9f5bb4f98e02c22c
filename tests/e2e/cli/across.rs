//! Findings across files on the command line: those that an editor shows for the same files.

use std::path::Path;
use std::process::{Command, Stdio};

use super::{Folder, agentls, run, with_input};

fn agent(name: &str, body: &str) -> String {
    format!("---\nname: {name}\ndescription: Does the work of {name}. Use it for that.\n---\n\n{body}\n")
}

/// Checks a part of a folder down to hints.
fn check(folder: &Folder, part: &str) -> String {
    agentls(&[Path::new("--severity"), Path::new("hint"), &folder.0.join(part)]).1
}

#[test]
fn names_links_and_references_are_looked_up_in_other_files() {
    let folder = Folder::new("check-across");
    folder.write(
        ".claude/agents/one.md",
        agent("one", "Task(subagent_type: \"tow\"), see [it](two.md#hedaing) and [that](gone.md)."),
    );
    folder.write(".claude/agents/two.md", agent("two", "# Heading"));
    folder.write(".claude/agents/again.md", agent("two", ""));
    let out = check(&folder, ".claude/agents/one.md");
    assert!(out.contains("`tow`") && out.contains("Did you mean `two`?"), "{out}");
    assert!(
        out.contains("Did you mean `#heading`?") && out.contains(".claude/agents/gone.md` does not exist."),
        "{out}"
    );
    let (code, out, _) = agentls(&[&folder.0]);
    assert_eq!(out.matches("warning[duplicate-name]").count(), 2, "{out}");
    assert_eq!(code, 1);
    let (code, out, _) = agentls(&[Path::new("--ignore=duplicate-name"), &folder.0]);
    assert!(out.starts_with("3 agent files checked: no problems; 3 notes not shown"), "{out}");
    assert_eq!(code, 0);
}

#[test]
fn a_file_that_is_missing_is_named_as_the_file_that_names_it() {
    let folder = Folder::new("check-missing");
    let text =
        "---\nname: x\ndescription: Does x when asked to.\n---\n[r](references/r.md) [s](references/s.md)\n";
    folder.write("docs/ja/skills/x/SKILL.md", text);
    folder.write("docs/ja/skills/x/references/r.md", "# R\n");
    let out = check(&folder, "");
    assert_eq!(out.matches("warning[broken-link]").count(), 1, "{out}");
    assert!(out.contains("`docs/ja/skills/x/references/s.md` does not exist"), "{out}");
}

#[test]
fn imports_of_imported_files_are_read() {
    let folder = Folder::new("check-imports");
    folder.write("CLAUDE.md", "See @docs/a.md first.\n");
    folder.write("docs/a.md", "@../CLAUDE.md\n");
    let out = check(&folder, "CLAUDE.md");
    assert!(out.contains("hint[import-cycle]") && out.contains("in `docs/a.md`"), "{out}");
    for at in 1..=5 {
        folder.write(&format!("docs/n{at}.md"), format!("@n{}.md\n", at + 1));
    }
    folder.write("docs/a.md", "Text.\n");
    folder.write("CLAUDE.md", "@docs/n1.md\n");
    let out = check(&folder, "CLAUDE.md");
    assert!(out.contains("warning[deep-import]") && out.contains("leaves out `docs/n5.md`"), "{out}");
}

#[test]
fn agents_of_a_plugin_with_a_manifest_are_called_with_its_name() {
    let folder = Folder::new("check-plugin-names");
    folder.write("plugins/plug/.claude-plugin/plugin.json", r#"{ "name": "plug" }"#);
    folder.write("plugins/plug/agents/rev.md", agent("rev", ""));
    let calls =
        "`Task(subagent_type=\"rev\", prompt=\"x\")`, `Task(subagent_type=\"plug:rev\", prompt=\"x\")`";
    folder.write("plugins/plug/commands/go.md", format!("---\ndescription: Goes.\n---\n{calls}\n"));
    folder
        .write(".claude/agents/late.md", agent("late", "`Task(subagent_type=\"plug:gone\", prompt=\"x\")`"));
    folder.write(".claude/agents/lead.md", agent("lead", calls));
    let out = check(&folder, "");
    assert_eq!(out.matches("No agent is named `rev`").count(), 2, "{out}");
    assert_eq!(out.matches("it is called `plug:rev`").count(), 2, "{out}");
    assert_eq!(out.matches("No agent is named `plug:gone`").count(), 1, "{out}");
    assert!(out.ends_with("4 agent files checked: 3 notes\n"), "{out}");
}

#[cfg(unix)]
#[test]
fn a_script_that_may_not_be_run_is_said() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new("check-locked-script");
    let hooks = "hooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: ./scripts/a.sh\n";
    folder.write(".claude/agents/x.md", format!("---\nname: x\ndescription: d\n{hooks}---\n"));
    folder.write("scripts/a.sh", "#!/bin/sh\n");
    for (mode, found) in [(0o644, true), (0o755, false)] {
        std::fs::set_permissions(folder.0.join("scripts/a.sh"), PermissionsExt::from_mode(mode)).unwrap();
        let out = check(&folder, "");
        assert_eq!(out.contains("warning[locked-script]"), found, "{out}");
        assert!(!found || out.contains("Run `chmod +x` on `scripts/a.sh`"), "{out}");
    }
}

#[test]
fn files_beside_those_that_are_checked_count() {
    let folder = Folder::new("check-around");
    // The agents of a project around this one are seen from within, as far as the repository reaches.
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write(".claude/agents/outer.md", agent("outer", ""));
    folder.write("part/.claude/agents/inner.md", agent("inner", "Task(subagent_type: \"outer\")"));
    folder.write("part/.claude/agents/lost.md", agent("lost", "Task(subagent_type: \"outre\")"));
    let out = check(&folder, "part");
    assert!(out.ends_with("2 agent files checked: 1 note\n"), "{out}");
    assert!(out.contains("`outre`") && out.contains("Did you mean `outer`?"), "{out}");
}

#[test]
fn standard_input_stands_for_the_file_of_its_name() {
    let folder = Folder::new("check-stdin-across");
    folder.write(".claude/agents/old.md", agent("old", ""));
    folder.write(".claude/agents/other.md", agent("other", ""));
    let path = folder.0.join(".claude/agents/old.md");
    let arguments = ["check", "-", "--severity=hint", "--stdin-filename", path.to_str().unwrap()];
    let (code, out, _) = with_input(&arguments, agent("other", "").as_bytes());
    assert!(
        out.contains("Claude Code keeps only one agent named `other`")
            && out.contains(".claude/agents/other.md`"),
        "{out}"
    );
    assert_eq!(code, 1);
}

#[test]
fn agents_of_the_home_folder_are_known() {
    let folder = Folder::new("check-home");
    folder.write("home/.claude/agents/mine.md", agent("mine", ""));
    folder.write(
        "work/.claude/agents/one.md",
        agent("one", "Task(subagent_type: \"mine\"), Task(subagent_type: \"mien\")"),
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    command.args(["check", "--severity=hint"]).arg(folder.0.join("work")).env("HOME", folder.0.join("home"));
    let output = command.stdin(Stdio::null()).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("Did you mean `mine`?") && out.ends_with("1 agent file checked: 1 note\n"), "{out}");
}

#[test]
fn a_reference_by_file_name_is_fixed_on_request() {
    let folder = Folder::new("fix-across");
    folder.write(".claude/agents/file.md", agent("right", ""));
    let caller = folder.write(".claude/agents/caller.md", agent("caller", "Task(subagent_type: \"file\")"));
    let (code, out, _) =
        run(&[Path::new("fix"), Path::new("--severity=hint"), Path::new("--unsafe-fixes"), &folder.0]);
    assert!(out.contains("Write `right` (reference-by-file)"), "{out}");
    assert_eq!(code, 0);
    let text = std::fs::read_to_string(caller).unwrap();
    assert_eq!(text, agent("caller", "Task(subagent_type: \"right\")"));
}

#[test]
fn fixes_before_a_check_see_other_files() {
    let folder = Folder::new("check-fix-across");
    folder.write(".claude/agents/file.md", agent("right", ""));
    let caller = folder.write(".claude/agents/caller.md", agent("caller", "Task(subagent_type: \"file\")"));
    let (code, out, told) =
        agentls(&[Path::new("--fix"), Path::new("--severity=hint"), Path::new("--unsafe-fixes"), &folder.0]);
    assert!(told.contains("Write `right` (reference-by-file)"), "{told}");
    assert!(code == 0 && out.contains("2 agent files checked: no problems"), "{out}");
    let text = std::fs::read_to_string(caller).unwrap();
    assert_eq!(text, agent("caller", "Task(subagent_type: \"right\")"));
}

/// More than is kept between the index and the check, so that the last files are read twice.
#[test]
fn of_many_long_files_each_has_its_own_diagnostics() {
    const FILES: usize = 48;
    let folder = Folder::new("many-long");
    let prose = "You review what was changed, and say what is wrong with it.\n\n".repeat(2_000);
    for file in 0..FILES {
        let next = (file + 1) % FILES;
        let body =
            format!("# Part {file}\n\n[next](part-{next}.md#part-{next}) [gone](gone-{file}.md)\n\n{prose}");
        let text = format!("---\nname: part-{file}\ndescription: Reviews part {file}\n---\n\n{body}");
        folder.write(&format!(".claude/agents/part-{file}.md"), text);
    }
    let (_, report, _) = agentls(&[Path::new("--severity"), Path::new("hint"), &folder.0]);
    assert_eq!(report.matches("[broken-link]").count(), FILES, "{report}");
    for file in 0..FILES {
        assert_eq!(report.matches(&format!("/part-{file}.md:8:")).count(), 1, "{file}: {report}");
    }
    assert_eq!(report.matches("broken-anchor").count(), 0, "{report}");
}

#[test]
fn rules_are_held_against_the_files_of_the_whole_project() {
    let folder = Folder::new("check-matching");
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write("src/a.rs", "");
    folder.write("part/b.py", "");
    let rule = |pattern: &str| format!("---\npaths: \"{pattern}\"\n---\nDo it.\n");
    folder.write(".claude/rules/none.md", rule("src/**/*.tsx"));
    folder.write(".claude/rules/some.md", rule("part/*.py"));
    for part in [".claude/rules/none.md", ".claude", ""] {
        let out = check(&folder, part);
        assert_eq!(out.matches("hint[rule-matches-nothing]").count(), 1, "{part}: {out}");
        assert!(out.contains("Claude Code never loads this rule by itself: no file matches"), "{out}");
    }
    folder.write("src/page/a.tsx", "");
    assert!(!check(&folder, ".claude").contains("rule-matches-nothing"));
}

#[test]
fn files_of_a_skill_that_nothing_names_are_told_where_that_is_wanted() {
    let folder = Folder::new("check-unnamed");
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    folder.write("agentls.toml", "[rules]\nunnamed-skill-file = \"hint\"\n");
    let skill = |body: &str| format!("---\nname: forms\ndescription: Fills in forms.\n---\n{body}\n");
    folder.write(".claude/skills/forms/SKILL.md", skill("Run `scripts/fill.py`."));
    folder.write(".claude/skills/forms/scripts/fill.py", "import fields\n");
    folder.write(".claude/skills/forms/scripts/fields.py", "");
    assert!(!check(&folder, ".claude").contains("unnamed-skill-file"));
    folder.write(".claude/skills/forms/references/old.md", "# Old\n");
    let out = check(&folder, ".claude");
    assert!(out.contains("No agent learns of `references/old.md`"), "{out}");
    // What cannot be read may name it.
    folder.write(".claude/skills/forms/scripts/large.py", "#".repeat(300_000));
    assert!(!check(&folder, ".claude").contains("unnamed-skill-file"));
}
