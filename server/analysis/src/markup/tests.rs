use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, TagEnd};

use super::*;
use crate::code_span::code_span;
use crate::dialect::{Dialects, Field};
use crate::printable::is_control;

#[path = "../../../../tests/sinks/markdown.rs"]
mod markdown;

/// A name with everything that any renderer might interpret as markup.
pub(crate) fn hostile() -> String {
    serde_json::from_str(include_str!("../../../../tests/sinks/hostile.json")).expect("a text")
}

/// Returns the markup in a text other than words, code and agentls's own structure, and its control characters.
pub(crate) fn live(markdown: &str) -> Vec<String> {
    with_controls(markdown, markdown::live(markdown))
}

/// Like [`live`], without the list of verdicts.
pub(crate) fn live_beside_verdicts(markdown: &str) -> Vec<String> {
    with_controls(markdown, markdown::live_beside_verdicts(markdown))
}

fn with_controls(markdown: &str, mut found: Vec<String>) -> Vec<String> {
    found.extend(markdown.contains(|c| is_control(c) && c != '\n').then(|| "a control character".to_owned()));
    found
}

/// Returns the rendered words of a text, with code marked.
fn read(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) => out += &text,
            Event::Code(code) => out += &format!("⟨{code}⟩"),
            Event::HardBreak | Event::End(TagEnd::Paragraph) => out.push('\n'),
            _ => {}
        }
    }
    out
}

#[test]
fn an_empty_line_of_a_list_makes_no_heading_of_the_one_above() {
    let mut markup = Markup::default();
    markup.add_list(vec![(Line::from("a"), vec![Line::default(), Line::from("b")])]);
    assert_eq!(markup.markdown(), "- a\n  - b");
}

/// What a list of two items is read as, each with one line below it.
const OWN_LIST: [&str; 7] = [
    "Start(List(None))",
    "Start(Item)",
    "Start(List(None))",
    "Start(Item)",
    "Start(Item)",
    "Start(List(None))",
    "Start(Item)",
];

#[test]
fn a_hostile_name_is_text_everywhere() {
    let name = hostile();
    let line = || Line::default().text(&name);
    let mut markup = Markup::from_line(line().text(" and ").text(&name));
    markup.paragraph(Line::default().name(&name).text(" (").strong(&name).text("): ").prose(&name));
    markup.rule();
    markup.lines(vec![
        line(),
        Line::default().code(&name),
        line().link("source", "https://example.invalid/(a)"),
    ]);
    markup.add_list(vec![
        (line(), vec![line()]),
        (Line::default().code(&name), vec![Line::default().name(&name)]),
    ]);
    let markdown = markup.markdown();
    assert_eq!(live(&markdown), OWN_LIST, "{markdown}");
    let shown = one_line(&name);
    assert_eq!(read(&markdown).matches(&shown).count(), 11, "{}\n{shown}", read(&markdown));
    let plain = markup.plain();
    assert_eq!(plain.matches(&shown).count(), 11, "{plain}");
}

#[test]
fn sentences_look_like_themselves() {
    for (prose, markdown) in [
        ("It reads `a_b` and a_b, costs 5 & is 3 < 4.", "It reads `a_b` and a_b, costs 5 & is 3 \\< 4."),
        ("1. One - two! #3", "1\\. One - two! #3"),
        ("#2196F3", "#2196F3"),
        ("# A", "\\# A"),
        ("- a", "\\- a"),
        ("C:\\Users and C:\\*", "C:\\Users and C:\\\\\\*"),
        ("http://x.y www.x.y a@b.c", "http\\://x.y www\\.x.y a\\@b.c"),
        ("*a* _b_ __c__ ~d~ |e|", "\\*a\\* \\_b\\_ \\_\\_c\\_\\_ \\~d\\~ \\|e\\|"),
        ("`a``b` and ``", "`a``b` and \\`\\`"),
        ("&lt; $(x) ![a](b)", "\\&lt; \\$(x) !\\[a\\](b)"),
    ] {
        assert_eq!(Markup::from_line(Line::default().prose(prose)).markdown(), markdown, "{prose}");
    }
    let code = |code: &str| Markup::from_line(Line::default().code(code)).markdown();
    for (written, markdown) in [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), (" a ", "`  a  `")] {
        assert_eq!(code(written), markdown);
    }
    let link = Markup::from_line(Line::default().text("See!").link("source", "https://x.y/a b](c)?d#e"));
    assert_eq!(link.markdown(), "See\\![source](https://x.y/a%20b%5D%28c%29?d#e)");
    assert_eq!(link.plain(), "See!source (https://x.y/a%20b%5D%28c%29?d#e)");
}

