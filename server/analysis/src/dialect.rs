//! Dialects: what each tool's front matter may say, read from the YAML files in `dialects/`.
//!
//! A dialect file is data, one for each tool; its format is the structs of [`schema`]. Rules, completion and hover
//! are generic over it. This module knows no particular tool: adding one is adding its file.

mod detect;
mod limits;
mod load;
mod schema;
mod types;

use std::sync::LazyLock;

pub use detect::{Detection, detect};
pub use schema::{
    Color, Deprecation, DialectFile, Document, Effect, Evidence, Field, Format, Pattern, Presence, Set,
    UnknownKeys, Value,
};
pub use types::Type;

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

#[cfg(test)]
mod tests;
