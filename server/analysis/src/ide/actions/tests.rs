mod convert;
mod create;
mod extract;
mod keys;
mod law;
mod line_breaks;
mod properties;
mod rewrite;
mod suppress;

use super::*;
use crate::fixture::Fixture;
use crate::lint::diagnostics;

pub(super) const CLAUDE: &str = "/w/.claude/agents/x.md";

pub(super) fn document(path: &str, text: &str) -> Document {
    Document::new(Some(path.into()), 0, text)
}

/// Returns the actions for a range.
fn fixes_at(document: &Document, range: &Range<usize>) -> Vec<Action> {
    code_actions(document, &diagnostics(document), range, &Policy::default())
}

/// Returns the action that applies all safe fixes.
fn safe_fixes(document: &Document) -> Option<Action> {
    fix_all(document, &diagnostics(document), &Policy::default())
}

/// Applies replacements to a text.
pub(super) fn applied(text: &str, edits: &[Replacement]) -> String {
    let mut text = text.to_owned();
    edits.iter().rev().for_each(|edit| text.replace_range(edit.range.clone(), &edit.text));
    text
}

/// Asserts that the actions at the cursor, or for the whole text without one, give these texts.
fn check_at(path: &str, source: &str, expected: &[(&str, &str)]) {
    let fixture = Fixture::parse(source);
    let range = fixture.cursor.map_or(0..fixture.text.len(), |at| at..at);
    let actions = fixes_at(&document(path, &fixture.text), &range);
    let found: Vec<_> =
        actions.iter().map(|action| (action.title.as_str(), applied(&fixture.text, &action.edits))).collect();
    let found: Vec<_> = found.iter().map(|(title, text)| (*title, text.as_str())).collect();
    assert_eq!(found, expected, "in:\n{}", fixture.text);
}

/// Like [`check_at`], with lines after the name and the description of a Claude Code agent.
fn check(lines: &str, expected: &[(&str, &str)]) {
    let around = |lines: &str| format!("---\nname: x\ndescription: d\n{lines}\n---\nbody\n");
    let expected: Vec<_> = expected.iter().map(|(title, lines)| (*title, around(lines))).collect();
    let expected: Vec<_> = expected.iter().map(|(title, text)| (*title, text.as_str())).collect();
    check_at(CLAUDE, &around(lines), &expected);
}

#[test]
fn a_colon_wants_quotes_or_a_block() {
    check(
        "hint: a: b",
        &[
            ("Put the value of `hint` in quotes", "hint: \"a: b\""),
            ("Put the value of `hint` below `|-`", "hint: |-\n  a: b"),
        ],
    );
    check(
        "hint: Use \"this\": \\d it's all: now",
        &[
            ("Put the value of `hint` in quotes", "hint: 'Use \"this\": \\d it''s all: now'"),
            ("Put the value of `hint` below `|-`", "hint: |-\n  Use \"this\": \\d it's all: now"),
        ],
    );
}

#[test]
fn lines_stay_lines_below_a_sign_and_become_one_in_quotes() {
    let text =
        "---\r\nname: x\r\ndescription: Use this: a\r\n  and: b\r\n\r\n    more\r\nmodel: opus\r\n---\r\n";
    let block = text.replace("Use this: a\r\n", "|-\r\n  Use this: a\r\n");
    let quotes = text.replace("Use this", "\"Use this").replace("more", "more\"");
    check_at(
        CLAUDE,
        text,
        &[
            ("Put the value of `description` below `|-`", &block),
            ("Put the value of `description` in quotes", &quotes),
        ],
    );
    check(
        "hint: Use this: a\nand so on for\n  long\nmodel: opus",
        &[(
            "Put the value of `hint` below `|-`",
            "hint: |-\n  Use this: a\n  and so on for\n  long\nmodel: opus",
        )],
    );
}

#[test]
fn characters_that_yaml_reserves() {
    check("tools: *", &[("Put the value of `tools` in quotes", "tools: \"*\"")]);
    check("skills: [a, *b]", &[("Put `*b` in quotes", "skills: [a, \"*b\"]")]);
    check(
        "skills:\n  - @a b\n  - ok",
        &[("Put the item of `skills` in quotes", "skills:\n  - \"@a b\"\n  - ok")],
    );
    check("hooks: *\nmaxTurns: *", &[]);
}