#[test]
fn a_backtick_of_a_name_does_not_end_its_code() {
    for key in ["a", "a`b", "a` b", "`a`.", "` | `"] {
        let line = Line::default().prose(&format!("Unknown key {}.", code_span(key)));
        assert_eq!(Markup::from_line(line.clone()).plain(), format!("Unknown key {key}."));
        assert_eq!(line.markdown(), format!("Unknown key {}.", code_span(key)));
    }
}

#[test]
fn the_docs_of_the_dialects_read_as_they_are_written() {
    fn docs<'a>(fields: &'a [Field], found: &mut Vec<&'a str>) {
        for field in fields {
            found.push(&field.doc);
            for set in field.values.iter().chain(&field.key_set) {
                found.extend(set.values.iter().map(|value| value.doc.as_str()));
                found.extend(set.patterns.iter().map(|pattern| pattern.doc.as_str()));
            }
            docs(&field.fields, found);
        }
    }
    let mut found = Vec::new();
    Dialects::built_in().file_kinds().for_each(|kind| docs(&kind.fields, &mut found));
    assert!(found.len() > 1000, "{}", found.len());
    for doc in found {
        let markup = Markup::from_line(Line::default().prose(doc));
        assert_eq!(read(&markup.markdown()), read(doc));
        assert_eq!(markup.plain(), read(doc).replace(['⟨', '⟩'], "").trim_end());
    }
}

/// Texts with many characters that have a meaning in markdown.
pub(crate) fn text() -> impl Strategy<Value = String> {
    const SIGNS: &[&str] = &[
        "\n",
        "\n\n",
        "    ",
        "\t",
        " ",
        "a",
        "1. ",
        "- ",
        "# ",
        "> ",
        "===",
        "---",
        "```",
        "`",
        "``",
        "*",
        "**",
        "_",
        "~~",
        "|",
        "|-|",
        "[",
        "](x)",
        "![",
        "]: x",
        "<b>",
        "<!--",
        "<?",
        "&amp;",
        "&#9;",
        "\\",
        "http://a.b",
        "www.a.b",
        "a@b.c",
        "$(x)",
        "$$",
        ":",
        "^",
        "{",
        "}",
        "\u{1b}",
        "\u{202e}",
        "\u{a0}",
        "ü",
        "[^a]",
        "[x]",
        "+",
        "=",
        "\r",
        "!",
        "https:",
    ];
    let sign = proptest::sample::select(SIGNS).prop_map(str::to_owned);
    proptest::collection::vec(prop_oneof![6 => sign, 1 => any::<String>()], 0..12)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_text_stays_text(one in text(), other in text()) {
        let line = |words: &str| Line::default().text(words).text("·").code(words).text("·").prose(words);
        let begun = |words: &str| Line::default().text("x ").text(words);
        let mut markup = Markup::from_line(line(&one));
        markup.lines(vec![Line::default().text(&one), Line::default().text(&other), line(&other)]);
        markup.paragraph(Line::default().name(&one).text(": ").text(&other).link("source", "https://x.y"));
        markup.add_list(vec![(begun(&one), vec![begun("").code(&other)]), (line(&other), vec![line(&one)])]);
        let markdown = markup.markdown();
        prop_assert_eq!(live(&markdown), OWN_LIST, "{}", markdown);
        prop_assert!(!markup.plain().contains(|c: char| is_control(c) && c != '\n'));
    }

    #[test]
    fn a_quoted_text_is_one_span_of_code(key in text().prop_filter("code", |key| !key.trim().is_empty())) {
        let line = Line::default().prose(&format!("The key {} has no effect", code_span(&key)));
        prop_assert_eq!(line, Line::default().text("The key ").code(&key).text(" has no effect"));
    }

    #[test]
    fn a_text_is_read_as_it_was(words in text()) {
        let markdown = Markup::from_line(Line::default().text("x ").text(&words).text(" x")).markdown();
        prop_assert_eq!(read(&markdown), one_line(&format!("x {words} x")) + "\n");
    }
}
