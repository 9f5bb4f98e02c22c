//! `agentls fix`: safe fixes are applied to the files, and nothing else in them changes.

use std::fs;
use std::path::Path;

use super::{Folder, SOUND, command, run, with_input};

/// One safe fix, and two that need review.
const FAULTY: &str = "---\nname: x\ndescription: Use this: now\npriority: hihg\ntool: Read\n---\nbody";

fn fix(arguments: &[&Path]) -> (i32, String, String) {
    run(&[&[Path::new("fix")], arguments].concat())
}

#[test]
fn safe_fixes_are_applied_and_the_rest_is_counted() {
    let folder = Folder::new("fix");
    let file = folder.write(".claude/agents/x.md", FAULTY);
    let (code, out, err) = fix(&[&folder.0]);
    assert_eq!((code, &*err), (1, ""));
    let name = file.display();
    assert_eq!(
        out,
        format!(
            "{name}:3: Put the value of `description` in quotes (colon-in-plain-value)\n\
             1 problem fixed in 1 file; 2 left (2 with a fix that needs review: --unsafe-fixes)\n"
        )
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), FAULTY.replace("Use this: now", "\"Use this: now\""));
    let (code, out, _) = fix(&[&folder.0]);
    assert_eq!(code, 1);
    assert!(out.starts_with("nothing to fix; 2 left"), "{out}");
    let (code, out, _) = fix(&[&folder.0, Path::new("--unsafe-fixes")]);
    assert_eq!(code, 0, "{out}");
    let fixed = FAULTY
        .replace("Use this: now", "\"Use this: now\"")
        .replace("hihg", "high")
        .replace("tool:", "tools:");
    assert_eq!(fs::read_to_string(&file).unwrap(), fixed);
    assert_eq!(fix(&[&folder.0]).1, "nothing to fix\n");
}

#[test]
fn check_says_of_exactly_what_fix_fixes_that_it_is_fixable() {
    const HINT: &str = "  = help: fixable with `agentls fix`\n";
    let example = fs::read_to_string("tests/fixtures/.claude/agents/slow-reviewer.md").unwrap();
    for text in [FAULTY, &example] {
        let folder = Folder::new("fix-hint");
        let file = folder.write(".claude/agents/x.md", text);
        let checked = || run(&[Path::new("check"), Path::new("--severity=hint"), &file]).1;
        let fixable = checked().matches(HINT).count();
        let (_, out, _) = fix(&[&file]);
        assert_eq!(out.matches("x.md:").count(), fixable, "{out}");
        assert!(fixable > 0 && !checked().contains(HINT), "nothing is left to fix: {}", checked());
    }
    let folder = Folder::new("fix-hint-ignored");
    let file = folder.write(".claude/agents/x.md", FAULTY);
    let (_, out, _) = run(&[Path::new("check"), Path::new("--ignore=colon-in-plain-value"), &file]);
    assert!(!out.contains(HINT), "{out}");
}

#[test]
fn everything_but_the_fix_stays_as_it_is() {
    for text in [
        "---\r\nname: x\r\ndescription: Use this: now\r\n---\r\nbody \r\n",
        "---\nname: x\ndescription: Use this: now\n---\nno last line break",
        "---\nname: x\ndescription: Use this: now\n---\n\n\n",
    ] {
        let folder = Folder::new("fix-bytes");
        let file = folder.write(".claude/agents/x.md", text);
        assert_eq!(fix(&[&file]).0, 0);
        assert_eq!(fs::read_to_string(&file).unwrap(), text.replace("Use this: now", "\"Use this: now\""));
    }
    // A byte-order mark stays where no tool that counts minds it.
    let text = format!("\u{feff}{}", FAULTY.replace("priority: hihg\ntool: Read\n", ""));
    let folder = Folder::new("fix-mark");
    let file = folder.write(".qwen/agents/x.md", &text);
    fix(&[&file]);
    assert_eq!(fs::read_to_string(&file).unwrap(), text.replace("Use this: now", "\"Use this: now\""));
}

#[test]
fn a_diff_shows_what_would_change_and_changes_nothing() {
    let folder = Folder::new("fix-diff");
    let file = folder.write(".claude/agents/x.md", FAULTY);
    folder.write(".claude/agents/y.md", SOUND);
    let name = file.to_string_lossy();
    let name = name.trim_start_matches('/');
    let diff = format!(
        "--- a/{name}\n+++ b/{name}\n@@ -1,6 +1,6 @@\n ---\n name: x\n-description: Use this: now\n\
         +description: \"Use this: now\"\n priority: hihg\n tool: Read\n ---\n"
    );
    for command in ["fix", "check"] {
        let (code, out, _) = run(&[Path::new(command), Path::new("--diff"), &folder.0]);
        assert_eq!((code, &out), (1, &diff));
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), FAULTY);
}

#[test]
fn check_can_fix_first() {
    let folder = Folder::new("check-fix");
    let file = folder.write(".claude/agents/x.md", FAULTY);
    let missing = folder.0.join("missing.md");
    let (code, out, err) = run(&[Path::new("check"), Path::new("--fix"), &file, &missing]);
    assert_eq!(code, 2);
    assert!(out.ends_with("1 agent file checked: 2 warnings; 1 path not read\n"), "{out}");
    assert_eq!(err.matches("missing.md").count(), 1, "{err}");
    assert!(err.contains("1 problem fixed in 1 file; 2 left"), "{err}");
    let (code, _, err) = command(&["check", "--fix", "-"]);
    assert_eq!(code, 2);
    assert!(err.contains("`agentls fix -` prints it fixed"), "{err}");
}

#[test]
fn only_the_chosen_rules_are_fixed() {
    let folder = Folder::new("fix-select");
    let file = folder.write(".claude/agents/x.md", FAULTY);
    let (code, out, _) = fix(&[&file, Path::new("--unsafe-fixes"), Path::new("--select=misspelt-key")]);
    assert_eq!(code, 0, "{out}");
    assert_eq!(fs::read_to_string(&file).unwrap(), FAULTY.replace("tool:", "tools:"));
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let arguments = ["fix", "--stdin-filename", ".claude/agents/x.md", "-"];
    let (code, out, _) = with_input(&arguments, FAULTY.as_bytes());
    assert_eq!((code, out), (1, FAULTY.replace("Use this: now", "\"Use this: now\"")));
    assert_eq!(with_input(&arguments, SOUND.as_bytes()), (0, SOUND.to_owned(), String::new()));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new("fix-read-only");
    let file = folder.write(".claude/agents/x.md", FAULTY);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let (code, _, err) = fix(&[&file]);
    assert_eq!(code, 2);
    assert!(err.ends_with("x.md: not written: the file is read-only\n"), "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), FAULTY);
}
