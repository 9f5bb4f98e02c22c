//! Dialects: the front matter that each tool accepts, read from the `dialect.yaml` of each tool in `tools/`.
//!
//! A dialect file is data, one per tool; the structs of [`schema`] are its format. Rules, completion and hover are
//! generic over it. This module knows no particular tool: a new one needs only its file. [`Dialects`] holds the facts
//! about all tools; a project may extend the built-in ones.

mod built_in;
mod catalog;
mod check;
mod detect;
mod globs;
mod imports;
mod keys;
mod known;
mod lazy_part;
mod limits;
mod load;
mod load_shell;
mod loads_for;
mod naming;
mod near;
mod placeholders;
mod places;
mod relations;
mod schema;
mod sent;
mod sets;
mod types;
mod vocabulary;
mod words;

pub use catalog::{Dialects, Located};
pub use check::DialectError;
pub use detect::{Detection, Location, PathNames, detect};
pub use globs::Glob;
pub use imports::{BodyAdvice, ImportBase, Imports};
pub(crate) use keys::Keys;
pub use known::{BeforeBuiltIn, BuiltIn, Listing, Refusal, SameName, Taken};
pub use lazy_part::{LazyPart, Place};
pub use limits::Limit;
pub use load_shell::{LoadShell, ShellForm, ShellStops};
pub use loads_for::{LoadsFor, PatternReading};
pub(crate) use near::{Misplaced, NAME, Repair};
pub use placeholders::{Placeholders, PluginFolder, placeholder_name};
pub use places::ScanDir;
pub use relations::{Condition, Parentheses, Parenthesized, Relation, Weight};
pub use schema::{DialectFile, Field, FileKind, Observed, Sign};
pub use sent::{
    Sent, SentArguments, SentImports, SentInPlace, SentListed, SentPlace, SentToolRules, SentTools,
};
pub use sets::{Color, Deprecation, KnownValue, Pattern, ServerTools, Set, WrongForm};
pub use types::Type;
pub use vocabulary::Topic;
pub use words::{
    Access, Effect, Evidence, Gap, Matched, MatchedKind, Naming, Presence, Role, UnknownKeys, ValueFormat,
};

use std::sync::{Arc, LazyLock};

/// Returns the built-in dialects.
pub fn dialects() -> &'static [Arc<DialectFile>] {
    Dialects::built_in().files()
}

/// Returns every built-in kind of file.
pub fn file_kinds() -> impl Iterator<Item = &'static Arc<FileKind>> {
    Dialects::built_in().file_kinds()
}

/// Returns the built-in kind of file with this id, for example `claude-code.agent`.
pub fn document(id: &str) -> Option<&'static Arc<FileKind>> {
    Dialects::built_in().document(id)
}

/// Returns the globs of the built-in kinds of file whose files have no ending of markdown: those of Codex agents, which
/// are TOML, and others.
pub fn other_globs() -> impl Iterator<Item = &'static str> {
    let globs = file_kinds().flat_map(|kind| &kind.globs);
    globs.map(String::as_str).filter(|glob| [".toml", ".yaml", ".yml"].iter().any(|end| glob.ends_with(end)))
}

/// Whether a path with `/` as separator is one that [`other_globs`] match.
pub fn is_other_file(path: &str) -> bool {
    static GLOBS: LazyLock<Vec<Glob>> =
        LazyLock::new(|| other_globs().filter_map(|glob| Glob::new(glob).ok()).collect());
    // Nearly all paths end otherwise.
    path.ends_with("ml") && GLOBS.iter().any(|glob| glob.is_match(path))
}

/// Returns a path that a glob matches. Of `{a,b}`, the first alternative is taken.
pub(crate) fn path_of(glob: &str) -> String {
    let mut path = String::from("/w/");
    let mut rest = glob.trim_start_matches("**/");
    while let Some(at) = rest.find(['*', '{']) {
        let (before, behind) = rest.split_at_checked(at).unwrap_or_default();
        path += before;
        rest = behind;
        if let Some(after) = rest.strip_prefix("**/") {
            rest = after;
        } else if let Some((choices, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            path += choices.split(',').next().unwrap_or_default();
            rest = after;
        } else {
            path += "x";
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    path + rest
}

#[cfg(test)]
mod tests;
