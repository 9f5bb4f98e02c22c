//! Extracting scripts of hooks.

use proptest::prelude::*;

use super::*;

fn extracted(path: &str, source: &str, taken: &[&str]) -> Option<(String, String, String)> {
    let fixture = Fixture::parse(source);
    let at = fixture.cursor.unwrap_or_default();
    let action = extraction(&document(path, &fixture.text), &(at..at), &|path| taken.contains(&path))?;
    assert_eq!(action.kind, ActionKind::Extract);
    let file = action.file?;
    let new = format!("{} {}", action.title, file.path);
    Some((new, file.text, applied(&fixture.text, &action.edits)))
}

#[test]
fn a_hook_calls_its_script() {
    let head = "---\nname: X Y\ndescription: d\nhooks:\n";
    let script = "  pre: |\n    echo \"$TASK\" # it's: so\n\n    if true; then\n      ls$0\n    fi\n  post: echo\n---\n";
    let found = extracted(CLAUDE, &format!("{head}{script}"), &[]);
    assert_eq!(
        found,
        Some((
            "Extract the script to .claude/hooks/x-y-pre.sh /w/.claude/hooks/x-y-pre.sh".to_owned(),
            "#!/usr/bin/env bash\necho \"$TASK\" # it's: so\n\nif true; then\n  ls\nfi\n".to_owned(),
            format!("{head}  pre: bash .claude/hooks/x-y-pre.sh\n  post: echo\n---\n"),
        ))
    );
    let second = extracted(CLAUDE, &format!("{head}{script}"), &["/w/.claude/hooks/x-y-pre.sh"]);
    assert!(
        second
            .is_some_and(|(title, ..)| title.starts_with("Extract the script to .claude/hooks/x-y-pre-2.sh"))
    );
}

#[test]
fn a_handler_of_claude_code_finds_it_from_every_folder() {
    let head = "---\nname: x\ndescription: d\nhooks:\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: command\n";
    let script = "          command: |-\n            #!/bin/bash\n            set -e$0\n---\n";
    let expected = (
        "Extract the script to .claude/hooks/x-pretooluse.sh /w/.claude/hooks/x-pretooluse.sh".to_owned(),
        "#!/bin/bash\nset -e\n".to_owned(),
        format!("{head}          command: bash \"$CLAUDE_PROJECT_DIR/.claude/hooks/x-pretooluse.sh\"\n---\n"),
    );
    assert_eq!(extracted(CLAUDE, &format!("{head}{script}"), &[]), Some(expected));
    for beside in ["args: [a]", "shell: powershell"] {
        assert_eq!(extracted(CLAUDE, &format!("{head}          {beside}\n{script}"), &[]), None, "{beside}");
    }
}

#[test]
fn what_is_no_script_of_several_lines_stays() {
    for hook in [
        "pre: ls$0",
        "pre: |\n    ls$0",
        "on_error: |\n    a\n    b {{error_message}}$0",
        "pre: | # c\n    a\n    b$0",
    ] {
        let source = format!("---\nname: x\ndescription: d\nhooks:\n  {hook}\n---\n");
        assert_eq!(extracted(CLAUDE, &source, &[]), None, "{hook}");
    }
    assert_eq!(extracted(CLAUDE, "---\nname: x\ndescription: |\n  a\n  b$0\n---\n", &[]), None);
}

proptest! {
    /// The script has every byte of the text, and the verdicts on the agent stay the same.
    #[test]
    fn only_the_text_moves(lines in prop::collection::vec("( {0,3}[a-z$\"'#:|>{}&-]{1,12}|)", 2..6), crlf in any::<bool>(), sign in "[|>][+-]?") {
        let text = format!(
            "---\nname: xy\ndescription: d\nhooks:\n  pre: {sign}\n    echo\n{}\n    end\n  post: ls\n---\nbody\n",
            lines.iter().map(|line| if line.is_empty() { String::new() } else { format!("    {line}") }).collect::<Vec<_>>().join("\n"),
        );
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let before = document(CLAUDE, &text);
        let at = text.find("echo").unwrap();
        let script = before.front_matter().and_then(|front| front.yaml.root.clone());
        let script = script.and_then(|root| root.entry("hooks")?.value.entry("pre")?.value.text().map(str::to_owned));
        if let Some(action) = extraction(&before, &(at..at), &|_| false) {
            let file = action.file.unwrap().text;
            let moved = file.strip_prefix("#!/usr/bin/env bash\n").unwrap_or(&file).to_owned();
            let script = script.unwrap();
            prop_assert_eq!(moved.strip_suffix('\n'), Some(script.strip_suffix('\n').unwrap_or(&script)));
            let new = applied(&text, &action.edits);
            prop_assert_eq!(new.contains('\r'), crlf);
            prop_assert!(diagnostics(&document(CLAUDE, &new)).len() <= diagnostics(&before).len());
        }
    }
}