#[test]
fn quotes_and_brackets() {
    check(
        "tools: \"Read\", \"Grep\"",
        &[("Put the value of `tools` in brackets", "tools: [\"Read\", \"Grep\"]")],
    );
    check("hint: \"A\" b", &[("Put the value of `hint` in quotes", "hint: '\"A\" b'")]);
    check("hint: [a] | [b]", &[("Put the value of `hint` in quotes", "hint: \"[a] | [b]\"")]);
    check(
        "hint: \"A \"b\" \\\"c\"",
        &[
            ("Escape the quotes inside", "hint: \"A \\\"b\\\" \\\"c\""),
            ("Put the value of `hint` in quotes", "hint: '\"A \"b\" \\\"c\"'"),
        ],
    );
    check(
        "hint: 'it's c'",
        &[
            ("Escape the quotes inside", "hint: 'it''s c'"),
            ("Put the value of `hint` in quotes", "hint: \"'it's c'\""),
        ],
    );
    check("hint: \"open it\nmodel: opus", &[("Close the quote", "hint: \"open it\"\nmodel: opus")]);
    check("tools: [Read, Grep", &[("Close the bracket", "tools: [Read, Grep]")]);
    check(
        "hint: \"\\d \\. b\"",
        &[
            ("Write the backslash twice", "hint: \"\\\\d \\\\. b\""),
            ("Put the value of `hint` in single quotes", "hint: '\\d \\. b'"),
        ],
    );
}

#[test]
fn indentation() {
    check(
        "hint: |\n    script\nand so on for\n  long\nmodel: opus",
        &[(
            "Indent the lines of the value of `hint`",
            "hint: |\n    script\n    and so on for\n      long\nmodel: opus",
        )],
    );
    check(
        "hooks:\n\tPreToolUse:\n\t\t- hooks: []\n\tStop: []",
        &[(
            "Replace the tabs in the indentation by blanks",
            "hooks:\n  PreToolUse:\n    - hooks: []\n  Stop: []",
        )],
    );
    check("tools: - Read\n  - Grep", &[("Start the list on the next line", "tools:\n  - Read\n  - Grep")]);
    check("hint: > text", &[("Start the text on the next line", "hint: >\n  text")]);
    check("model:opus", &[("Put a blank behind the colon", "model: opus")]);
}

#[test]
fn delimiters() {
    for (source, title, expected) in [
        (
            "\n<!-- c -->\n\n---\nname: x\ndescription: d\n---\nbody",
            "Move the comment below the front matter",
            "---\nname: x\ndescription: d\n---\n<!-- c -->\nbody",
        ),
        (
            "<!-- c -->\r\n---\r\nname: x\r\ndescription: d\r\n---",
            "Move the comment below the front matter",
            "---\r\nname: x\r\ndescription: d\r\n---\r\n<!-- c -->\r\n",
        ),
        (
            "\u{feff}\n---\nname: x\ndescription: d\n---\n",
            "Remove what stands before the front matter",
            "---\nname: x\ndescription: d\n---\n",
        ),
        (
            "name: x\ndescription: d\n---\nbody",
            "Open the front matter with `---`",
            "---\nname: x\ndescription: d\n---\nbody",
        ),
        (
            "---\nname: x\ndescription: d\n\nbody",
            "Close the front matter with `---`",
            "---\nname: x\ndescription: d\n---\n\nbody",
        ),
        (
            "---\nname: x\ndescription: d",
            "Close the front matter with `---`",
            "---\nname: x\ndescription: d\n---\n",
        ),
        (
            "---\nname: x\ndescription: d\n  -----\nbody",
            "Write exactly `---`",
            "---\nname: x\ndescription: d\n---\nbody",
        ),
        ("---\nname: x\ndescription: d\n...\n", "Write exactly `---`", "---\nname: x\ndescription: d\n---\n"),
    ] {
        check_at(CLAUDE, source, &[(title, expected)]);
    }
}

