use proptest::prelude::*;

use super::*;
use crate::fixture::dedent;

fn document(source: &str) -> Document {
    Document::new(Some("/w/.claude/agents/x.md".into()), 0, source)
}

/// Returns the formatted text, or the reason why it is left.
fn format_text(source: &str) -> Result<String, Unformatted> {
    let document = document(source);
    let edit = format(&document)?;
    let mut text = source.to_owned();
    if let Some(edit) = edit {
        text.replace_range(edit.range, &edit.text);
    }
    Ok(text)
}

/// Asserts what becomes of the lines of a front matter, with any line breaks, and that the result stays.
fn assert_formatted(before: &str, after: &str) {
    let file = |lines: &str| format!("---\n{}---\n\nYou review.  \n\n\n  * as it is\n", dedent(lines));
    for line_break in ["\n", "\r\n"] {
        let [before, after] = [before, after].map(|lines| file(lines).replace('\n', line_break));
        assert_eq!(format_text(&before).as_ref(), Ok(&after), "{before}");
        assert_eq!(format(&document(&after)), Ok(None), "{after}");
    }
}

/// Asserts that a front matter is formatted already.
fn assert_kept(lines: &str) {
    assert_formatted(lines, lines);
}

#[test]
fn spacing() {
    assert_formatted(
        "name:   x \ndescription:\tIt reviews.\ntools: [Read,Grep , Bash]\nhooks: {}\n",
        "name: x\ndescription: It reviews.\ntools: [Read, Grep, Bash]\nhooks: {}\n",
    );
    assert_formatted("metadata: {a: 1,b: [ 2 ]}\n", "metadata: { a: 1, b: [2] }\n");
    assert_formatted("skills:\n-   a\n-    b\n", "skills:\n  - a\n  - b\n");
}

#[test]
fn indentation() {
    assert_formatted(
        "hooks:\n    Stop:\n        -   matcher: x\n            hooks:\n            - type: command\n",
        "hooks:\n  Stop:\n    - matcher: x\n      hooks:\n        - type: command\n",
    );
    assert_formatted(
        "description: |\n     One.\n\n       * two\nname: x\n",
        "description: |\n  One.\n\n    * two\nname: x\n",
    );
    assert_formatted("description: >-\n    One\n    two.\n", "description: >-\n  One\n  two.\n");
}

#[test]
fn quotes() {
    assert_formatted("name: 'x'\ncolor: '#ff0000'\n", "name: \"x\"\ncolor: \"#ff0000\"\n");
    assert_kept("name: x\nargument-hint: \"[file]\"\n");
    assert_kept("description: 'It says \"yes\".'\n");
    assert_kept("description: 'a \\d b'\n");
    assert_kept("description: \"It's c\"\n");
}

#[test]
fn comments_and_blank_lines() {
    assert_formatted(
        "\n\n# One.\nname: x   # the name\n\n\n\n#two\ntools:\n# of all\n- Read\n",
        "# One.\nname: x # the name\n\n#two\ntools:\n  # of all\n  - Read\n",
    );
    assert_formatted("name: x\n  \ncolor: red\n\n", "name: x\n\ncolor: red\n");
    // As in Prettier.
    assert_kept("# prettier-ignore\ntools:   [ Read ]\nname: x\n");
}

#[test]
fn lines_are_broken_by_the_author() {
    let words = "word ".repeat(40);
    assert_kept(&format!("description: {}\nname: x\n", words.trim()));
    assert_kept(&format!("tools: [{}]\n", ["WebSearch"; 20].join(", ")));
    // As in Prettier.
    assert_formatted("tools:\n  [\n    Read,\n    Grep\n  ]\n", "tools:\n  [\n    Read,\n    Grep,\n  ]\n");
    assert_formatted("tools: Read,\n   Grep\n", "tools: Read,\n  Grep\n");
}

#[test]
fn spaces_that_belong_to_a_text_stay() {
    assert_formatted(
        "description: |\n   One  \n   two\nname:  x\n",
        "description: |\n  One  \n  two\nname: x\n",
    );
    // The formatter would drop an empty line that is part of this text.
    assert_eq!(format_text("---\nname:   x\ndescription: |+\n  One.\n\n\n---\n"), Err(Unformatted::Unsure));
}

#[test]
fn the_rest_is_no_affair_of_it() {
    for source in ["", "# Agent\n", "---\n---\n", "---\n# only\n---\n", "---\n\n\n---\nYou\n"] {
        assert_eq!(format(&document(source)), Ok(None), "{source}");
    }
    for path in ["/w/README.md", "/w/notes.txt", "/w/.gemini/commands/x.toml"] {
        let document = Document::new(Some(path.into()), 0, "---\nname:   x\n---\n");
        assert_eq!(format(&document), Ok(None), "{path}");
    }
}

