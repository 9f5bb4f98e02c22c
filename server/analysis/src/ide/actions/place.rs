//! Paths and names of new files.

use crate::dialect::{self, FileKind};
use crate::index::project_root;

/// Returns the path of a new agent in the project of a file: in the first folder that only this tool uses.
pub(super) fn agent_path(kind: &FileKind, beside: &str, name: &str) -> Option<String> {
    let own = |glob: &&String| glob.trim_start_matches("**/").starts_with('.');
    let example = dialect::path_of(kind.globs.iter().find(own)?);
    let (folder, file) = example.strip_prefix("/w/")?.rsplit_once('/')?;
    let (_, ending) = file.rsplit_once('.')?;
    Some(format!("{}{folder}/{name}.{ending}", project_root(beside)))
}

/// Slugifies a name, so that every tool accepts it: lower case, hyphens for everything but letters, digits and
/// underscores.
pub(super) fn slug(name: &str) -> Option<String> {
    let plain = |char: char| {
        if char.is_ascii_alphanumeric() || char == '_' { char.to_ascii_lowercase() } else { '-' }
    };
    let slug: String = name.chars().map(plain).collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    (!slug.is_empty()).then_some(slug)
}
