use proptest::prelude::*;

use super::*;
use crate::fixture::{Fixture, pieces};

fn document(source: &str) -> Document {
    Document::new(Some("/w/.claude/agents/x.md".into()), 0, source)
}

/// Returns the selections, step by step, from `$0` on.
fn steps(source: &str) -> Vec<String> {
    let fixture = Fixture::parse(source);
    let document = document(&fixture.text);
    let ranges = selections(&document, fixture.cursor.expect("a cursor"));
    ranges.into_iter().map(|range| fixture.text[range].to_owned()).collect()
}

#[test]
fn from_a_word_over_its_value_key_and_mappings_to_the_document() {
    let front = "---\nname: x\nhooks:\n  pre: \"run it n$0ow\"\n  post: b\n---";
    let whole = format!("{front}\n\nText.\n").replace("$0", "");
    assert_eq!(
        steps(&format!("{front}\n\nText.\n")),
        [
            "now",
            "run it now",
            "\"run it now\"",
            "pre: \"run it now\"",
            "pre: \"run it now\"\n  post: b",
            "hooks:\n  pre: \"run it now\"\n  post: b",
            "name: x\nhooks:\n  pre: \"run it now\"\n  post: b",
            &front.replace("$0", ""),
            &whole,
        ]
    );
}

#[test]
fn items_and_block_scalars() {
    assert_eq!(
        steps(
            r#"
            ---
            tools:
              - Re$0ad
              - Grep
            ---
            "#
        )[..4],
        ["Read", "- Read", "- Read\n  - Grep", "tools:\n  - Read\n  - Grep"]
    );
    assert_eq!(
        steps(
            r#"
            ---
            description: |
              One t$0wo
              three
            ---
            "#
        )[..5],
        [
            "two",
            "One two",
            "  One two\n  three",
            "|\n  One two\n  three",
            "description: |\n  One two\n  three"
        ]
    );
}

#[test]
fn from_a_line_over_its_fence_and_sections_to_the_document() {
    let front = "---\nname: x\n---\n";
    let body = "# One\n\n## Two\n\n```sh\nrun it\nthe$0n that\n```\n\n# Three\n";
    let whole = format!("{front}{body}").replace("$0", "");
    assert_eq!(
        steps(&format!("{front}{body}")),
        [
            "then",
            "then that",
            "run it\nthen that",
            "```sh\nrun it\nthen that\n```",
            "## Two\n\n```sh\nrun it\nthen that\n```",
            "# One\n\n## Two\n\n```sh\nrun it\nthen that\n```",
            body.replace("$0", "").trim_end(),
            &whole,
        ]
    );
    assert_eq!(
        steps(
            r#"
            ---
            name: x
            ---
            A $0b c
            d e.

            f
            "#
        )[..4],
        ["b", "A b c", "A b c\nd e.", "A b c\nd e.\n\nf"]
    );
}

#[test]
fn other_documents_are_left_to_other_servers() {
    assert!(selections(&Document::new(Some("/w/README.md".into()), 0, "# Title\n"), 3).is_empty());
}

/// Asserts that the ranges around each position of a text contain it and one another, and end with the whole text.
fn check(text: &str) {
    let document = document(text);
    let inside = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at) && !inside(*at)) {
        let ranges = selections(&document, offset);
        if document.detection.is_none() {
            assert!(ranges.is_empty());
            continue;
        }
        assert!(ranges.len() <= MOST + 1, "{text:?}");
        assert_eq!(ranges.last(), Some(&(0..text.len())), "{text:?} {offset}");
        for range in &ranges {
            assert!(range.start <= offset && offset <= range.end, "{text:?} {offset} {ranges:?}");
            assert!(text.get(range.clone()).is_some(), "{text:?} {offset} {ranges:?}");
        }
        for pair in ranges.windows(2) {
            let [inner, outer] = pair else { continue };
            assert!(
                outer.start <= inner.start && inner.end <= outer.end && inner != outer,
                "{text:?} {ranges:?}"
            );
        }
    }
}

#[test]
fn each_position_of_each_start_of_a_text() {
    let whole = "---\nname: \"a 😀\"\nhooks:\n  pre: |\n    e🦀\n\n    f\ntools: [a, {b: 'c'}]\nbad: a: b\n---\n# Ä\n\n- x\n  ```\n  y 𝒛\n";
    for text in [whole.to_owned(), whole.replace('\n', "\r\n"), whole.replace('\n', "\r")] {
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            check(&text[..end]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn each_position_of_every_text(
        pieces in proptest::collection::vec(pieces::markdown(), 0..12),
        front in proptest::sample::select(vec!["", "---\nname: x\ntools: [a, b]\n---\n", "---\nname: x\n", "---\nname: 'x\nb:\n\tc"]),
    ) {
        let text = format!("{front}{}", pieces.concat());
        check(&text);
        let document = document(&text);
        for fold in super::super::folding::folds(&document) {
            let [first, last] = [fold.range.start, fold.range.end].map(|at| document.text.line_at(at));
            prop_assert!(first < last && text.get(fold.range.clone()).is_some(), "{:?}", fold);
            prop_assert!(!document.text.line(last).trim().is_empty(), "{:?}", fold);
        }
    }
}
