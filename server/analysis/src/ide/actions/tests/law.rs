//! Front matter that its author meant differently: what is fixed without review, and what needs review.

use super::*;

const OPENCODE: &str = "/w/.opencode/agents/x.md";
const SKILL: &str = "/w/.claude/skills/x/SKILL.md";
const COPILOT: &str = "/w/.github/agents/x.agent.md";

/// Asserts that the safe fixes turn the first into the second, each the lines of a front matter.
fn check_safe(path: &str, lines: &str, expected: &str) {
    let around = |lines: &str| format!("---\n{lines}\n---\nBody of some length.\n");
    let before = document(path, &around(lines));
    let edits = safe_fixes(&before).map(|action| action.edits).unwrap_or_default();
    assert_eq!(applied(&around(lines), &edits), around(expected), "{path}");
}

/// Asserts that nothing is fixed without review, but something is offered.
fn check_review(path: &str, lines: &str) {
    check_safe(path, lines, lines);
    let text = format!("---\n{lines}\n---\nBody of some length.\n");
    let actions = fixes_at(&document(path, &text), &(0..text.len()));
    assert!(actions.iter().any(|action| action.preferred && !action.safe), "{path}: {lines}");
}

#[test]
fn swallowed_keys_go_back_to_their_column() {
    for (path, lines, expected) in [
        (CLAUDE, "name: x\ndescription: d e\n  tools: Read", "name: x\ndescription: d e\ntools: Read"),
        (
            CLAUDE,
            "name: x\ndescription: d e\n\ttools: Read, Grep",
            "name: x\ndescription: d e\ntools: Read, Grep",
        ),
        (
            CLAUDE,
            "name: x\ndescription: d e\n  tools:\n    - Read\n    - Grep",
            "name: x\ndescription: d e\ntools:\n  - Read\n  - Grep",
        ),
        (CLAUDE, "name: x\n description: d\ntools: Read", "name: x\ndescription: d\ntools: Read"),
        (CLAUDE, "  name: x\ndescription: d", "name: x\ndescription: d"),
        (
            CLAUDE,
            "name: x\ndescription: d\ntools:\n  - Read\n  model: opus",
            "name: x\ndescription: d\ntools:\n  - Read\nmodel: opus",
        ),
        (SKILL, "name: x\ndescription: d e\n  license: MIT", "name: x\ndescription: d e\nlicense: MIT"),
        (
            COPILOT,
            "name: x\ndescription: d e\n   model: gpt-5\n   tools: [read]",
            "name: x\ndescription: d e\nmodel: gpt-5\ntools: [read]",
        ),
        (
            OPENCODE,
            "description: d e\n  mode: subagent\n  permission:\n    edit: deny",
            "description: d e\nmode: subagent\npermission:\n  edit: deny",
        ),
        (
            OPENCODE,
            "description: d\npermission:\n  edit: deny\n    bash: ask",
            "description: d\npermission:\n  edit: deny\n  bash: ask",
        ),
        (
            OPENCODE,
            "description: d\npermission:\n    edit: deny\n  bash: ask",
            "description: d\npermission:\n  edit: deny\n  bash: ask",
        ),
        (
            CLAUDE,
            "name: x\ndescription: d\ntools:\n  - Read\n  - Grep\n    disallowedTools: Bash",
            "name: x\ndescription: d\ntools:\n  - Read\n  - Grep\ndisallowedTools: Bash",
        ),
        (
            CLAUDE,
            "name: x\ndescription: d\ntools: [Read,\n  Grep]\n  model: haiku",
            "name: x\ndescription: d\ntools: [Read,\n  Grep]\nmodel: haiku",
        ),
        (
            SKILL,
            "name: x\ndescription: d\nmetadata:\n    author: me\n  version: \"1\"\n  license: MIT",
            "name: x\ndescription: d\nmetadata:\n  author: me\n  version: \"1\"\n  license: MIT",
        ),
        // In a list, a key belongs to the keys of its item.
        (
            COPILOT,
            "name: x\ndescription: d\nhandoffs:\n  - label: Build\n      agent: b\n      prompt: go",
            "name: x\ndescription: d\nhandoffs:\n  - label: Build\n    agent: b\n    prompt: go",
        ),
        // The lines of a value may be where the key was.
        (
            OPENCODE,
            "description: d e\n  permission:\n  edit: deny\nmode: subagent",
            "description: d e\npermission:\n  edit: deny\nmode: subagent",
        ),
    ] {
        check_safe(path, lines, expected);
    }
}