#[test]
fn a_missing_key_is_put_where_it_belongs() {
    check_at(
        CLAUDE,
        "---\ndescription: d\ntools: Read\n---\n",
        &[("Add `name: x`", "---\nname: x\ndescription: d\ntools: Read\n---\n")],
    );
    let text = "---\r\nname: x\r\ntools: Read\r\n---\r\n";
    let actions = fixes_at(&document(CLAUDE, text), &(0..1));
    let [add] = actions.as_slice() else { panic!("{actions:?}") };
    let new = applied(text, &add.edits);
    assert_eq!(new, "---\r\nname: x\r\ndescription: \r\ntools: Read\r\n---\r\n");
    assert_eq!(add.cursor.map(|at| &new[..at]), Some("---\r\nname: x\r\ndescription: "));
    assert!(safe_fixes(&document(CLAUDE, text)).is_none(), "what is missing is the author's to write");
}

#[test]
fn words() {
    check("allowed-tools: Read", &[("Rename `allowed-tools` to `tools`", "tools: Read")]);
    check("\"Model\": opus", &[("Rename `Model` to `model`", "\"model\": opus")]);
    check("permissionMode: Plan", &[("Replace `Plan` by `plan`", "permissionMode: plan")]);
    check("tools: [Bash(ls), \"grep\"]", &[("Replace `grep` by `Grep`", "tools: [Bash(ls), \"Grep\"]")]);
    check("tools: Task(a)", &[("Replace `Task` by `Agent`", "tools: Agent(a)")]);
    check("tools: Read, MultiEdit", &[("Replace `MultiEdit` by `Edit`", "tools: Read, Edit")]);
    for tools in ["Edit, MultiEdit", "MultiEdit, Edit"] {
        let remove = "Remove `MultiEdit`, since `Edit` is listed";
        check(&format!("tools: {tools}"), &[(remove, "tools: Edit")]);
        check(&format!("tools: [{tools}]"), &[(remove, "tools: [Edit]")]);
    }
    check("tools: [Edit, NotebookRead]", &[("Replace `NotebookRead` by `Read`", "tools: [Edit, Read]")]);
    check("tools: Read,  Read", &[("Remove the second `Read`", "tools: Read")]);
    check("tools: [Read, 'Read' , Grep]", &[("Remove the second `Read`", "tools: [Read , Grep]")]);
    check("tools:\n  - Read\n  - Read", &[("Remove the second `Read`", "tools:\n  - Read")]);
    check("tools:\n  - Read\n  - Read # a note", &[]);
    check("model: a\nmodel: b", &[("Remove the first `model`, which is not read", "model: b")]);
    check(
        "hint: One\nmodel: a\ntwo three\nmodel: b",
        &[
            ("Indent the lines of the value of `model`", "hint: One\nmodel: a\n  two three\nmodel: b"),
            ("Put the value of `model` below `|-`", "hint: One\nmodel: |-\n  a\n  two three\nmodel: b"),
        ],
    );
}

#[test]
fn colours() {
    check("color: Blue", &[("Replace `Blue` by `blue`", "color: blue")]);
    check("color: \"#2196F3\"", &[("Replace `#2196F3` by `blue`", "color: \"blue\"")]);
    check("color: #2196F3", &[("Put `#2196F3` in quotes", "color: \"#2196F3\"")]);
    check("color: nonsense", &[]);
    check_at(
        "/w/.opencode/agent/x.md",
        "---\ndescription: d\nmode: all\ncolor: blue\n---\n",
        &[("Replace `blue` by `#0000ff`", "---\ndescription: d\nmode: all\ncolor: \"#0000ff\"\n---\n")],
    );
}

#[test]
fn comments_that_cut() {
    check_at(
        CLAUDE,
        "---\nname: x\ndescription: Fixes #42 fast\n---\n",
        &[(
            "Put the value of `description` in quotes",
            "---\nname: x\ndescription: \"Fixes #42 fast\"\n---\n",
        )],
    );
    assert!(safe_fixes(&document(CLAUDE, "---\nname: x\ndescription: d # or a comment\n---\n")).is_none());
}

