//! In hovers and completions, a hostile name is only text, in markdown and in plain text.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Context, completions, hover, index_of};
use crate::code_span::{code_span, first_code};
use crate::document::Document;
use crate::lint;
use crate::loading::IgnoredPart;
use crate::markup::Markup;
use crate::markup::tests::{hostile, live_beside_verdicts, text};
use crate::printable::is_control;
use crate::verdicts::{Targets, tool_verdicts};

const PATH: &str = "/w/.claude/agents/x.md";

/// Writes a text as a double-quoted YAML scalar.
fn quoted(text: &str) -> String {
    let written = |c: char| format!("\\U{:08X}", u32::from(c));
    format!("\"{}\"", text.chars().map(written).collect::<String>())
}

/// Returns all texts shown anywhere in an agent that calls another one of that name, beside one that shares its words.
fn said(name: &str) -> Vec<Markup> {
    let quoted = quoted(name);
    let other = format!(
        "---\nname: {quoted}\ndescription: {quoted}\ntools: [{quoted}]\ncapabilities: [{quoted}]\n{quoted}: 1\n---\n"
    );
    let text = format!(
        "---\nname: {quoted}\ndescription: {quoted}\nskills: [{quoted}]\ncapabilities: [{quoted}, ]\npriority: {quoted}\n\
         color: {quoted}\ntools: [{quoted}]\n{quoted}: {quoted}\nmcpServers: {{ {quoted}: {{}} }}\n---\n\n@agent-plain [a]()\n"
    );
    // The path is as hostile as the name, apart from characters that no path can have.
    let path = format!("/w/.claude/agents/{}.md", name.replace(['/', '\0'], "_"));
    let plain = other.replacen(&quoted, "plain", 1);
    let index = index_of(&[(&path, &other), ("/w/.claude/agents/plain.md", &plain), (PATH, &text)]);
    let document = Document::new(Some(PATH.into()), 0, &text);
    let elsewhere = |path: &str| Some(Arc::new(Document::new(Some(path.into()), 0, &other)));
    let targets = Targets::default();
    let context = Context { index: &index, targets: &targets, documents: &elsewhere, files: &|_| None };
    // Each line once at its start, in its key and in its value.
    let lines = text.match_indices('\n').map(|(at, _)| at + 1).chain([0]);
    let columns = lines.flat_map(|start| {
        let line = text[start..].lines().next().unwrap_or_default();
        let value = line.find(": ").map_or(0, |at| at + 2);
        [0, value, value + 1, line.len() / 2, line.len().saturating_sub(2)]
            .map(|column| start + column.min(line.len()))
    });
    let mut found = Vec::new();
    for offset in columns {
        found.extend(hover(&document, offset, &context).map(|hover| hover.text));
        found.extend(completions(&document, offset, &index).into_iter().map(|item| item.doc));
    }
    found
}

fn check(said: &[Markup]) {
    for markup in said {
        let (markdown, plain) = (markup.markdown(), markup.plain());
        assert_eq!(live_beside_verdicts(&markdown), [""; 0], "{markdown}");
        assert!(!plain.contains(|c: char| is_control(c) && c != '\n'), "{plain:?}");
    }
}

#[test]
fn a_hostile_name_is_text() {
    let said = said(&hostile());
    check(&said);
    let shown: Vec<_> =
        said.iter().map(Markup::plain).filter(|plain| plain.contains("](command:x)")).collect();
    for place in ["No other file refers to it", "Also in ", "Defined in .claude/agents/plain.md"] {
        assert!(shown.iter().any(|plain| plain.contains(place)), "{place}: {shown:#?}");
    }
}

#[test]
fn plain_texts_have_no_marks() {
    for plain in said("coder").iter().map(Markup::plain) {
        let has = |mark: &str| plain.contains(mark);
        let mark = ["`", "](", "---", "| "].into_iter().find(|mark| has(mark));
        assert_eq!(mark, None, "{plain}");
    }
}

/// Returns the sentences about an agent that uses a name wherever it can: messages, labels, fixes and verdicts.
fn sentences(path: &str, name: &str) -> Vec<String> {
    let name = quoted(name);
    let text = format!(
        "---\nname: {name}\ndescription: {name}\ntools: [{name}, {name}]\nmodel: {name}\npriority: {name}\n\
         color: {name}\n{name}: {name}\nmcpServers: {{ {name}: {{ command: 1 }} }}\nmcp-servers: {{ {name}: {{ url: 1 }} }}\n\
         hooks: {{ {name}: [{{ {name}: 1 }}] }}\ntoolz: {name}\n---\n"
    );
    let document = Document::new(Some(path.into()), 0, &text);
    let mut said = Vec::new();
    for found in lint::diagnostics(&document) {
        said.push(found.message);
        said.extend(found.notes);
        said.extend(found.related.map(|(_, label)| label));
        said.extend(found.fixes.into_iter().map(|fix| fix.title));
    }
    for reading in tool_verdicts(&document, &Targets::default()) {
        said.extend(reading.verdict.ignored.iter().map(IgnoredPart::to_clause));
        said.extend([reading.verdict.reason.clone(), reading.verdict.detail.clone()]);
    }
    said
}

const PATHS: [&str; 5] = [
    PATH,
    "/w/.gemini/agents/x.md",
    "/w/.github/agents/x.agent.md",
    "/w/.opencode/agents/x.md",
    "/w/.qwen/agents/x.md",
];

/// Asserts that quoted text in sentences is code: no backtick is left of it.
fn check_sentences(said: &[String]) {
    for sentence in said {
        let mut rest = sentence.as_str();
        while let Some((words, _, behind)) = first_code(rest) {
            assert!(!words.contains('`'), "{sentence}");
            rest = behind;
        }
        assert!(!rest.contains('`'), "{sentence}");
    }
}

#[test]
fn backticks_of_a_key_do_not_end_its_code() {
    for key in ["a` b", "a`, b", "a`. B `c", "`a`", "` a", "a ``"] {
        let said: Vec<_> = PATHS.iter().flat_map(|path| sentences(path, key)).collect();
        check_sentences(&said);
        for words in ["KEY is not a known key.", "KEY is listed twice in `tools`.", "Turn KEY into a comment"]
        {
            let words = words.replace("KEY", &code_span(key).to_string());
            assert!(said.iter().any(|it| it.contains(&words)), "{words}: {said:#?}");
        }
    }
    let text = format!("---\nname: x\ndescription: d\n{}: 1\n---\n", quoted("a` b `c"));
    let document = Document::new(Some(PATHS[1].into()), 0, &text);
    let (index, targets) = (index_of(&[]), Targets::default());
    let context = Context { index: &index, targets: &targets, documents: &|_| None, files: &|_| None };
    let verdicts = hover(&document, 1, &context).expect("a verdict").text;
    assert!(verdicts.markdown().contains("unknown key ``a` b `c``\n"), "{}", verdicts.markdown());
    assert!(verdicts.plain().contains("unknown key a` b `c"), "{}", verdicts.plain());
}

#[test]
fn a_long_name_is_cut_as_code() {
    for key in
        ["```\n``0𞺡ᴀઅ` 𑄶0®ᤩ⍓$*//𞗩¥=", "``` ``0abc` d0ef gh$*//i jk=", "a ``` bb `` cc ` dd `` ee ``` ff"]
    {
        PATHS.iter().for_each(|path| check_sentences(&sentences(path, key)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_name_is_text(name in text()) {
        check(&said(&name));
    }

    #[test]
    fn any_name_is_code_in_a_sentence(name in text()) {
        PATHS.iter().for_each(|path| check_sentences(&sentences(path, &name)));
    }
}
