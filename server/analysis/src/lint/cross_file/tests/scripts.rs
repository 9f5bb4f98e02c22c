//! Scripts of hooks that are not there, and what is no such script.

use super::*;

fn agent_with(command: &str) -> String {
    format!(
        "---\nname: x\ndescription: d\nhooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: {command}\n---\n"
    )
}

#[test]
fn scripts_that_are_not_there() {
    for (command, marked) in [
        ("./scripts/a.sh", "./scripts/a.sh"),
        ("bash .claude/hooks/a.sh x", ".claude/hooks/a.sh"),
        ("'\"$CLAUDE_PROJECT_DIR\"/a/b.py && x'", "\"$CLAUDE_PROJECT_DIR\"/a/b.py"),
        ("\"node ${CLAUDE_PROJECT_DIR}/a/b.js\"", "${CLAUDE_PROJECT_DIR}/a/b.js"),
        ("|\n            python3 a/b.py; x", "a/b.py"),
    ] {
        let text = agent_with(command);
        let codes = Project::new(&[("/w/.claude/agents/x.md", &text)]).codes();
        assert_eq!(codes, [("missing-script", marked.to_owned())], "{command}");
    }
}

#[test]
fn scripts_that_may_not_be_run() {
    for (command, executable, found) in [
        ("./scripts/a.sh", Some(false), true),
        ("'\"$CLAUDE_PROJECT_DIR\"/scripts/a.sh x'", Some(false), true),
        ("./scripts/a.sh", Some(true), false),
        ("./scripts/a.sh", None, false),
        ("bash ./scripts/a.sh", Some(false), false),
    ] {
        let text = agent_with(command);
        let project = Project::new(&[("/w/.claude/agents/x.md", &text)]);
        let exists = |path: &str| Some(path == "/w/scripts/a.sh");
        let executable = |_: &str| executable;
        let policy = Policy::default();
        let known = CrossFileContext::of_index(&project.index, &policy);
        let context = CrossFileContext { exists: &exists, executable: &executable, ..known };
        let codes: Vec<_> =
            diagnostics(&project.documents[0], &context).iter().map(|it| it.rule.code).collect();
        assert_eq!(codes == ["locked-script"], found, "{command}: {codes:?}");
        assert!(found || codes.is_empty(), "{command}: {codes:?}");
    }
}

#[test]
fn what_is_no_script_of_the_project() {
    for command in [
        "a.sh",
        "/opt/a/b.sh",
        "~/a/b.sh",
        "$HOME/a/b.sh",
        "${CLAUDE_PLUGIN_ROOT}/a/b.sh",
        "npx a/b",
        "'[ -f a/b.sh ] && a/b.sh'",
        "python3 -m a/b.py",
        "a/$NAME.sh",
        "path/to/a.sh",
        "'X=a/b.sh y'",
    ] {
        let text = agent_with(command);
        assert_eq!(Project::new(&[("/w/.claude/agents/x.md", &text)]).codes(), [], "{command}");
    }
    let text = agent_with("a/b.sh");
    let project = Project::new(&[("/home/u/.claude/agents/x.md", &text)]);
    assert_eq!(project.codes(), []);
    let project = Project::new(&[("/w/.claude/agents/x.md", &text)]);
    for known in [None, Some(true)] {
        let exists = |_: &str| known;
        let policy = Policy::default();
        let context =
            CrossFileContext { exists: &exists, ..CrossFileContext::of_index(&project.index, &policy) };
        assert!(diagnostics(&project.documents[0], &context).is_empty());
    }
}
