//! Suppressed diagnostics.

use proptest::prelude::*;

use super::properties::{PATHS, source, untouched};
use super::*;
use crate::fixture::index_of;

/// Returns the texts that suppressions at the cursor give.
fn suppressed(path: &str, source: &str) -> Vec<(String, String)> {
    let fixture = Fixture::parse(source);
    let at = fixture.cursor.unwrap_or_default();
    let document = document(path, &fixture.text);
    let actions = suppressions(&document, &diagnostics(&document), &(at..at), &diagnostics);
    actions.into_iter().map(|it| (it.title, applied(&fixture.text, &it.edits))).collect()
}

fn check_suppressed(path: &str, source: &str, expected: &[(&str, &str)]) {
    let found = suppressed(path, source);
    let found: Vec<_> = found.iter().map(|(title, text)| (title.as_str(), text.as_str())).collect();
    assert_eq!(found, expected, "in:\n{source}");
}

#[test]
fn above_its_line_or_for_the_whole_file() {
    check_suppressed(
        CLAUDE,
        "---\r\nname: x\r\ndescription: d\r\nhooks:\r\n  Whenever$0: []\r\n---\r\n",
        &[
            (
                "Ignore `unknown-key` on this line",
                "---\r\nname: x\r\ndescription: d\r\nhooks:\r\n  # agentls: ignore[unknown-key]\r\n  Whenever: []\r\n---\r\n",
            ),
            (
                "Ignore `unknown-key` in this file",
                "---\r\n# agentls: ignore-file[unknown-key]\r\nname: x\r\ndescription: d\r\nhooks:\r\n  Whenever: []\r\n---\r\n",
            ),
        ],
    );
}

#[test]
fn beside_what_is_left_out_already() {
    let before =
        "---\nname: x\n# agentls: ignore-file[unknown-value] ours\ndescription: d\npermissionMode: [a]";
    check_suppressed(
        CLAUDE,
        &format!("{before}$0 # agentls: ignore[unknown-key]\n---\n"),
        &[
            (
                "Ignore `wrong-type` on this line",
                &format!("{before} # agentls: ignore[unknown-key, wrong-type]\n---\n"),
            ),
            (
                "Ignore `wrong-type` in this file",
                &format!(
                    "{} # agentls: ignore[unknown-key]\n---\n",
                    before.replace("[unknown-value]", "[unknown-value, wrong-type]")
                ),
            ),
        ],
    );
}

#[test]
fn what_lies_on_the_opening_line_is_left_out_for_the_file() {
    check_suppressed(
        CLAUDE,
        "---$0\nname: x\n---\n",
        &[(
            "Ignore `missing-field` in this file",
            "---\n# agentls: ignore-file[missing-field]\nname: x\n---\n",
        )],
    );
}

#[test]
fn where_a_comment_cannot_stand_there_is_none() {
    let hint = "hint: \"a\n  \\d b\n  c\"\n---\n";
    let source = format!("---\nname: x\ndescription: d\n{}", hint.replace(" b", " $0b"));
    let expected = format!("---\n# agentls: ignore-file[bad-escape]\nname: x\ndescription: d\n{hint}");
    check_suppressed(CLAUDE, &source, &[("Ignore `bad-escape` in this file", &expected)]);
    check_suppressed(CLAUDE, "---\nname: x$0\ndescription: d\n---\n", &[]);
    check_suppressed("/w/README.md", "---\ntitle: a: b$0\n---\n", &[]);
}

#[test]
fn in_the_body_it_stands_behind_the_text_or_above_a_block_of_code() {
    let fixture = Fixture::parse("---\nname: x\ndescription: d\n---\n\nSee [it](gone.md)$0.\n");
    let document = document(CLAUDE, &fixture.text);
    let mut known = index_of(&[(CLAUDE, &fixture.text)]);
    known.set_complete(true);
    let policy = Policy::default();
    let nothing = |_: &str| Some(false);
    let context = CrossFileContext { exists: &nothing, ..CrossFileContext::of_index(&known, &policy) };
    let again = |document: &Document| crate::lint::cross_file::diagnostics(document, &context);
    let at = fixture.cursor.unwrap_or_default();
    let actions = suppressions(&document, &again(&document), &(at..at), &again);
    let found: Vec<_> =
        actions.iter().map(|it| (it.title.as_str(), applied(&fixture.text, &it.edits))).collect();
    let here = fixture.text.replace("it](gone.md).", "it](gone.md). <!-- agentls: ignore[broken-link] -->");
    let file = fixture.text.replace("---\nname", "---\n# agentls: ignore-file[broken-link]\nname");
    assert_eq!(
        found,
        [("Ignore `broken-link` on this line", here), ("Ignore `broken-link` in this file", file)]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The diagnostic is gone; all others remain, and no new ones appear; the values stay the same.
    #[test]
    fn a_suppression_leaves_out_its_finding_and_nothing_else(path in PATHS, text in source()) {
        let before = document(&path, &text);
        let found = diagnostics(&before);
        let places: Vec<_> = found.iter().map(|found| found.range.start).collect();
        for at in places {
            for action in suppressions(&before, &found, &(at..at), &diagnostics) {
                let after = document(&path, &applied(&text, &action.edits));
                let left = diagnostics(&after);
                let about = format!("{} in\n{text}\n--- gives\n{}", action.title, after.text);
                let mut expected: Vec<_> = found.iter().map(|it| (it.rule.code, it.reason())).collect();
                for gone in &action.fixed {
                    let at = expected.iter().position(|it| *it == (gone.rule.code, gone.reason()));
                    prop_assert!(at.is_some(), "{}", about);
                    expected.remove(at.unwrap_or_default());
                }
                prop_assert!(!action.fixed.is_empty(), "{}", about);
                let mut left: Vec<_> = left.iter().map(|it| (it.rule.code, it.reason())).collect();
                expected.sort();
                left.sort();
                prop_assert_eq!(left, expected, "{}", about);
                let values = |document: &Document| untouched(document, &[]);
                prop_assert_eq!(values(&after), values(&before), "{}", about);
            }
        }
    }
}
