//! The files that settings are in, or that they name.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads a file of no more than so many bytes. A link must not lead out of the project that the file is in: what is wrong in
/// a file is shown with its lines, and these may be no business of whoever reads the report of a repository.
///
/// # Errors
/// Why it cannot be read, in a sentence.
pub(super) fn read_project_file(path: &Path, largest: u64) -> Result<String, String> {
    let folder = path.parent().unwrap_or(path);
    let linked = path.symlink_metadata().is_ok_and(|data| data.is_symlink());
    let project = || folder.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(folder);
    if linked && path.exists() && !is_inside(path, project()) {
        return Err("A link must not lead out of the project.".to_owned());
    }
    read_any(path, largest)
}

/// Whether a file lies in a folder, wherever links lead.
pub(super) fn is_inside(path: &Path, folder: &Path) -> bool {
    path.canonicalize().is_ok_and(|path| folder.canonicalize().is_ok_and(|folder| path.starts_with(folder)))
}

/// Reads a file wherever it lies.
fn read_any(path: &Path, largest: u64) -> Result<String, String> {
    let cannot = |error: std::io::Error| format!("Cannot be read: {error}.");
    let linked = path.is_symlink();
    // A link of no use needs a sentence of its own: the system says that there is no file, and one is seen.
    let data = path.metadata().map_err(|error| match linked {
        true => format!("The link cannot be followed: {error}. Remove it, or have it lead to a file."),
        false => cannot(error),
    })?;
    // To open a pipe would wait for someone to write into it.
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
