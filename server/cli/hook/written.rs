//! The files of an event: which of them may be agent files, and lie in the project that the agent works in.

use std::path::{Path, PathBuf};

use agentls_workspace::files::{is_wanted, whole_path};
use serde_json::Value;

/// Maximum number of files of one event that are checked.
const MOST_FILES: usize = 20;

/// Returns the files that may be agent files, relative to the agent's folder if they are below it. Makes that folder the
/// one of this process, so that messages name paths as the agent does.
pub(super) fn agent_files(event: &Value, paths: &[String]) -> Vec<PathBuf> {
    let folder = event.get("cwd").or_else(|| event.get("workspace_roots")?.get(0)).and_then(Value::as_str);
    if let Some(folder) = folder
        && std::env::set_current_dir(folder).is_err()
    {
        return Vec::new();
    }
    let Ok(here) = std::env::current_dir() else { return Vec::new() };
    let mut found: Vec<PathBuf> = Vec::new();
    for path in paths {
        let path = PathBuf::from(whole_path(&here.join(path)));
        let path = path.strip_prefix(&here).unwrap_or(&path).to_owned();
        let is_new = !found.contains(&path);
        if is_new && is_wanted(&path) && path.is_file() && is_inside(&here.join(&path), project_of(&here)) {
            found.push(path);
        }
    }
    found.truncate(MOST_FILES);
    found
}

/// Returns the repository around a folder, or the folder itself.
fn project_of(folder: &Path) -> &Path {
    folder.ancestors().find(|around| around.join(".git").exists()).unwrap_or(folder)
}

/// Whether a file lies in a folder, by its own path or without links.
fn is_inside(path: &Path, folder: &Path) -> bool {
    let real = |path: &Path| dunce::canonicalize(path).ok();
    path.starts_with(folder)
        || real(path).zip(real(folder)).is_some_and(|(path, folder)| path.starts_with(folder))
}
