//! The projects around a file: one within the other, as far as the repository reaches.

use std::path::Path;
use std::sync::Arc;

use crate::paths::to_slash;

/// The folder of a project, and those of the projects around it as far as the repository reaches, whose agents are seen
/// from within. Folders are given with their last `/`.
pub fn projects_around(root: &str) -> Vec<Arc<str>> {
    let mut around: Vec<Arc<str>> = Vec::new();
    for folder in Path::new(root).ancestors() {
        let name = to_slash(folder);
        around.push(if name.ends_with('/') { name } else { format!("{name}/").into() });
        // A repository within another one has a file there.
        if folder.join(".git").exists() {
            return around;
        }
    }
    around.truncate(1);
    around
}
