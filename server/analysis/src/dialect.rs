//! Dialects: what each tool's front matter may say, read from the `dialect.yaml` of each tool in `tools/`.
//!
//! A dialect file is data, one for each tool; its format is the structs of [`schema`]. Rules, completion and hover
//! are generic over it. This module knows no particular tool: adding one is adding its file. [`Dialects`] is what is
//! known of all tools together; a project may add to the one of this build.

mod catalog;
mod check;
mod detect;
mod globs;
mod keys;
mod known;
mod limits;
mod load;
mod naming;
mod near;
mod places;
mod relations;
mod schema;
mod sets;
mod types;
mod vocabulary;
mod words;

pub use catalog::{Dialects, Located};
pub use check::DialectError;
pub use detect::{Detection, Location, PathNames, detect};
pub use globs::Glob;
pub(crate) use keys::Keys;
pub use known::{BuiltIn, SameName, Taken};
pub use limits::Limit;
pub(crate) use near::{Misplaced, NAME, Repair};
pub use places::ScanDir;
pub use relations::{Condition, Parentheses, Parenthesized, Relation, Weight};
pub use schema::{DialectFile, Field, FileKind, Observed, Sign};
pub use sets::{Color, Deprecation, KnownValue, Pattern, ServerTools, Set, WrongForm};
pub use types::Type;
pub use vocabulary::Topic;
pub use words::{
    Access, Effect, Evidence, Gap, Matched, MatchedKind, Naming, Presence, Role, UnknownKeys, ValueFormat,
};

use std::sync::Arc;

/// Every dialect file: its stem and its content as JSON. Cargo lists the folder at build time (`build.rs`).
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/dialects.rs"));

/// The dialects of this build.
pub fn dialects() -> &'static [Arc<DialectFile>] {
    Dialects::built_in().files()
}

/// Every kind of document of every dialect of this build.
pub fn file_kinds() -> impl Iterator<Item = &'static Arc<FileKind>> {
    Dialects::built_in().file_kinds()
}

/// The document kind of this build with this id, for example `claude-code.agent`.
pub fn document(id: &str) -> Option<&'static Arc<FileKind>> {
    Dialects::built_in().document(id)
}

/// A path that a glob matches. Of `{a,b}`, it is the first.
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
