mod names;
mod toml;
mod typed;

use std::fmt::Write;

use super::*;
use crate::dialect::{self, Field, Type};
use crate::fixture::Fixture;
use crate::lint::{Severity, diagnostics};
use crate::syntax::FileFormat;

const AGENT: &str = "/w/.claude/agents/x.md";

fn complete(source: &str) -> (Document, Vec<Completion>) {
    complete_in(source, &AgentIndex::default())
}

fn complete_in(source: &str, index: &AgentIndex) -> (Document, Vec<Completion>) {
    complete_at(AGENT, source, index)
}

fn complete_at(path: &str, source: &str, index: &AgentIndex) -> (Document, Vec<Completion>) {
    let fixture = Fixture::parse(source);
    let document = Document::new(Some(path.into()), 0, &fixture.text);
    let found = completions(&document, fixture.cursor.expect("a cursor"), index);
    for item in &found {
        let text = document.text.slice(item.replace.clone());
        assert!(!text.contains('\n'), "a range is on one line");
        assert!(item.insert.start == item.replace.start && item.insert.end <= item.replace.end, "{item:?}");
        // Editors for which a hyphen is part of a word filter by the text that they find before the cursor.
        let before = document.text.slice(item.replace.start.saturating_sub(1)..item.replace.start);
        let in_word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-');
        assert!(!before.ends_with(in_word), "a range begins with the word: {item:?}");
    }
    (document, found)
}

fn labels(source: &str) -> Vec<String> {
    complete(source).1.into_iter().map(|item| item.label).collect()
}

/// Returns the text after accepting the completion with that label, tab stops included.
fn accept(source: &str, label: &str) -> String {
    let (document, found) = complete(source);
    let item = found.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("no `{label}` in {found:#?}"));
    apply(&document, item)
}

/// Inserts a completion. As in editors, its lines are indented like the line that it is on.
fn apply(document: &Document, item: &Completion) -> String {
    let mut text = document.text.clone();
    let line = text.line(text.line_at(item.replace.start)).into_owned();
    let indent = &line[..line.len() - line.trim_start().len()];
    text.replace(item.replace.clone(), &item.text.replace('\n', &format!("\n{indent}")));
    text.to_string()
}

const HEAD: &str = "---\nname: x\ndescription: d\n";
const FLOW: &str = "---\nname: x\ndescription: d\ncapabilities: [a]\n";

#[test]
fn priorities_are_exactly_four_with_docs() {
    for source in [
        "priority: $0",
        "priority: h$0",
        "priority: \"$0\"",
        "priority: '$0",
        "priority:$0",
        "priority: hi$0gh",
    ] {
        let (_, found) = complete(&format!("{FLOW}{source}\n---\n"));
        let labels: Vec<_> = found.iter().map(|item| item.label.as_str()).collect();
        assert_eq!(labels, ["low", "medium", "high", "critical"], "{source}");
    }
    assert_eq!(accept(&format!("{FLOW}priority:$0\n---\n"), "high"), format!("{FLOW}priority: high\n---\n"));
    assert_eq!(
        accept(&format!("{FLOW}priority: \"lo$0w\"\n---\n"), "high"),
        format!("{FLOW}priority: \"high\"\n---\n")
    );
    assert_eq!(
        accept(&format!("{FLOW}priority: lo$0w # c\n---\n"), "high"),
        format!("{FLOW}priority: high # c\n---\n")
    );
}

#[test]
fn capabilities_that_are_not_listed_yet() {
    for list in [
        "capabilities:\n  - analysis\n  - $0\n  - testing",
        "capabilities:\n- analysis\n- $0\n- testing",
        "capabilities: [analysis, $0, testing]",
        "capabilities: [analysis,\n  testing,\n  $0]",
    ] {
        let found = labels(&format!("{HEAD}{list}\npriority: low\n---\n"));
        assert!(found.contains(&"optimization".to_owned()), "{list}: {found:?}");
        assert!(
            !found.contains(&"analysis".to_owned()) && !found.contains(&"testing".to_owned()),
            "{list}: {found:?}"
        );
    }
    let after_hyphen = format!("{HEAD}capabilities:\n  -$0\n---\n");
    assert_eq!(accept(&after_hyphen, "testing"), format!("{HEAD}capabilities:\n  - testing\n---\n"));
    let in_word = format!("{HEAD}capabilities:\n  - te$0st\n---\n");
    assert_eq!(accept(&in_word, "testing"), format!("{HEAD}capabilities:\n  - testing\n---\n"));
}

#[test]
fn words_of_the_neighbours_come_first_when_they_are_used() {
    let mut index = AgentIndex::default();
    for (path, words) in [("a", "deploying, testing"), ("b", "deploying"), ("c", "deploying, other")] {
        let path = format!("/w/.claude/agents/{path}.md").into();
        let text = format!("---\nname: n\ndescription: d\ncapabilities: [{words}]\n---\n");
        let document = Document::new(Some(std::sync::Arc::clone(&path)), 0, &text);
        index.set(&path, crate::index::DocumentSummary::from_document(&document));
    }
    let (_, found) = complete_in(&format!("{HEAD}capabilities:\n  - $0\n---\n"), &index);
    let first: Vec<_> =
        found.iter().take(3).map(|item| (item.label.as_str(), item.detail.as_deref())).collect();
    let expected = [
        ("deploying", Some("used by 3 other files")),
        ("testing", Some("used by one other file")),
        ("other", Some("used by one other file")),
    ];
    assert_eq!(first, expected);
}

