//! Which kind of document a file is, and why.

use std::sync::LazyLock;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::{Document, document, documents};
use crate::syntax::Syntax;
use crate::syntax::yaml::Node;

/// The kind of a document, and the reason in a sentence for the author.
#[derive(Clone, Debug)]
pub struct Detection {
    /// The kind.
    pub document: &'static Document,
    /// Why it is this kind.
    pub reason: String,
}

/// Which tools read a path. It costs a look at every glob, and is the same for as long as the path is.
#[derive(Debug, Default)]
pub struct Location {
    /// The kind of document that the path belongs to, with the glob that says so.
    owner: Option<(&'static Document, &'static str)>,
    /// The kind of document that the editor takes the file for, with the language id that says so.
    language: Option<(&'static Document, &'static str)>,
    /// The kinds as which tools read the path: the owner's and those of every tool that reads it as well.
    pub readers: Vec<&'static Document>,
}

impl Location {
    /// Looks a path up, with `/` between its parts.
    pub fn of(path: &str) -> Self {
        let reads = |known: &&Known| {
            !known.exclude.is_match(path) && (known.globs.is_match(path) || known.also_reads.is_match(path))
        };
        let readers = KNOWN.iter().filter(reads).map(|known| known.document).collect();
        Self { owner: owner(path), language: None, readers }
    }

    /// With the language id that an editor gives the file.
    #[must_use]
    pub fn in_language(mut self, id: &str) -> Self {
        self.language = documents().find_map(|document| {
            let language = document.languages.iter().find(|language| *language == id)?;
            Some((document, language.as_str()))
        });
        self
    }
}

/// The kinds of document with the paths that they claim, read besides, and leave out.
struct Known {
    document: &'static Document,
    globs: GlobSet,
    also_reads: GlobSet,
    exclude: GlobSet,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let known = |document: &'static Document| Known {
        document,
        globs: glob_set(&document.globs),
        also_reads: glob_set(&document.also_reads),
        exclude: glob_set(&document.exclude),
    };
    let mut all: Vec<_> = documents().map(known).collect();
    all.sort_by_key(|known| known.document.fallback);
    all
});

/// The kind of a document, or none if it is no file for an agent tool.
///
/// `path` is the file's path with `/` between its parts, or none for a document that is not in a file; `location` is
/// what is known of the path. A path that a tool owns decides; elsewhere the keys have to show the kind without doubt.
pub fn detect(path: Option<&str>, location: &Location, syntax: &Syntax) -> Option<Detection> {
    let root = syntax.front_matter().and_then(|front| front.yaml.root.as_ref());
    let Some((owner, glob)) = location.owner else {
        let said = location.language.map(|(document, language)| Detection {
            document,
            reason: format!("the editor says that it is one, by the language id `{language}`"),
        });
        return said.or_else(|| by_shape(path, root?));
    };
    let overlay = root.and_then(|root| marked_overlay(owner, root));
    Some(match overlay {
        Some((document, marker)) => Detection {
            document,
            reason: format!(
                "{} reads this path, and the key `{marker}` is one of {}'s",
                owner.tool, document.tool
            ),
        },
        None => Detection {
            document: owner,
            reason: format!("{} looks here: the path matches `{glob}`", owner.tool),
        },
    })
}

/// The kind of document that a path belongs to, with the glob that says so.
fn owner(path: &str) -> Option<(&'static Document, &'static str)> {
    let owns = |known: &&Known| known.document.overlay.is_none() && !known.exclude.is_match(path);
    KNOWN.iter().filter(owns).find_map(|known| {
        let glob = known.globs.matches(path).into_iter().next()?;
        Some((known.document, known.document.globs.get(glob)?.as_str()))
    })
}

fn marked_overlay(base: &Document, root: &Node) -> Option<(&'static Document, &'static str)> {
    documents()
        .filter(|document| document.overlay.as_deref() == Some(base.id.as_str()))
        .find_map(|document| Some((document, marker(document, root)?)))
}

/// The kind of a file that lies where no tool looks for agents: an example, a template, a file not yet in its place.
fn by_shape(path: Option<&str>, root: &Node) -> Option<Detection> {
    let named = root.entry("name").is_some() && root.entry("description").is_some();
    if !named || path.is_some_and(is_elsewhere) {
        return None;
    }
    let allowed = |known: &&Known| path.is_none_or(|path| !known.exclude.is_match(path));
    let mut candidates: Vec<_> = KNOWN.iter().filter(allowed).map(|known| known.document).collect();
    // An overlay says more than its base.
    candidates.sort_by_key(|document| document.overlay.is_none());
    if let Some((document, marker)) =
        candidates.iter().find_map(|document| Some((*document, marker(document, root)?)))
    {
        let reason = format!("it has `name`, `description` and `{marker}`, a key of {}", document.tool);
        return Some(Detection { document, reason });
    }
    let in_agents = path.is_some_and(|path| path.split('/').rev().skip(1).any(|part| part == "agents"));
    let document = document("claude-code.agent").filter(|_| in_agents)?;
    let reason = "it has `name` and `description` and lies in a folder called `agents`".to_owned();
    Some(Detection { document, reason })
}

/// Whether a path is another tool's: inside a hidden folder, or with a second extension (`x.prompt.md`).
fn is_elsewhere(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let hidden = folders.split('/').any(|part| part.starts_with('.') && part.len() > 2 && part != "..");
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    hidden || stem.contains('.') || stem.eq_ignore_ascii_case("skill") || stem.eq_ignore_ascii_case("readme")
}

/// The first marker key of a document that the front matter has.
fn marker(document: &'static Document, root: &Node) -> Option<&'static str> {
    document.markers.iter().map(String::as_str).find(|marker| {
        marker.split('.').try_fold(root, |node, key| node.entry(key).map(|entry| &entry.value)).is_some()
    })
}

fn glob_set(globs: &[String]) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        if let Ok(glob) = GlobBuilder::new(glob).literal_separator(true).build() {
            builder.add(glob);
        }
    }
    builder.build().unwrap_or_default()
}

#[cfg(test)]
mod tests;
