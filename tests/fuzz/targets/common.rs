//! What the targets share: places of files, and everything that can be asked about a document.

use std::sync::Arc;

use agentls_analysis::document::Document;
use agentls_analysis::ide::{actions, colors, completion, lenses, semantic_tokens, symbols};
use agentls_analysis::index::{AgentIndex, DocumentSummary};
use agentls_analysis::lint::cross_file::{CrossFileContext, diagnostics as among_others};
use agentls_analysis::lint::{Diagnostic, Policy, diagnostics};
use agentls_analysis::verdicts::Targets;

/// Places that different tools read; the first byte of an input picks one.
const PATHS: &[&str] = &[
    "/w/.claude/agents/x.md",
    "/w/.claude/skills/x/SKILL.md",
    "/w/.claude/commands/x.md",
    "/w/.github/agents/x.agent.md",
    "/w/.opencode/agent/x.md",
    "/w/.gemini/agents/x.md",
    "/w/.qwen/agents/x.md",
    "/w/.cursor/rules/x.mdc",
];

/// A place, and the text that is left of an input.
pub fn place(data: &[u8]) -> Option<(Arc<str>, &str)> {
    let (first, rest) = data.split_first()?;
    let path = PATHS[usize::from(*first) % PATHS.len()];
    Some((path.into(), std::str::from_utf8(rest).ok()?))
}

/// Everything that is found in a document, alone and among others.
pub fn found(document: &Document) -> Vec<Diagnostic> {
    let mut index = AgentIndex::default();
    index.set_complete(true);
    if let Some(path) = &document.path {
        index.set(path, DocumentSummary::from_document(document));
    }
    let policy = Policy::default();
    let mut found = diagnostics(document);
    found.extend(among_others(document, &CrossFileContext { exists: &|_| Some(false), ..CrossFileContext::of_index(&index, &policy) }));
    for found in &found {
        assert!(found.range.start <= found.range.end && found.range.end <= document.text.len(), "{found:?}");
    }
    found
}

/// Asks for everything, at a place too.
pub fn ask(document: &Document, offset: usize) {
    let found = found(document);
    symbols::symbols(document);
    colors::colors(document);
    let (index, targets) = (AgentIndex::default(), Targets::default());
    semantic_tokens::semantic_tokens(document, &(0..document.text.len()), &index, &targets);
    lenses::lenses(document, &index, &targets);
    completion::completions(document, offset, &AgentIndex::default());
    actions::code_actions(document, &found, &(offset..offset), &Policy::default());
}
