//! Where links lead.

use super::project_root;
use crate::dialect::ImportBase;
use crate::document::Document;
use crate::links::{Link, LinkForm, resolve};

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

/// Returns the path that the imports of a document at a path are relative to, as if it were a file's.
pub(crate) fn import_base(path: &str, document: &Document) -> String {
    match document.imports().map(|(_, imports)| imports.from) {
        Some(ImportBase::Project) => project_root(path).to_owned(),
        _ => path.to_owned(),
    }
}