#[test]
fn the_shape_that_the_tool_reads() {
    let agent = |keys: &str| format!("---\ndescription: d\nmode: all\nname: x\n{keys}\n---\n");
    let check = |path: &str, keys: &str, title: &str, expected: &str| {
        check_at(path, &agent(keys), &[(title, &agent(expected))]);
    };
    let opencode = "/w/.opencode/agent/x.md";
    let mapping = "tools:\n  read: true\n  bash: true";
    check(opencode, "tools: \"read, bash\"", "Make the value of `tools` a mapping", mapping);
    check(opencode, "tools: [read, bash]", "Make the value of `tools` a mapping", mapping);
    check(opencode, "tools:\n  - read\n  - bash", "Make the value of `tools` a mapping", mapping);
    check_at(
        "/w/.gemini/agents/x.md",
        "---\nname: x\ndescription: d\ntools: read_file, write_file\n---\n",
        &[(
            "Make the value of `tools` a list",
            "---\nname: x\ndescription: d\ntools: [read_file, write_file]\n---\n",
        )],
    );
    check_at(
        CLAUDE,
        "---\nname: x\ndescription: 42\n---\n",
        &[("Put the value of `description` in quotes", "---\nname: x\ndescription: \"42\"\n---\n")],
    );
    check_at(
        CLAUDE,
        "---\nname: [x]\ndescription: d\n---\n",
        &[("Take the value of `name` out of its brackets", "---\nname: x\ndescription: d\n---\n")],
    );
    for globs in ["['**/*.ts', b]", "\n  - '**/*.ts'\n  - b"] {
        let source = format!("---\napplyTo: {globs}\n---\n").replace(": \n", ":\n");
        let title = "Make the value of `applyTo` a text with commas";
        let expected = "---\napplyTo: \"**/*.ts, b\"\n---\n";
        check_at("/w/.github/instructions/x.instructions.md", &source, &[(title, expected)]);
    }
}

#[test]
fn in_brackets_everything_stays_on_its_line() {
    for (path, tools, title, expected) in [
        (
            "/w/.opencode/agent/x.md",
            "[Read, Grep]",
            "Make the value of `tools` a mapping",
            "{Read: true, Grep: true}",
        ),
        (
            "/w/.github/instructions/x.instructions.md",
            "[a, b]",
            "Make the value of `applyTo` a text with commas",
            "\"a, b\"",
        ),
    ] {
        let key = title.split('`').nth(1).unwrap_or_default();
        let source = |value: &str| format!("---\n{{description: d, {key}: {value}}}\n---\n");
        check_at(path, &source(tools), &[(title, &source(expected))]);
    }
}

#[test]
fn many_at_once() {
    // Only duplicates in a set are removed without review; nothing is guessed, and no tool is granted.
    let text =
        "---\nname:x\ndescription: a: b\ntools: read, grep, Write, Write\ntool: y\ncolor: red: blue\n---\n";
    let agent = document(CLAUDE, text);
    let all = safe_fixes(&agent).expect("something to fix");
    assert_eq!(
        applied(text, &all.edits),
        "---\nname: x\ndescription: \"a: b\"\ntools: read, grep, Write\ntool: y\ncolor: \"red: blue\"\n---\n"
    );
    assert_eq!(all.kind, ActionKind::FixAll);
    let at = text.find("read").map_or(0, |at| at + 1);
    let actions = fixes_at(&agent, &(at..at));
    let titles: Vec<_> = actions.iter().map(|action| action.title.as_str()).collect();
    assert_eq!(titles, ["Replace `read` by `Read`", "Fix all 2 `misspelt-value` problems in this file"]);
    assert_eq!(applied(text, &actions[1].edits), text.replace("read", "Read").replace("grep", "Grep"));
    assert_eq!(actions[1].fixed.len(), 2);
}

#[test]
fn not_every_fix_is_tried_where_each_costs_a_look_at_a_long_front_matter() {
    let fixes = |length: usize| {
        let tools = vec!["read"; 40].join(", ");
        let padding = "# A comment.\n".repeat(length / 13);
        let agent =
            document(CLAUDE, &format!("---\nname: x\ndescription: d\ntools: {tools}\n{padding}---\n"));
        let actions = fixes_at(&agent, &(0..agent.text.len()));
        actions.iter().filter(|action| action.title == "Replace `read` by `Read`").count()
    };
    assert_eq!(fixes(100), 40);
    assert!((1..=8).contains(&fixes(60_000)));
}

#[test]
fn nothing_is_offered_that_does_not_help() {
    // In quotes it would not be a name.
    check_at(CLAUDE, "---\nname: a: b\ndescription: d\n---\n", &[]);
    // Other documents have no diagnostics.
    check_at("/w/README.md", "---\ntitle: a: b\n---\n", &[]);
}
