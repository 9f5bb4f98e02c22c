//! Reads settings files and the files that they name.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads a file of at most `largest` bytes. A link must not lead out of the file's project: errors are shown with their
/// source lines, which could expose other files to readers of a repository's report.
///
/// # Errors
/// Returns a sentence on why the file cannot be read.
pub(super) fn read_project_file(path: &Path, largest: u64) -> Result<String, String> {
    let folder = path.parent().unwrap_or(path);
    let linked = path.symlink_metadata().is_ok_and(|data| data.is_symlink());
    let project = || folder.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(folder);
    if linked && path.exists() && !is_inside(path, project()) {
        return Err("A link must not lead out of the project.".to_owned());
    }
    read_any(path, largest)
}

/// Whether a file lies in a folder after links are resolved.
pub(super) fn is_inside(path: &Path, folder: &Path) -> bool {
    path.canonicalize().is_ok_and(|path| folder.canonicalize().is_ok_and(|folder| path.starts_with(folder)))
}

/// Reads a file anywhere on disk.
///
/// # Errors
/// Returns a sentence on why the file cannot be read.
pub(super) fn read_any(path: &Path, largest: u64) -> Result<String, String> {
    let cannot = |error: std::io::Error| format!("Cannot be read: {error}.");
    let linked = path.is_symlink();
    // A broken link needs a message of its own: the system reports a missing file, yet the link can be seen.
    let data = path.metadata().map_err(|error| match linked {
        true => format!("The link cannot be followed: {error}. Remove it, or have it lead to a file."),
        false => cannot(error),
    })?;
    // Opening a pipe would block until it has a writer.
    if !data.is_file() {
        return Err("Not a regular file. Put a text file in its place, or remove it.".to_owned());
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(cannot)?.take(largest + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > largest {
        return Err(format!("Larger than {} kB.", largest / 1024));
    }
    String::from_utf8(bytes).map_err(|_| "Not UTF-8.".to_owned())
}
