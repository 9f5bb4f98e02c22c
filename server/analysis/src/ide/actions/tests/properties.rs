//! Properties of every fix, over randomly broken front matter.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::lint::{Severity, causes};
use crate::syntax::yaml::{Node, Value};
use crate::verdicts::tool_verdicts;

/// Valid lines, and lines with every error that has a fix.
const LINES: &str = "(name: x|name:x|Name: y|description: It reviews|description: Use it: now\
|description: Use it: now\n  and: then\n\n    deeper # so|description: it is \"a\": 'b' \\\\d|description: \\*\\*Always\\*\\* it\
|description: fixes #42 fast|description: # all|description: \"A\" b|description: \"A \"b\" c\"|description: 'it's c'\
|description: \\[a\\] or b|description: \"open it|description: 'open\n  it|description: \"a \\\\d b\"|description: \"a\\\\n \\\\d \\\\\\\\\"\
|description: One\ntwo three|description: \\|\n  one\ntwo three\n  four|description: >\n    one: a\n  two\
|description: > 5 of them|description: 42|description: \\[a, b\\]|description: \\[a\\]|description: \\{a: b\\}|description:\
|tools: Read, grep|tools: \"Read\", \"Grep\"|tools: - Read\n  - Grep|tools: \\[Read, Read\\]|tools: \\[Read, \"Bash\
|tools:\n  - Read\n  - \\*x\n  - @a: b\n  - Read|tools: Read,  Read|tools: \\*|tool: Read|allowed-tools: Read, x\
|model: Sonnet|model: opus|model: \\[opus\\]|permissionMode: Plan|color: #ff0000|color: Blue|color: \"#2196F3\"\
|skills: a, b|tools: a, b c|tools: a b|tools: \\[a, \'b: c\'\\]|tools:\n  - a\n  - b|allowed-tools:\n- a\n- b: c|mode: all|tools: # note\n  - a\n  - b|tools:\n  - a\n  # note\n  - b|applyTo: # note\n  - a\n  - b|applyTo:\n- a\n# note\n- b|applyTo: \\[a, b\\]|skills: \\[a, \\*b\\]|hooks:\n\tStop: \\[\\]\n\tPreToolUse:\n\t\t- matcher: a: b\
|hooks:\n  stop:\n    - matcher: \\*\n      hooks: \\[\\]|# a comment|tools|tools Read|model = opus|# a note\ntools|tools: # none|color:|responsibilities: \\[a\\]|role: x\n# so|hooks:\n  WhenReady:\n    - hooks: \\[\\]\n\n    - matcher: x\n  Stop: \\[\\]|kind2: \\|\n  a\n\n  b|memory: user|maxTurns: many|é: ü: ß)";

/// The text before, between and after the lines.
const ENDS: &str =
    "(\n---\n\nYou review[.]\n|\n---|\n-----\nYou review[.]\n|\n[.][.][.]\n\nYou\n|\n\n# You\n|\n  ---\n|)";

/// Files of tools that read the same keys in different shapes.
pub(super) const PATHS: &str = "/w/([.]claude/agents/x|[.]claude/agents/x|[.]claude/skills/x/SKILL|[.]gemini/agents/x|[.]opencode/agent/x|[.]github/instructions/x[.]instructions)[.]md";

