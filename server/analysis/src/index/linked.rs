//! Where links lead.

use std::sync::Arc;

use super::project_root;
use crate::dialect::ImportBase;
use crate::document::Document;
use crate::links::{Link, LinkForm, resolve};
use crate::sections::Sections;

/// The absolute paths that a file imports.
pub type ImportedPaths = Arc<[Box<str>]>;

/// Returns the path that a link of a document leads to, separated with `/`; `None` if that is out of the root or in a
/// home folder.
pub fn link_target(document: &Document, link: &Link) -> Option<String> {
    link_target_from(document.path.as_deref()?, document, link)
}

/// Like [`link_target`], if the document were at another path.
pub(crate) fn link_target_from(path: &str, document: &Document, link: &Link) -> Option<String> {
    if link.path.is_empty() {
        return Some(path.to_owned());
    }
    if !matches!(link.form, LinkForm::Import { .. }) {
        return resolve(path, &link.path);
    }
    match link.path.as_bytes() {
        [b'/', ..] => Some(link.path.to_string()),
        [b'~', ..] => None,
        _ => resolve(&import_base(path, document), &link.path),
    }
}

/// Like [`link_target`], with the imports from the user's home folder, if that is known.
pub(crate) fn link_target_at_home(document: &Document, link: &Link, home: Option<&str>) -> Option<String> {
    let import = matches!(link.form, LinkForm::Import { .. });
    match link.path.strip_prefix("~/").filter(|_| import) {
        Some(below) => resolve(&format!("{}/~", home?.trim_end_matches('/')), below),
        None => link_target(document, link),
    }
}

/// Returns the absolute paths that a document imports where the file of a tool includes it, whatever it is itself.
pub fn imported_paths(document: &Document) -> ImportedPaths {
    let imports = |path| imports_in(path, document.sections()).collect();
    document.path.as_deref().map(imports).unwrap_or_default()
}

/// Returns the absolute paths that a file with that body imports: those that every tool follows.
pub(crate) fn imports_in(path: &str, body: &Sections) -> impl Iterator<Item = Box<str>> {
    let certain = |link: &Link| {
        let plain = LinkForm::Import { glued: false, indented: false, starred: false };
        link.is_surely_import() && link.form == plain
    };
    let target = move |link: &Link| match link.path.starts_with('/') {
        true => Some(link.path.clone()),
        false => resolve(path, &link.path).map(Into::into),
    };
    body.links().filter(move |(_, link)| certain(link)).filter_map(move |(_, link)| target(link))
}

/// Returns the path that the imports of a document at a path are relative to, as if it were a file's.
pub(crate) fn import_base(path: &str, document: &Document) -> String {
    match document.imports().map(|(_, imports)| imports.from) {
        Some(ImportBase::Project) => project_root(path).to_owned(),
        _ => path.to_owned(),
    }
}
