//! Dialects: what each tool's front matter may say, read from the YAML files in `dialects/`.
//!
//! A dialect file is data, one for each tool; its format is the structs of [`schema`]. Rules, completion and hover
//! are generic over it. This module knows no particular tool: adding one is adding its file.

mod detect;
mod known;
mod limits;
mod load;
mod naming;
mod places;
mod schema;
mod sets;
mod types;
mod words;

use std::sync::LazyLock;

pub use detect::{Detection, Location, detect};
pub use known::{BuiltIn, SameName, Taken};
pub use places::{Place, is_hidden_place, places};
pub use schema::{DialectFile, Document, Field};
pub use sets::{Color, Deprecation, Pattern, Set, Value};
pub use types::Type;
pub use words::{Effect, Evidence, Format, Naming, Presence, Role, UnknownKeys};

/// Every dialect file: its stem and its text. Cargo lists the folder at build time (`build.rs`).
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/dialects.rs"));

/// The dialects of this build, in the order of their file names. Parsed once, at the first use.
///
/// A file that does not parse is left out, since analysis cannot fail; the test `every_dialect_file_is_read` makes
/// sure that none is.
static DIALECTS: LazyLock<Vec<DialectFile>> = LazyLock::new(|| {
    let mut files: Vec<_> = FILES.iter().filter_map(|(_, text)| DialectFile::parse(text).ok()).collect();
    load::resolve(&mut files);
    files
});

/// The dialects of this build.
pub fn dialects() -> &'static [DialectFile] {
    &DIALECTS
}

/// Every kind of document of every dialect.
pub fn documents() -> impl Iterator<Item = &'static Document> {
    dialects().iter().flat_map(|dialect| &dialect.documents)
}

/// The document kind with this id, for example `claude-code.agent`.
pub fn document(id: &str) -> Option<&'static Document> {
    documents().find(|document| document.id == id)
}

/// Whether any tool brings along something of that role and that name, so that no file has to define it.
pub(crate) fn is_built_in(role: Role, name: &str) -> bool {
    dialects().iter().any(|dialect| dialect.built_in.has(role, name))
}

/// A path at which a file of this kind could lie.
pub(crate) fn example_path(kind: &Document) -> String {
    let place = kind.overlay.as_deref().and_then(document).unwrap_or(kind);
    place.globs.first().map_or_else(String::new, |glob| path_of(glob))
}

/// A path that a glob matches. Of `{a,b}`, it is the first.
fn path_of(glob: &str) -> String {
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
