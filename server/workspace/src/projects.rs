//! The projects around a file, nested within the repository.

use std::path::Path;
use std::sync::Arc;

use crate::paths::to_slash;

/// Returns the folder of a project and those of the projects around it within the repository, whose agents are visible
/// in it. Folders have a trailing `/`.
pub fn projects_around(root: &str) -> Vec<Arc<str>> {
    let mut around: Vec<Arc<str>> = Vec::new();
    for folder in Path::new(root).ancestors() {
        let name = to_slash(folder);
        around.push(if name.ends_with('/') { name } else { format!("{name}/").into() });
        // A nested repository may have a file of that name.
        if folder.join(".git").exists() {
            return around;
        }
    }
    around.truncate(1);
    around
}
