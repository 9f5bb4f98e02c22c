//! What can be set: in the file `agentls.toml`, the nearest one above a document, or in the editor. What the file
//! says goes before what the editor says, so that a repository is the same for everyone.
//!
//! [`Settings`] is the format: keys, types and limits come from there alone. `tree` and `fit` read any text or section
//! into it, leave out what does not fit and say where that stands; [`Project`] is what then holds below a settings file,
//! and [`SettingsCache`] finds and keeps the projects of many files.

mod additions;
mod dialect;
mod files;
mod fit;
mod format;
mod globs;
mod layers;
mod limits;
mod manifests;
mod problem;
mod project;
mod read;
mod servers;
mod store;
mod tree;

use std::path::{Path, PathBuf};

use agentls_analysis::code_span::code_span;

pub use dialect::{dialect_schema, parse as parse_dialect};
pub use format::{Level, Location, Override, Settings, Vocabulary};
pub use limits::Limits;
pub use problem::{ADDRESS, CODE, Report, SettingsError};
pub use project::Project;
pub use read::ParsedSettings;
pub use read::{HEAVY, is_heavy};
pub use store::SettingsCache;

/// The name of the file.
pub const FILE: &str = "agentls.toml";

/// ` Did you mean …?` for a word, if one of those known is near.
#[must_use]
pub fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near = |known: &'a str| (strsim::jaro_winkler(word, known), known);
    // Of equally near ones it is the first.
    let nearer = |one: (f64, &'a str), other: (f64, &'a str)| if other.0 > one.0 { other } else { one };
    let nearest = known.into_iter().map(near).reduce(nearer).filter(|(likeness, _)| *likeness > 0.8);
    nearest.map_or(String::new(), |(_, known)| format!(" Did you mean {}?", code_span(known)))
}

/// Whether a path is one of a file that may name places or servers for tools, or of a folder that such files lie in.
#[must_use]
pub fn is_manifest(path: &Path) -> bool {
    manifests::affects_manifests(path) || servers::affects_servers(path)
}

/// The nearest settings file in the folders above a path, as it is now.
pub fn nearest(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find_map(file_of)
}

/// The settings file of a folder: whatever has the name, since what cannot be read must not be passed over in silence.
fn file_of(folder: &Path) -> Option<PathBuf> {
    Some(folder.join(FILE)).filter(|file| file.symlink_metadata().is_ok())
}

#[cfg(test)]
mod tests;