#[test]
fn tools_in_every_notation() {
    for list in [
        "tools: $0",
        "tools: Read, $0",
        "tools: Read,$0",
        "tools: Read, Gr$0, Bash(git *, x)",
        "tools: [Read, $0]",
        "tools:\n  - Read\n  - $0",
        "tools: \"Read, $0\"",
    ] {
        let found = labels(&format!("{HEAD}{list}\n---\n"));
        assert!(found.contains(&"Grep".to_owned()), "{list}: {found:?}");
        assert_eq!(found.contains(&"Read".to_owned()), !list.contains("Read"), "{list}");
        assert!(!found.contains(&"MultiEdit".to_owned()), "what is out of use is not offered");
    }
    let middle = format!("{HEAD}tools: Read, Gr$0ab, Bash\n---\n");
    assert_eq!(accept(&middle, "Grep"), format!("{HEAD}tools: Read, Grep, Bash\n---\n"));
}

#[test]
fn keys_have_their_shape() {
    let keys = labels(&format!("{FLOW}$0\n---\n"));
    for key in ["priority", "hooks", "type", "color", "tools", "model"] {
        assert!(keys.contains(&key.to_owned()), "{key}: {keys:?}");
    }
    for key in ["name", "description", "capabilities"] {
        assert!(!keys.contains(&key.to_owned()), "{key} is there already");
    }
    let source = format!("{HEAD}priority: low\n$0\n---\n");
    assert_eq!(accept(&source, "capabilities"), format!("{HEAD}priority: low\ncapabilities:\n  - $0\n---\n"));
    assert_eq!(accept(&source, "hooks"), format!("{HEAD}priority: low\nhooks:\n  pre: |\n    $0\n---\n"));
    assert_eq!(accept(&format!("{HEAD}mod$0: opus\n---\n"), "model"), format!("{HEAD}model: opus\n---\n"));
    assert_eq!(accept(&format!("{HEAD}mod$0\n---\n"), "model"), format!("{HEAD}model: $0\n---\n"));
}

#[test]
fn nested_keys_and_values() {
    let keys = labels(&format!("{FLOW}hooks:\n  pre: x\n  $0\n---\n"));
    assert!(keys.contains(&"post".to_owned()) && !keys.contains(&"pre".to_owned()), "{keys:?}");
    let events = labels(&format!("{HEAD}hooks:\n  $0\n---\n"));
    assert!(events.contains(&"PreToolUse".to_owned()), "{events:?}");
    let handlers =
        format!("{HEAD}hooks:\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - type: $0\n---\n");
    assert!(labels(&handlers).contains(&"command".to_owned()));
    let siblings = labels(&format!("{HEAD}hooks:\n  PreToolUse:\n    - matcher: Bash\n      $0\n---\n"));
    assert_eq!(siblings, ["hooks"]);
    let booleans = labels(&format!("{FLOW}optimization:\n  cache_results: $0\n---\n"));
    assert_eq!(booleans, ["true", "false"]);
}

#[test]
fn nothing_where_there_is_nothing_to_say() {
    for source in [
        "# a comment $0",
        "hooks:\n  pre: |\n    echo $0",
        "hooks:\n  pre: |\n    echo\n    $0",
        "description: some text $0",
        "model: opus # why $0",
        "two words$0",
    ] {
        assert_eq!(labels(&format!("{FLOW}{source}\n---\n")), Vec::<String>::new(), "{source}");
    }
    assert_eq!(labels(&format!("{FLOW}---\n\nBody $0\n")), Vec::<String>::new());
}

#[test]
fn the_rest_may_be_broken() {
    for broken in
        ["description: a: b", "x: \"open", "tools: [Read", "\ttab: x", "word", "description: |\n  text\nout"]
    {
        let found = labels(&format!("---\nname: x\n{broken}\npriority: $0\ncapabilities:\n  - a\n---\n"));
        assert_eq!(found, ["low", "medium", "high", "critical"], "{broken}");
    }
    let unclosed = labels(
        r#"
        ---
        name: x
        capabilities: [a]
        priority: $0
        "#,
    );
    assert_eq!(unclosed, ["low", "medium", "high", "critical"]);
}

