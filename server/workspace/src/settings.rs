//! Settings from `agentls.toml`, the nearest one above a document or that of the user, and from the editor. The file wins over the editor,
//! so that everyone gets the same result in a repository.
//!
//! [`Settings`] is the format and defines all keys, types and limits. `tree` and `fit` parse and validate a text or
//! section and report what is invalid with its range; [`Project`] holds the resolved settings below a settings file,
//! and [`SettingsCache`] finds and caches projects.

mod additions;
mod dialect;
mod exclude;
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
mod user;

use std::path::{Path, PathBuf};

use agentls_analysis::code_span::code_span;

pub use dialect::{dialect_schema, parse as parse_dialect};
pub use exclude::Exclusions;
pub use format::{Level, Location, Override, Settings, Vocabulary};
pub use limits::Limits;
pub use problem::{ADDRESS, CODE, Report, SettingsError};
pub use project::Project;
pub use read::ParsedSettings;
pub use read::{HEAVY, is_heavy};
pub use store::SettingsCache;
pub use user::UserSettings;

/// The name of the settings file.
pub const FILE: &str = "agentls.toml";

/// Returns ` Did you mean …?` if a known word is similar to a word.
#[must_use]
pub fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near = |known: &'a str| (strsim::jaro_winkler(word, known), known);
    // Of equally similar words, the first wins.
    let nearer = |one: (f64, &'a str), other: (f64, &'a str)| if other.0 > one.0 { other } else { one };
    let nearest = known.into_iter().map(near).reduce(nearer).filter(|(likeness, _)| *likeness > 0.8);
    nearest.map_or(String::new(), |(_, known)| format!(" Did you mean {}?", code_span(known)))
}

/// Whether a path is a file that may name locations or servers for tools, or a folder that contains such files.
#[must_use]
pub fn is_manifest(path: &Path) -> bool {
    manifests::affects_manifests(path) || servers::affects_servers(path)
}

/// Finds the nearest settings file in the folders above a path, on disk.
pub fn nearest(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find_map(file_of)
}

/// Returns the settings file of a folder: anything of that name, since an unreadable one must not be silently ignored.
fn file_of(folder: &Path) -> Option<PathBuf> {
    Some(folder.join(FILE)).filter(|file| file.symlink_metadata().is_ok())
}

#[cfg(test)]
mod tests;
