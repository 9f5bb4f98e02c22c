//! Workspace symbols: the agents, skills, commands and shared words of all documents.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::Arc;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use rustc_hash::FxHashMap;

use crate::index::AgentIndex;
use crate::references::{DefinitionKind, Span};
use crate::summary::Usage;

/// Maximum number of symbols in a response.
pub const MOST: usize = 200;

/// A workspace symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: SymbolKind,
    /// The path of the document with the name; for a word, the first one by path.
    pub path: Arc<str>,
    /// The bytes of the name there; `None` if the path gives the name.
    pub span: Option<Range<usize>>,
    /// The zero-based line of the name; `None` for a word.
    pub line: Option<u32>,
    /// Its description; for a word, the key and the number of uses.
    pub detail: String,
}

/// The kind of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// An agent, a skill or a command.
    Defined(DefinitionKind),
    /// A word of an open vocabulary, such as a capability.
    Word,
}

/// A word with the first document that uses it.
struct Used<'a> {
    word: &'a Usage,
    path: &'a Arc<str>,
    documents: usize,
}

/// Returns the symbols that match a query, best first and at most [`MOST`]. A name matches if it has the query's
/// letters in order, with others in between. An empty query matches everything, by path.
pub fn workspace_symbols(query: &str, index: &AgentIndex) -> Vec<WorkspaceSymbol> {
    let defined: Vec<_> =
        index.iter().filter_map(|(path, summary)| Some((path, summary.definition()?))).collect();
    let words = shared_words(index);
    let names: Vec<&str> = defined
        .iter()
        .map(|(_, definition)| &*definition.name)
        .chain(words.iter().map(|used| &*used.word.value))
        .collect();
    let symbol = |at: usize| {
        if let Some((path, definition)) = defined.get(at) {
            return Some(WorkspaceSymbol {
                name: definition.name.to_string(),
                kind: SymbolKind::Defined(definition.kind),
                path: Arc::clone(path),
                span: definition.span.map(Span::range),
                line: Some(definition.line),
                detail: definition.description.as_deref().map(super::first_words).unwrap_or_default(),
            });
        }
        let Used { word, path, documents } = words.get(at.checked_sub(defined.len())?)?;
        let more = if *documents == 1 { String::new() } else { format!(", in {documents} files") };
        Some(WorkspaceSymbol {
            name: word.value.to_string(),
            kind: SymbolKind::Word,
            path: Arc::clone(path),
            span: Some(word.span.range()),
            line: None,
            detail: format!("{}{more}", word.key),
        })
    };
    best(query, &names).into_iter().filter_map(symbol).collect()
}

/// Returns the words that documents share, once per key, by the path of the first document that uses each.
fn shared_words(index: &AgentIndex) -> Vec<Used<'_>> {
    let mut known: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    let mut all: Vec<Used<'_>> = Vec::new();
    for (path, summary) in index.iter() {
        for word in &summary.front.values {
            match known.entry((&word.key, &word.value)) {
                Entry::Occupied(at) => {
                    if let Some(used) = all.get_mut(*at.get()) {
                        used.documents += 1;
                    }
                }
                Entry::Vacant(free) => {
                    free.insert(all.len());
                    all.push(Used { word, path, documents: 1 });
                }
            }
        }
    }
    all
}

/// Returns the indexes of the best matching names, best first; on a tie, the shortest first.
fn best(query: &str, names: &[&str]) -> Vec<usize> {
    let query: String = query.split_whitespace().collect();
    if query.is_empty() {
        return (0..names.len().min(MOST)).collect();
    }
    let atom = Atom::new(&query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut score = |name: &str| atom.score(Utf32Str::new(name, &mut letters), &mut matcher);
    let mut found: Vec<_> = names
        .iter()
        .enumerate()
        .filter_map(|(at, name)| Some((Reverse(score(name)?), name.len(), at)))
        .collect();
    found.sort_unstable();
    found.into_iter().take(MOST).map(|(.., at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::tests::index_of;

    fn found(query: &str) -> Vec<String> {
        let agent = |name: &str, words: &str| {
            format!("---\nname: {name}\ndescription: Does {name}.\ncapabilities: [{words}]\n---\n")
        };
        let index = index_of(&[
            ("/w/.claude/agents/a.md", &agent("code-analyzer", "testing, review")),
            ("/w/.claude/agents/b.md", &agent("coder", "testing")),
            ("/w/.claude/agents/c.md", &agent("Übersetzer", "code")),
            ("/w/.claude/commands/deploy/code.md", "Deploy.\n"),
            ("/w/AGENTS.md", "# code\n"),
        ]);
        let show = |symbol: WorkspaceSymbol| {
            let file = symbol.path.rsplit('/').next().unwrap_or_default();
            let WorkspaceSymbol { name, kind, line, detail, span, .. } = &symbol;
            format!("{name} {kind:?} {file} {line:?} {} {detail}", span.is_some())
        };
        workspace_symbols(query, &index).into_iter().map(show).collect()
    }

    #[test]
    fn everything_by_path() {
        assert_eq!(
            found(" "),
            [
                "code-analyzer Defined(Agent) a.md Some(1) true Does code-analyzer.",
                "coder Defined(Agent) b.md Some(1) true Does coder.",
                "Übersetzer Defined(Agent) c.md Some(1) true Does Übersetzer.",
                "deploy:code Defined(Command) code.md Some(0) false ",
                "testing Word a.md None true capabilities, in 2 files",
                "review Word a.md None true capabilities",
                "code Word c.md None true capabilities",
            ]
        );
    }

    #[test]
    fn the_best_first() {
        let names = |query: &str| -> Vec<String> {
            found(query).iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(names("code"), ["code", "coder", "code-analyzer", "deploy:code"]);
        assert_eq!(names("CODER"), ["coder", "code-analyzer"]);
        assert_eq!(names("cdana"), ["code-analyzer"]);
        assert_eq!(names("über"), ["Übersetzer"]);
        assert_eq!(names("dep code"), ["deploy:code"]);
        assert_eq!(names("xyz"), Vec::<String>::new());
        assert_eq!(names(&"code".repeat(2000)), Vec::<String>::new());
    }

    #[test]
    fn no_more_than_of_use() {
        let names: Vec<String> = (0..MOST * 2).map(|at| format!("agent-{at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for query in ["", "agent"] {
            assert_eq!(best(query, &names).len(), MOST);
        }
        assert_eq!(best("agent-399", &names), [399]);
    }
}