#[test]
fn invalid_front_matter_is_left_as_it_is() {
    for (source, at) in [
        ("---\nname:   x\n", "---"),
        ("---\nname:   x\ndescription: Use it: now\n---\n", ": now"),
        ("---\nname:   x\ntools: [Read\n---\n", "[Read"),
    ] {
        let at = source.find(at).unwrap();
        assert_eq!(format_text(source), Err(Unformatted::Invalid(at)), "{source}");
    }
}

#[test]
fn what_is_nested_too_deeply_is_left_as_it_is() {
    let list =
        |levels: usize| format!("---\nname:   x\na: {}{}\n---\n", "[".repeat(levels), "]".repeat(levels));
    assert!(format_text(&list(DEEPEST - 2)).is_ok());
    let indented = |columns: usize| format!("---\nname:   x\na:\n{}b: c\n---\n", " ".repeat(columns));
    assert!(format_text(&indented(DEEPEST - 1)).is_ok());
    for source in [list(DEEPEST), indented(DEEPEST)] {
        assert_eq!(format_text(&source), Err(Unformatted::Unsure), "{source}");
    }
}

#[test]
fn aliases_and_too_long_front_matter_are_left_as_they_are() {
    let source = "---\nname:   x\na: &a [b]\nc: *a\n---\n";
    assert_eq!(format_text(source), Err(Unformatted::Unsure));
    let source = format!("---\nname:   x\na: '{}'\n---\n", "b".repeat(70_000));
    assert_eq!(format_text(&source), Err(Unformatted::TooLong));
}

#[test]
fn a_key_in_braces_without_a_value_is_left_as_it_is() {
    for tools in ["{Read: , Bash: a}", "[a: , b]", "{a: {b: }}"] {
        let source = format!("---\nname:   x\ntools: {tools}\n---\n");
        assert_eq!(format_text(&source), Err(Unformatted::Unsure), "{source}");
    }
}

/// Files of tools that read front matter in different ways.
const PATHS: &str = "/w/([.]claude/agents/x|[.]claude/rules/x|[.]qwen/agents/x|[.]factory/droids/x|[.]opencode/agent/x|[.]github/agents/x[.]agent)[.]md";

/// Valid lines, of every style, and what may stand between them.
const LINES: &[&str] = &[
    "name: x",
    "name:   'x'",
    "description:  One\n   two",
    "description: \"a\\n b\"",
    "description: \"a\n   b\"",
    "description: 'it''s'",
    "description: |\n     a\n\n       b  \n",
    "description: >+\n a\n\n\n",
    "description: |2\n   a",
    "tools: [Read,Grep]",
    "tools:\n- Read\n- Grep",
    "tools:   # c\n    -   Read # d\n    # e\n    - Grep",
    "tools: [ Read, # f\n  Grep ]",
    "hooks: {Stop: [{a: b}]}",
    "hooks:\n     Stop:\n       - matcher: x\n         hooks:\n         - a",
    "# c",
    "  # d",
    "\n",
    "  ",
    "a: &b c",
    "d: *b",
    "e: !!str 1",
    "? f\n: g",
    "? [h]\n: i",
    "'j':   k",
    "\"l\" : m",
    "n:",
    "o: ~",
    "p: 0x1F",
    "q: 1_000",
    "r: 2025-01-31",
    "s: yes",
    "t: []",
    "u: {}",
    "v:\n  -\n  - []",
    "w: {x, y: }",
    "-",
    "<<: {a: 1}",
    "é: \u{85}😀",
    "\u{a0}z: \u{2028}b",
    "\tt: x",
];

proptest! {
    #[test]
    fn formatting_keeps_what_is_said_and_is_stable(
        lines in prop::collection::vec(prop::sample::select(LINES), 1..7),
        crlf in any::<bool>(),
        path in PATHS,
    ) {
        let source = format!("---\n{}\n---\n\nYou  review.\n", lines.join("\n"));
        let source = if crlf { source.replace('\n', "\r\n") } else { source };
        check(&path, &source)?;
    }

    #[test]
    fn any_text_can_be_formatted(source in "(---\n)?([a-z :#'\"\\[\\]{}|>&*!?,\n\t-]|\r|é){0,60}(\n---\n)?x?") {
        check("/w/.claude/agents/x.md", &source)?;
    }
}

fn check(path: &str, source: &str) -> Result<(), TestCaseError> {
    let document = Document::new(Some(path.into()), 0, source);
    let Ok(Some(edit)) = format(&document) else { return Ok(()) };
    let mut text = source.to_owned();
    text.replace_range(edit.range.clone(), &edit.text);
    let after = Document::new(Some(path.into()), 0, &text);
    prop_assert_eq!(format(&after), Ok(None), "{}", text);
    let value = |text: &str| serde_yaml::from_str::<serde_yaml::Value>(text).ok();
    prop_assert_eq!(value(&source[edit.range.clone()]), value(&edit.text), "{}", text);
    let body = |document: &Document| {
        document.text.slice(document.syntax.body_start()..document.text.len()).into_owned()
    };
    prop_assert_eq!(body(&document), body(&after));
    let signs = |text: &str| text.matches('#').count();
    prop_assert_eq!(signs(source), signs(&text));
    Ok(())
}
