//! Call hierarchy: which documents refer to an agent, a skill or a command, and which it refers to.

use std::ops::Range;
use std::sync::Arc;

use super::target::{Target, target};
use crate::document::Document;
use crate::index::{AgentIndex, Places};
use crate::references::{DefinitionKind, Span};

/// A document that calls or is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The name of its definition, or else of its file.
    pub name: String,
    /// What it defines; `None` for a document that only refers to others, such as instructions.
    pub kind: Option<DefinitionKind>,
    /// Its path.
    pub path: Arc<str>,
    /// Its description.
    pub detail: Option<String>,
    /// The bytes of the name in the front matter; `None` if the path gives the name.
    pub span: Option<Range<usize>>,
    /// The zero-based line of the name; 0 if the path gives the name.
    pub line: u32,
}

/// A call between two documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The document at the other end.
    pub item: Item,
    /// The bytes of the names in the calling document, in text order.
    pub ranges: Vec<Range<usize>>,
}

/// Returns the hierarchy item at an offset: the target of the reference there, or else the document itself.
pub fn prepare(document: &Document, offset: usize, index: &AgentIndex) -> Option<Item> {
    let path = document.path.as_deref()?;
    let named = match target(document, offset, index) {
        Some((_, Target::Reference(found))) => index.resolve(found.kind, &found.name, path),
        _ => None,
    };
    hierarchy_item(named.map_or(path, |(path, _)| path), index)
}

/// Returns the documents that refer to a document's definition, by path.
pub fn incoming(path: &str, index: &AgentIndex) -> Vec<Call> {
    calls(index.referrers(path), index)
}

/// Returns the documents that a document refers to, in text order. The ranges are in that document.
pub fn outgoing(path: &str, index: &AgentIndex) -> Vec<Call> {
    calls(index.referred(path), index)
}

fn calls(places: Vec<Places<'_>>, index: &AgentIndex) -> Vec<Call> {
    let call = |(path, ranges): Places<'_>| Some(Call { item: hierarchy_item(path, index)?, ranges });
    places.into_iter().filter_map(call).collect()
}

fn hierarchy_item(path: &str, index: &AgentIndex) -> Option<Item> {
    let (path, summary) = index.get_key_value(path)?;
    let definition = summary.definition();
    let file = || path.rsplit('/').next().unwrap_or_default();
    Some(Item {
        name: definition.map_or_else(file, |found| &found.name).to_owned(),
        kind: definition.map(|found| found.kind),
        path: path.clone(),
        detail: definition.and_then(|found| found.description.as_deref()).map(super::first_words),
        span: definition.and_then(|found| found.span).map(Span::range),
        line: definition.map_or(0, |found| found.line),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::tests::index_of;

    const FILES: &[(&str, &str)] = &[
        (
            "/w/.claude/agents/lead.md",
            "---\nname: lead\ndescription: Leads.\n---\nUse the `coder` agent, then use the `tester` agent, then ask the coder agent. Use the lost agent.\n",
        ),
        ("/w/.claude/agents/coder.md", "---\nname: coder\ndescription: Writes.\n---\nDelegate to `coder`.\n"),
        ("/w/.claude/agents/tester.md", "---\nname: tester\ndescription: d\n---\n"),
        ("/w/AGENTS.md", "`Task(\"a\", \"b\", \"coder\")`\n"),
        ("/v/AGENTS.md", "`Task(\"a\", \"b\", \"coder\")`\n"),
    ];

    fn shown(calls: Vec<Call>, from: Option<&str>) -> Vec<String> {
        let text = |path: &str| FILES.iter().find(|(known, _)| *known == path).expect("a file").1;
        let show = |call: Call| {
            let text = text(from.unwrap_or(&call.item.path));
            let names: Vec<_> = call.ranges.into_iter().map(|range| &text[range]).collect();
            format!("{} {:?} {}", call.item.name, call.item.kind, names.join(" "))
        };
        calls.into_iter().map(show).collect()
    }

    #[test]
    fn who_calls_whom() {
        let index = index_of(FILES);
        let (lead, coder) = ("/w/.claude/agents/lead.md", "/w/.claude/agents/coder.md");
        assert_eq!(
            shown(incoming(coder, &index), None),
            ["coder Some(Agent) coder", "lead Some(Agent) coder coder", "AGENTS.md None coder"]
        );
        assert_eq!(
            shown(outgoing(lead, &index), Some(lead)),
            ["coder Some(Agent) coder coder", "tester Some(Agent) tester"]
        );
        assert_eq!(incoming("/w/AGENTS.md", &index), []);
        assert_eq!(
            shown(outgoing("/w/AGENTS.md", &index), Some("/w/AGENTS.md")),
            ["coder Some(Agent) coder"]
        );
        assert_eq!(outgoing("/v/AGENTS.md", &index), [], "agents of another project are not called");
    }

    #[test]
    fn what_the_cursor_is_about() {
        let index = index_of(FILES);
        let (path, text) = FILES[0];
        let document = Document::new(Some(path.into()), 0, text);
        let at =
            |word: &str| prepare(&document, text.find(word).expect("there"), &index).map(|item| item.name);
        assert_eq!(at("coder").as_deref(), Some("coder"));
        for own in ["lead", "description", "then", "lost"] {
            assert_eq!(at(own).as_deref(), Some("lead"), "{own}");
        }
        let item = hierarchy_item(path, &index).expect("an item");
        assert_eq!((item.line, item.span, item.detail.as_deref()), (1, Some(10..14), Some("Leads.")));
        let elsewhere = Document::new(Some("/w/README.md".into()), 0, "coder");
        assert_eq!(prepare(&elsewhere, 0, &index), None);
    }

    #[test]
    fn a_plugin_calls_by_its_own_name_too() {
        let files = [
            ("/w/plugins/p/agents/a.md", "---\nname: a\ndescription: d\n---\n"),
            (
                "/w/AGENTS.md",
                "`Task(\"a\", \"b\", \"p:a\")` `Task(\"a\", \"b\", \"a\")` `Task(\"a\", \"b\", \"q:a\")`\n",
            ),
        ];
        let found = incoming(files[0].0, &index_of(&files));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].ranges.len(), 2);
    }
}
