//! Properties of every feature.

use proptest::prelude::*;

use super::colors::colors;
use super::completion::completions;
use super::hierarchy::prepare;
use super::hover::{Context, hover};
use super::lenses::lenses;
use super::links::links;
use super::semantic_tokens::{TokenKind, semantic_tokens};
use super::symbols::{SymbolKind, symbols};
use crate::document::Document;
pub(super) use crate::fixture::index_of;
use crate::fixture::{Fixture, pieces};
use crate::index::{AgentIndex, DocumentSummary};
use crate::summary::FrontMatterSummary;
use crate::verdicts::Targets;

mod sinks;

fn open(path: &str, source: &str) -> (Document, usize) {
    let fixture = Fixture::parse(source);
    (Document::new(Some(path.into()), 0, &fixture.text), fixture.cursor.expect("a cursor"))
}

fn labels(path: &str, source: &str) -> Vec<String> {
    let (document, offset) = open(path, source);
    completions(&document, offset, &AgentIndex::default()).into_iter().map(|item| item.label).collect()
}

fn hovered(path: &str, source: &str) -> Option<String> {
    let (document, offset) = open(path, source);
    let (index, targets) = (AgentIndex::default(), Targets::default());
    hover(
        &document,
        offset,
        &Context { index: &index, targets: &targets, documents: &|_| None, files: &|_| None },
    )
    .map(|found| found.text.markdown())
}

#[test]
fn front_matter_that_no_tool_reads_is_text() {
    for source in [
        "$0",
        "-$0",
        "---\n$0\n---\n",
        "---\nname: $0\n---\n",
        "$0---\nname: x\n---\n",
        "---\nna$0me: x\n---\n",
    ] {
        assert_eq!(labels("/w/AGENTS.md", source), Vec::<String>::new(), "{source}");
        assert_eq!(hovered("/w/AGENTS.md", source), None, "{source}");
    }
    let (document, _) = open(
        "/w/AGENTS.md",
        r#"
        ---
        name: x
        color: red
        ---

        # Title$0
        "#,
    );
    assert!(colors(&document).is_empty());
    let summary = DocumentSummary::from_document(&document).expect("instructions may name agents");
    assert_eq!(*summary.front, FrontMatterSummary::default());
    let outline: Vec<_> = symbols(&document).into_iter().map(|symbol| (symbol.kind, symbol.name)).collect();
    assert!(!outline.iter().any(|(kind, _)| *kind == SymbolKind::Key), "{outline:?}");
}

#[test]
fn rules_of_cursor_while_their_patterns_are_no_yaml() {
    let path = "/w/.cursor/rules/x.mdc";
    assert_eq!(
        labels(
            path,
            r#"
            ---
            globs: **/*.ts
            $0
            ---
            "#
        ),
        ["description", "alwaysApply"]
    );
    assert_eq!(
        labels(
            path,
            r#"
            ---
            globs: {a,b}/*.ts, *.md
            alwaysApply: $0
            ---
            "#
        ),
        ["true", "false"]
    );
    let found = hovered(
        path,
        r#"
        ---
        globs: *.ts, *.tsx
        alwaysA$0pply: true
        ---
        "#,
    )
    .unwrap_or_default();
    assert!(found.contains("Read by Cursor."), "{found}");
    let found = hovered(
        path,
        r#"
        ---
        glo$0bs: *.ts, *.tsx
        alwaysApply: true
        ---
        "#,
    )
    .unwrap_or_default();
    assert!(found.contains("separated by commas"), "{found}");
}

#[test]
fn a_name_is_offered_where_it_can_be_one() {
    let source = "---\nname: $0\n---\n";
    assert_eq!(labels("/w/.gemini/agents/worker.md", source), ["worker"]);
    assert_eq!(labels("/w/.gemini/agents/WORKER.md", source), Vec::<String>::new());
    assert_eq!(labels("/w/.qwen/agents/main.md", source), Vec::<String>::new());
    assert_eq!(labels("/w/.factory/droids/x1.md", source), ["x1"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn tokens_of_every_text_are_in_order_and_in_a_line(
        pieces in proptest::collection::vec(pieces::markdown(), 0..12),
        front in proptest::sample::select(vec!["", "---\nname: x\neffort: |\n  é\n  b\n---\n", "---\narguments: [a]\n---\n"]),
        path in proptest::sample::select(vec!["/w/.claude/agents/x.md", "/w/.claude/skills/a/SKILL.md", "/w/.qwen/commands/a.md"]),
    ) {
        let text = format!("{front}{}!`é $1` !{{a {{{{args}}}}}} use the coder agent\n", pieces.concat());
        let coder = "---\nname: coder\ndescription: d\n---\n# A\n";
        let index = index_of(&[("/w/.claude/agents/coder.md", coder), (path, &text)]);
        let document = Document::new(Some(path.into()), 0, &text);
        let targets = Targets::default();
        let context = Context { index: &index, targets: &targets, documents: &|_| None, files: &|_| None };
        let mut end = 0;
        for token in semantic_tokens(&document, &(0..text.len()), &index, &targets) {
            prop_assert!(end <= token.range.start, "{:?}", token);
            end = token.range.end;
            let written = text.get(token.range.clone());
            prop_assert!(written.is_some_and(|it| !it.is_empty() && !it.contains(['\n', '\r'])), "{:?}", token);
            // What is replaced can be hovered over.
            let hovered = || hover(&document, token.range.start, &context);
            prop_assert!(token.kind != TokenKind::Placeholder || hovered().is_some(), "{:?}", token);
        }
        prop_assert!(lenses(&document, &index, &targets).iter().all(|lens| !lens.title.is_empty()));
    }

    #[test]
    fn every_offset_of_every_text_can_be_asked_about(
        pieces in proptest::collection::vec(pieces::markdown(), 0..12),
        front in proptest::sample::select(vec!["", "---\nname: x\ntools: Agent(coder)\n---\n", "---\nname: x\n"]),
    ) {
        let text = format!("{front}{}", pieces.concat());
        let coder = "---\nname: coder\ndescription: d\n---\n# A\n";
        let path = "/w/.claude/agents/x.md";
        let index = index_of(&[("/w/.claude/agents/coder.md", coder), (path, &text)]);
        let document = Document::new(Some(path.into()), 0, &text);
        let targets = Targets::default();
        let context = Context { index: &index, targets: &targets, documents: &|_| None, files: &|_| None };
        for link in links(&document, Some("/home/u")) {
            prop_assert!(text.get(link.range).is_some());
        }
        // No client position is inside a CRLF.
        let inside = |at: &usize| text.get(..*at).is_some_and(|it| it.ends_with('\r')) && text.get(*at..).is_some_and(|it| it.starts_with('\n'));
        for offset in (0..=text.len()).filter(|at| !inside(at)) {
            if let Some(found) = hover(&document, offset, &context) {
                prop_assert!(found.range.start <= offset && offset <= found.range.end);
            }
            let items = completions(&document, offset, &index);
            // Nor is one inside a character. Nothing panics there, and nothing more is promised.
            for item in items.into_iter().filter(|_| text.is_char_boundary(offset)) {
                let replaced = text.get(item.replace.clone());
                prop_assert!(replaced.is_some_and(|text| !text.contains(['\n', '\r'])), "{item:?}");
                prop_assert_eq!(item.insert.start, item.replace.start);
                prop_assert!(item.insert.end == offset && offset <= item.replace.end, "{:?}", item);
            }
            prop_assert!(prepare(&document, offset, &index).is_some());
        }
    }
}
