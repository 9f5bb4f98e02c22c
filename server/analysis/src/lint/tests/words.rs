//! Checks that no message uses the words of the YAML parser.

use super::*;
use crate::verdicts::{Targets, tool_verdicts};

/// Words of granit-parser's and serde_yaml's errors (`error.rs` of both), in lower case, that do not help authors.
const PARSERS: &[&str] = &[
    "did not find",
    "could not find",
    "while parsing",
    "while scanning",
    "eof",
    "document start>",
    "stream-start",
    "stream start",
    "document indicator",
    "node content",
    "simple key",
    "block mapping",
    "block sequence",
    "block collection",
    "block entry",
    "block end",
    "flow mapping",
    "flow sequence",
    "flow collection",
    "flow scalar",
    "flow indicator",
    "plain scalar",
    "quoted scalar",
    "scalar header",
    "value indicator",
    "implicit",
    "tag handle",
    "tag directive",
    "mapping values are not",
    "mapping keys are not",
    "recursion limit",
    "surrogate",
    "at line ",
    " at char ",
];

const CHARACTERS: &str = ": \t\n-?[]{},#&*!|>'\"%@`\\a";

/// Returns the message for a text that contains a parser's word, if any.
fn in_words_of_parsers(path: &str, text: &str) -> Option<String> {
    let document = Document::new(Some(path.into()), 0, text);
    let said = diagnostics(&document).into_iter().map(|found| found.full_message());
    let verdicts = tool_verdicts(&document, &Targets::default()).into_iter().map(|reading| {
        let verdict = reading.verdict;
        let losses: Vec<_> = verdict.ignored.iter().map(|ignored| ignored.to_clause().to_string()).collect();
        format!("{} {} {}", verdict.reason, verdict.detail, losses.join(" "))
    });
    let is_parsers = |said: &String| {
        let said = said.to_lowercase();
        PARSERS.iter().any(|word| said.contains(word))
    };
    said.chain(verdicts).find(is_parsers)
}

#[test]
fn a_character_that_is_missing_or_too_many_is_explained_in_ours() {
    for (path, text) in [
        (
            "/w/.claude/agents/x.md",
            "---\nname: x\ndescription: \"a: b\"\nhooks:\n  pre: |\n    c\ntools: [R, 'G']\n---\n",
        ),
        (
            "/w/.github/agents/x.agent.md",
            "---\nname: x\ndescription: >-\n  a\n\n  b\ntools:\n  - a # b\n  - {c: &d e}\n---\n",
        ),
    ] {
        for at in 4..text.len() - 4 {
            let (before, after) = (&text[..at], &text[at..]);
            let mutations = CHARACTERS.chars().map(|new| format!("{before}{new}{after}"));
            for text in mutations.chain([format!("{before}{}", &after[1..])]) {
                assert_eq!(in_words_of_parsers(path, &text), None, "{text}");
            }
        }
    }
    for value in [
        "\"\\ud800\"",
        "\"\\x1\"",
        "!<a",
        "!a!b c",
        "!%zz x",
        "[- a]",
        "- a",
        "{a: b: c}",
        "[a]: b",
        "? a",
        "|0\n  a",
        "'a' b",
        "'a",
        "[a",
        "{a",
        "]",
        "a\n%b",
        "&a *b",
        "%a",
        "\u{feff}",
        "!!int x",
    ] {
        let text = format!("---\nname: x\ndescription: {value}\nmodel: opus\n---\n");
        assert_eq!(in_words_of_parsers("/w/.claude/agents/x.md", &text), None, "{text}");
    }
}