#[test]
fn text_stays_text() {
    for lines in [
        "name: x\ndescription: |\n  Reviews.\n  tools: Read",
        "name: x\ndescription: >-\n  Reviews.\n  model: opus",
        "name: x\ndescription: \"Reviews.\n  tools: Read\"",
        "name: x\ndescription: Reviews.\nhint: a\n  b",
    ] {
        check_safe(CLAUDE, lines, lines);
    }
    let lines = "name: x\ndescription: d e\n  goes on\n  tools: Read\n  and more prose";
    check_safe(CLAUDE, lines, lines);
    // No tool has that name, and the name is set.
    let lines = "name: x\ndescription: Use it\n  tools: a hammer and nails\n  name: of the thing";
    let text = format!("---\n{lines}\n---\nBody of some length.\n");
    let codes: Vec<_> = diagnostics(&document(CLAUDE, &text)).iter().map(|found| found.rule.code).collect();
    assert_eq!(codes, ["colon-in-plain-value"]);
}

#[test]
fn what_was_not_granted_wants_a_look() {
    for (path, lines) in [
        (SKILL, "name: x\ndescription: d\nallowed_tools: Bash"),
        (SKILL, "name: x\ndescription: d e\n  allowed-tools: Bash"),
        (SKILL, "name: x\ndescription: d\nallowed-tools:Bash"),
        (CLAUDE, "name: x\ndescription: d\npermissionMode: bypasspermissions"),
        (CLAUDE, "name: x\ndescription: d\npermissionmode: bypassPermissions"),
        (CLAUDE, "name: x\ndescription: d e\n  permissionMode: bypassPermissions"),
        (CLAUDE, "name: x\ndescription: d\ntools: read, bash"),
        (OPENCODE, "description: d\npermission:\n  bash: Allow"),
        (OPENCODE, "description: d\npermission:\n  bash:allow"),
        (CLAUDE, "name: x\ndescription: d\npermissionMode: \"bypassPermissions"),
        (SKILL, "name: x\ndescription: d\nallowed-tools: \"Bash"),
        // It was loaded without its front matter and what that grants.
        (SKILL, "name: x\ndescription: d\nallowed-tools: Bash\nlicense:MIT"),
        (OPENCODE, "description: d\npermission:\n  edit: allow\n    bash: deny"),
        (SKILL, "name: x\ndescription: Plans demand. Use when planning.license: Apache-2.0"),
        (CLAUDE, "name: x\ndescription: Sets config.memory: project"),
        ("/w/.qwen/agents/x.md", "name: x\ndescription: d\napprovalMode: YOLO"),
        ("/w/.qwen/agents/x.md", "name: x\ndescription: d\napprovalmode: yolo"),
    ] {
        check_review(path, lines);
    }
}

#[test]
fn what_was_granted_or_limits_needs_none() {
    for (path, lines, expected) in [
        (
            CLAUDE,
            "name: x\ndescription: a: b\npermissionMode: plan",
            "name: x\ndescription: \"a: b\"\npermissionMode: plan",
        ),
        (
            CLAUDE,
            "name: x\ndescription: a: b\npermissionMode: bypassPermissions",
            "name: x\ndescription: \"a: b\"\npermissionMode: bypassPermissions",
        ),
        (CLAUDE, "name: x\ndescription: d\nTools: Read", "name: x\ndescription: d\ntools: Read"),
        (
            CLAUDE,
            "name: x\ndescription: d\ndisallowedTools: bash",
            "name: x\ndescription: d\ndisallowedTools: Bash",
        ),
        (
            CLAUDE,
            "name: x\ndescription: d\ntools: Read, Bash, Bash",
            "name: x\ndescription: d\ntools: Read, Bash",
        ),
        (
            CLAUDE,
            "name: x\ndescription: d\ntools: Read, Edit, MultiEdit",
            "name: x\ndescription: d\ntools: Read, Edit",
        ),
        (OPENCODE, "description: d\npermission:\n  edit: Deny", "description: d\npermission:\n  edit: deny"),
        (
            OPENCODE,
            "description: d\npermission:\n  edit:deny\n  bash: ask",
            "description: d\npermission:\n  edit: deny\n  bash: ask",
        ),
    ] {
        check_safe(path, lines, expected);
    }
}

#[test]
fn no_fix_leaves_its_fault() {
    for (path, lines) in [
        (OPENCODE, "description: d\npermission:\n  write: false"),
        (OPENCODE, "description: d\npermission: false"),
        (OPENCODE, "description: d\npermission:\n  bash:\n    \"git *\": true"),
        (CLAUDE, "name: x\ndescription: \"Tunes SQL: x. Use when \"slow\"."),
    ] {
        check_review(path, lines);
    }
}