pub(super) fn source() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(LINES, 1..6);
    let start = "(---\n|---\n|---\n|---\n|\n---\n|<!-- c -->\n\n---\n|\u{feff}\n---\n|)";
    (start, lines, ENDS, any::<bool>()).prop_map(|(start, lines, end, crlf)| {
        let text = format!("{start}{}{end}", lines.join("\n"));
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

/// Counts the runs of letters and digits.
fn word_counts(text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

/// A value without its range.
fn meaning(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) => format!("{:?} {:?}", scalar.kind(), scalar.text),
        Value::Alias => "*".to_owned(),
        Value::Sequence(items) => format!("{:?}", items.iter().map(meaning).collect::<Vec<_>>()),
        Value::Mapping(entries) => {
            let entries = entries.iter().map(|entry| (entry.name(), meaning(&entry.value)));
            format!("{:?}", entries.collect::<Vec<_>>())
        }
    }
}

/// Returns the values of the outermost keys, in order, without those with an edit before the next key.
pub(super) fn untouched(document: &Document, edits: &[Replacement]) -> Vec<String> {
    let Some(front) = document.front_matter() else { return Vec::new() };
    let entries = front.yaml.root.as_ref().map_or(&[][..], |root| root.entries());
    let starts = entries.iter().skip(1).map(|entry| entry.key.span.start).chain([front.content.end]);
    let touched = |range: Range<usize>| {
        edits.iter().any(|edit| edit.range.start < range.end && range.start <= edit.range.end)
    };
    std::iter::zip(entries, starts)
        .filter(|(entry, next)| !entry.value.broken && !touched(entry.key.span.start..*next))
        .map(|(entry, _)| format!("{} {}", entry.name().unwrap_or_default(), meaning(&entry.value)))
        .collect()
}

/// Fixes that only move or quote text remove no word; the others replace one word by another.
fn keeps_words(action: &Action) -> bool {
    let title = action.title.as_str();
    action.kind == ActionKind::Fix
        && !["Replace `", "Rename `", "Remove the ", "Fix all", "Write exactly"]
            .iter()
            .any(|it| title.starts_with(it))
}

fn check(
    path: &str,
    text: &str,
    document: &Document,
    found: &[Diagnostic],
    action: &Action,
) -> Result<(), TestCaseError> {
    let new = applied(text, &action.edits);
    let about = format!("{}\n--- in\n{text}\n--- gives\n{new}", action.title);
    prop_assert!(action.edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{}", about);
    if text.contains("\r\n") {
        prop_assert!(!new.replace("\r\n", "").contains(['\r', '\n']), "{}", about);
    } else {
        prop_assert!(!new.contains('\r'), "{}", about);
    }
    let after = super::document(path, &new);
    let mut all = untouched(&after, &[]).into_iter();
    for value in untouched(document, &action.edits) {
        prop_assert!(all.any(|other| other == value), "{value} is not what it was: {}", about);
    }
    let left = diagnostics(&after);
    let same = |all: &[Diagnostic], one: &Diagnostic| {
        all.iter().filter(|found| found.rule.code == one.rule.code && found.reason() == one.reason()).count()
    };
    prop_assert!(!action.fixed.is_empty(), "{}", about);
    for fixed in &action.fixed {
        prop_assert!(same(&left, fixed) < same(found, fixed), "{}: {}", fixed.rule.code, about);
    }
    for error in left.iter().filter(|found| found.severity == Severity::Error) {
        // At the cursor, a value is still missing.
        let line = |at: usize| after.text.line_at(at);
        let unfinished = action.cursor.is_some_and(|at| line(at) == line(error.range.start));
        // Missing keys are reported once the front matter can be parsed.
        let hidden = causes::are_of_unread(found) && causes::is_told_once_read(error);
        prop_assert!(
            unfinished || hidden || same(&left, error) <= same(found, error),
            "{}: {}",
            error.rule.code,
            about
        );
    }
    if keeps_words(action) {
        // The converted value has the intended type, and is not a comment.
        let root = after.front_matter().and_then(|front| front.yaml.root.as_ref());
        let read = word_counts(&root.map(meaning).unwrap_or_default().replace("\\n", " "));
        let form =
            ["in quotes", "below `|-`", "inside", "in single quotes", "with commas", "a list", "a mapping"]
                .iter()
                .any(|it| action.title.ends_with(it));
        let old =
            action.edits.iter().filter(|_| form).map(|edit| &text[edit.range.clone()]).collect::<String>();
        for word in word_counts(&old).keys() {
            prop_assert!(read.contains_key(word), "{word} is not read: {}", about);
        }
        let counts = word_counts(&new);
        for (word, count) in word_counts(text) {
            prop_assert!(
                counts.get(&word).copied().unwrap_or_default() >= count,
                "{word} is lost: {}",
                about
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_fix_mends_and_loses_nothing(path in PATHS, text in source()) {
        let document = document(&path, &text);
        let found = diagnostics(&document);
        for action in fixes_at(&document, &(0..text.len())).iter().chain(safe_fixes(&document).iter()) {
            check(&path, &text, &document, &found, action)?;
        }
    }

    /// The result of all safe fixes has no safe fix left, and no worse verdict.
    #[test]
    fn all_safe_fixes_leave_none(path in PATHS, text in source()) {
        let before = document(&path, &text);
        if let Some(action) = safe_fixes(&before) {
            let after = document(&path, &applied(&text, &action.edits));
            let outcomes = |document| tool_verdicts(document, &Policy::default().targets).into_iter();
            for (old, new) in std::iter::zip(outcomes(&before), outcomes(&after)) {
                let (id, worse) = (new.loader.id, new.verdict.outcome > old.verdict.outcome);
                prop_assert!(!worse, "{}: {:?} in\n{}\ngives\n{}", id, new.verdict, text, after.text.to_string());
            }
            prop_assert!(safe_fixes(&after).is_none(), "{}", after.text.to_string());
        }
    }
}
