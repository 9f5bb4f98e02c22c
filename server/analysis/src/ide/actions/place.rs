//! Where new files go, and how they are called.

use crate::dialect::{self, FileKind};
use crate::index::project_root;

/// Where in the project of a file an agent of some kind is to lie: in the first folder that is the tool's own.
pub(super) fn agent_path(kind: &FileKind, beside: &str, name: &str) -> Option<String> {
    let own = |glob: &&String| glob.trim_start_matches("**/").starts_with('.');
    let example = dialect::path_of(kind.globs.iter().find(own)?);
    let (folder, _) = example.strip_prefix("/w/")?.rsplit_once('/')?;
    Some(format!("{}{folder}/{name}.md", project_root(beside)))
}

/// A name in lower case, with hyphens for all that is no letter, digit or underscore: one that every tool takes.
pub(super) fn slug(name: &str) -> Option<String> {
    let plain = |char: char| {
        if char.is_ascii_alphanumeric() || char == '_' { char.to_ascii_lowercase() } else { '-' }
    };
    let slug: String = name.chars().map(plain).collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    (!slug.is_empty()).then_some(slug)
}