#[test]
fn spaces_and_quotes_that_keys_need() {
    for (path, lines, expected) in [
        (OPENCODE, "description: d\ntools:\n  skill:true", "description: d\ntools:\n  skill: true"),
        (OPENCODE, "description: d\npermission:\n  edit:deny", "description: d\npermission:\n  edit: deny"),
        (
            OPENCODE,
            "description: d\npermission:\n  bash:\n    \"*\":deny",
            "description: d\npermission:\n  bash:\n    \"*\": deny",
        ),
        (
            OPENCODE,
            "description: d\npermission:\n  task:\n    *: deny",
            "description: d\npermission:\n  task:\n    \"*\": deny",
        ),
        (
            OPENCODE,
            "description: d\npermission:\n  bash:\n    *.sh: deny",
            "description: d\npermission:\n  bash:\n    \"*.sh\": deny",
        ),
        (
            SKILL,
            "name: x\ndescription: d\nmetadata:\n  version:1.0",
            "name: x\ndescription: d\nmetadata:\n  version: 1.0",
        ),
        (
            COPILOT,
            "name: x\ndescription: d\nhandoffs:\n  - label:Build\n    agent: b",
            "name: x\ndescription: d\nhandoffs:\n  - label: Build\n    agent: b",
        ),
        (
            "/w/.kilo/agents/x.md",
            "description: d\npermission:\n  task:\n    *: deny",
            "description: d\npermission:\n  task:\n    \"*\": deny",
        ),
        (
            CLAUDE,
            "name: x\ndescription: \"Use when \"slow\" is said\"",
            "name: x\ndescription: \"Use when \\\"slow\\\" is said\"",
        ),
        (CLAUDE, "name: x\ndescription: \"A\" and \"B\"", "name: x\ndescription: '\"A\" and \"B\"'"),
        (
            CLAUDE,
            "name: x\ndescription: | Use it now\n  and then",
            "name: x\ndescription: |\n  Use it now\n  and then",
        ),
        (
            CLAUDE,
            "name: x\ndescription: Use it.\n\nThis agent does things.\ntools: Read",
            "name: x\ndescription: Use it.\n\n  This agent does things.\ntools: Read",
        ),
        (CLAUDE, "name:x\ndescription:d\ntools:Read", "name: x\ndescription: d\ntools: Read"),
        (CLAUDE, "name: x\ndescription:\"a: b\"", "name: x\ndescription: \"a: b\""),
    ] {
        check_safe(path, lines, expected);
    }
}

#[test]
fn text_at_the_margin_goes_below_a_sign() {
    let pasted = "name: x\ndescription: Use it.\n\n<example>\nContext: a\nuser: \"b\"\nassistant: \"c: d\"\n\
                  <commentary>\nWhy.\n</commentary>\n</example>\nContext: e\nuser: \"f\"\ntools: Read";
    let fixed = "name: x\ndescription: |-\n  Use it.\n\n  <example>\n  Context: a\n  user: \"b\"\n  assistant: \"c: d\"\n  \
                 <commentary>\n  Why.\n  </commentary>\n  </example>\n  Context: e\n  user: \"f\"\ntools: Read";
    let text = format!("---\n{pasted}\n---\nBody of some length.\n");
    let codes: Vec<_> = diagnostics(&document(CLAUDE, &text)).iter().map(|found| found.rule.code).collect();
    assert_eq!(codes, ["unindented-line"]);
    check_safe(CLAUDE, pasted, fixed);
    // Keys inside a tag are text, whatever their name.
    check_safe(
        CLAUDE,
        "name: x\ndescription: Use.\n<example>\nuser: \"a\"\ncolor: \"nice\"\nassistant: b\n</example>\ndisallowedTools: Bash",
        "name: x\ndescription: |-\n  Use.\n  <example>\n  user: \"a\"\n  color: \"nice\"\n  assistant: b\n  </example>\ndisallowedTools: Bash",
    );
    check_safe(
        CLAUDE,
        "name: x\ndescription: Use it. Examples:\n\n- Context: foo\n  user: \"x\"\n  assistant: y\n\ntools: Read",
        "name: x\ndescription: |-\n  Use it. Examples:\n\n  - Context: foo\n    user: \"x\"\n    assistant: y\n\ntools: Read",
    );
    check_safe(
        CLAUDE,
        "name: x\ndescription: |\n  Use it.\n<example>\nuser: \"b\"\n</example>\nmodel: opus",
        "name: x\ndescription: |\n  Use it.\n  <example>\n  user: \"b\"\n  </example>\nmodel: opus",
    );
}

#[test]
fn tabs_throughout_are_one_problem() {
    let lines = "\tname: x\n\tdescription: d\n\ttools:\n\t\t- Read";
    let text = format!("---\n{lines}\n---\nBody of some length.\n");
    let codes: Vec<_> = diagnostics(&document(CLAUDE, &text)).iter().map(|found| found.rule.code).collect();
    assert_eq!(codes, ["tab-indentation"]);
    check_safe(CLAUDE, lines, "  name: x\n  description: d\n  tools:\n    - Read");
}
