//! What documents tell each other: names, and the words that they use for open values such as capabilities.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::dialect::Field;
use crate::document::Document;
use crate::syntax::yaml::{Node, Value};

/// What one document tells the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its name.
    pub name: Option<Box<str>>,
    /// The values that it uses for keys with an open vocabulary, as (key, value).
    pub values: Vec<(Box<str>, Box<str>)>,
}

impl Facts {
    /// The facts of a document; none if it is not for an agent tool, or has nothing to tell.
    pub fn of(document: &Document) -> Option<Self> {
        let detection = document.detection.as_ref()?;
        let root = document.front_matter()?.yaml.root.as_ref()?;
        let text = |key: &str| root.entry(key).and_then(|entry| entry.value.text());
        let name = text("name").filter(|name| !name.is_empty()).map(Into::into);
        let open = |field: &&Field| field.values.as_ref().is_some_and(|set| !set.closed);
        let values = detection.document.fields.iter().filter(open).flat_map(|field| {
            let value = root.entry(&field.name).map(|entry| &entry.value);
            let words = value.map(words).unwrap_or_default();
            words.into_iter().map(|word| (field.name.as_str().into(), word.into()))
        });
        Some(Self { name, values: values.collect() })
    }
}

/// A single value, or the items of a list.
fn words(value: &Node) -> Vec<&str> {
    match &value.value {
        Value::Sequence(items) => items.iter().filter_map(Node::text).collect(),
        _ if value.broken || value.is_empty() => Vec::new(),
        _ => value.text().into_iter().collect(),
    }
}

/// The facts of every document known, by path.
#[derive(Clone, Debug, Default)]
pub struct Fleet {
    files: BTreeMap<Arc<str>, Arc<Facts>>,
}

impl Fleet {
    /// Takes the facts of a document in place of those known; none removes them. Says whether anything changed.
    pub fn set(&mut self, path: &Arc<str>, facts: Option<Facts>) -> bool {
        match facts {
            Some(facts) if self.files.get(path).is_some_and(|known| **known == facts) => false,
            Some(facts) => {
                self.files.insert(path.clone(), Arc::new(facts));
                true
            }
            None => self.files.remove(path).is_some(),
        }
    }

    /// What a document told.
    pub fn get(&self, path: &str) -> Option<&Facts> {
        self.files.get(path).map(|facts| &**facts)
    }

    /// The documents of the same folder of agents, the document itself left out, by path.
    pub fn neighbours<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a Facts)> {
        let root = agents_root(path);
        self.files
            .range::<str, _>((std::ops::Bound::Included(root), std::ops::Bound::Unbounded))
            .take_while(move |(other, _)| other.starts_with(root))
            .filter(move |(other, _)| &***other != path)
            .map(|(other, facts)| (&**other, &**facts))
    }

    /// The words that the neighbours of a document use for a key, with the number of documents that do.
    pub fn uses<'a>(&'a self, path: &'a str, key: &str) -> FxHashMap<&'a str, usize> {
        let mut uses = FxHashMap::default();
        for (_, facts) in self.neighbours(path) {
            for (_, word) in facts.values.iter().filter(|(name, _)| &**name == key) {
                *uses.entry(&**word).or_default() += 1;
            }
        }
        uses
    }
}

/// The folder whose files are a document's neighbours, with its last `/`: the outermost `agents` folder on its path,
/// since tools read that one with all folders below; otherwise the document's own folder.
pub fn agents_root(path: &str) -> &str {
    let folder = path.rfind('/').map_or(0, |at| at + 1);
    let own = path.get(..folder).unwrap_or_default();
    own.find("/agents/").and_then(|at| own.get(..at + "/agents/".len())).unwrap_or(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fleet(files: &[(&str, &str)]) -> Fleet {
        let mut fleet = Fleet::default();
        for (path, text) in files {
            let path: Arc<str> = (*path).into();
            let document = Document::new(Some(path.clone()), 0, text);
            fleet.set(&path, Facts::of(&document));
        }
        fleet
    }

    #[test]
    fn neighbours_share_the_agents_folder() {
        let agent = |capabilities: &str| {
            format!("---\nname: x\ndescription: d\ncapabilities: [{capabilities}]\n---\n")
        };
        let fleet = fleet(&[
            ("/w/.claude/agents/a.md", &agent("one, two")),
            ("/w/.claude/agents/deep/b.md", &agent("two")),
            ("/w/.claude/agents-old/c.md", &agent("three")),
            ("/v/.claude/agents/d.md", &agent("four")),
        ]);
        let mut uses: Vec<_> = fleet.uses("/w/.claude/agents/new.md", "capabilities").into_iter().collect();
        uses.sort_unstable();
        assert_eq!(uses, [("one", 1), ("two", 2)]);
        let uses = fleet.uses("/w/.claude/agents/a.md", "capabilities");
        assert_eq!(uses.into_iter().collect::<Vec<_>>(), [("two", 1)], "a document is not its own neighbour");
    }

    #[test]
    fn facts_that_are_the_same_change_nothing() {
        let mut fleet = fleet(&[("/w/agents/a.md", "---\nname: x\ndescription: d\n---\n")]);
        let path: Arc<str> = "/w/agents/a.md".into();
        let facts = fleet.files[&path].as_ref().clone();
        assert!(!fleet.set(&path, Some(facts)));
        assert!(fleet.set(&path, None));
        assert!(!fleet.set(&path, None));
    }
}