#[test]
fn a_new_file_gets_its_front_matter() {
    for source in ["$0", "-$0"] {
        let text = accept(source, "--- Claude Code subagent");
        assert!(text.starts_with("---\nname: ${1:x}\ndescription: "), "{source}: {text}");
    }
    for (path, expected) in [
        (
            "/w/.claude/skills/pdf/SKILL.md",
            "---\nname: ${1:pdf}\ndescription: ${2:When to use this skill.}\n---\n\n${3:What to do, step by step.}$0",
        ),
        (
            "/w/.claude/rules/x.md",
            "---\npaths:\n  - $1\ndescription: ${2:What this is for.}\n---\n\n${3:What to keep to.}$0",
        ),
        (
            "/w/.agents/skills/pdf/SKILL.md",
            "---\nname: ${1:pdf}\ndescription: ${2:When to use this skill.}\n---\n\n${3:What to do, step by step.}$0",
        ),
    ] {
        let (_, found) = complete_at(path, "$0", &AgentIndex::default());
        assert_eq!(found.first().map(|item| item.text.as_str()), Some(expected), "{path}");
    }
    assert_eq!(labels("---\n$0").first().map(String::as_str), Some("name"));
    assert_eq!(
        labels(
            r#"
            ---
            name: $0
            ---
            "#
        ),
        ["x"],
        "the file's name"
    );
}

/// For every field of every dialect, with the cursor before its value: accepting a completion causes no new
/// diagnostics.
#[test]
fn nothing_is_offered_that_a_rule_finds_fault_with() {
    let mut tried = 0;
    for kind in dialect::file_kinds().filter(|kind| kind.format != FileFormat::Toml) {
        let file = dialect::Dialects::built_in().example_path(kind);
        let marker = if kind.overlay.is_some() { "priority: low\ncapabilities: [a]\n" } else { "" };
        let base = format!("---\nname: x\ndescription: d\n{marker}");
        for (place, path) in places(&kind.fields, 0) {
            let head: String = base
                .lines()
                .filter(|line| !path.starts_with(line.split(':').next().unwrap_or("-")))
                .fold(String::new(), |text, line| text + line + "\n");
            let source = match kind.format {
                FileFormat::Yaml => format!(
                    "{place}
"
                ),
                _ => format!(
                    "{head}{place}
---
Do.
"
                ),
            };
            let (document, found) = complete_at(&file, &source, &AgentIndex::default());
            let before = serious(&document);
            for item in &found {
                let text = apply(&document, item).replace("$0", "");
                let after = serious(&Document::new(Some(file.as_str().into()), 0, &text));
                // The value of a key from a snippet, or the siblings of a nested key, are still to be typed, and a tool
                // may drop a file without them.
                let unfinished = item.snippet || place.starts_with(' ') || place.contains('\n');
                let untyped = |code: &str| unfinished && matches!(code, "not-loaded" | "no-effect");
                let new = after.iter().filter(|found| !before.contains(found) && !untyped(found.0));
                let new: Vec<_> = new.collect();
                assert!(new.is_empty(), "{}: {} gives {new:?} in\n{text}", kind.id, item.label);
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "only {tried} completions were tried");
}

/// Returns the diagnostics by rule and message, except for what is missing or empty while the value is still to be
/// typed.
fn serious(document: &Document) -> Vec<(&'static str, String)> {
    let found = diagnostics(document).into_iter().filter(|found| found.severity != Severity::Hint);
    let found = found.filter(|found| {
        !matches!(found.rule.code, "empty-field" | "missing-field" | "key-relation" | "not-an-entry")
    });
    // Missing keys are reported at the opening dashes.
    let found = found.filter(|found| found.rule.code != "not-loaded" || found.range.start > 0);
    found.map(|found| (found.rule.code, found.reason().to_owned())).collect()
}

/// Returns, for every field, the lines with the cursor at its value, in block and flow notation.
fn places(fields: &[Field], depth: usize) -> Vec<(String, String)> {
    let indent = "  ".repeat(depth);
    let mut places = vec![(format!("{indent}$0"), "?".to_owned())];
    for field in fields.iter().filter(|field| field.evidence.is_offered() && depth < 6) {
        let names: Vec<&str> = match &field.key_set {
            Some(keys) if field.name == "*" => {
                keys.values.iter().take(1).map(|value| value.value.as_str()).collect()
            }
            _ if field.name == "*" => vec!["anything"],
            _ => vec![&field.name],
        };
        for name in names {
            places.push((format!("{indent}{name}: $0"), name.to_owned()));
            if field.types.iter().any(|kind| matches!(kind, Type::List(_))) {
                places.push((format!("{indent}{name}:\n{indent}  - $0"), name.to_owned()));
                places.push((format!("{indent}{name}: [$0]"), name.to_owned()));
            }
            let items = field
                .types
                .iter()
                .any(|kind| matches!(kind, Type::List(items) if items.contains(&Type::Map)));
            for (nested, _) in places_below(field, depth, items) {
                let mut text = format!("{indent}{name}:");
                write!(text, "\n{nested}").unwrap();
                places.push((text, name.to_owned()));
            }
        }
    }
    places
}

fn places_below(field: &Field, depth: usize, items: bool) -> Vec<(String, String)> {
    if field.fields.is_empty() {
        return Vec::new();
    }
    let below = places(&field.fields, depth + if items { 2 } else { 1 });
    let hyphen = |text: String| {
        let column = (depth + 1) * 2;
        format!("{}-{}", &text[..column], &text[column + 1..])
    };
    below.into_iter().map(|(text, path)| (if items { hyphen(text) } else { text }, path)).collect()
}
