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

/// Returns the folder in which tools work on a project: the root of its repository, or else the folder around it that a
/// command was given, or else the project's own. Folders have a trailing `/`.
pub fn tool_root(project: &str, given: Option<&str>) -> Arc<str> {
    let around = projects_around(project);
    let outermost = around.last().filter(|folder| Path::new(&***folder).join(".git").exists());
    let home = std::env::home_dir();
    // Nobody keeps a whole disk or home folder as one project.
    let is_project = |folder: &&str| {
        let folder = Path::new(folder);
        folder.parent().is_some() && home.as_deref().is_none_or(|home| !home.starts_with(folder))
    };
    let around = given.filter(|folder| project.starts_with(folder)).filter(is_project);
    outermost.cloned().unwrap_or_else(|| around.unwrap_or(project).into())
}
