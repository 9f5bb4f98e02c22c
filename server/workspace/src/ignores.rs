//! Checks ignore files before a walk. The `ignore` crate reads them to the end, which may never come: a repository can
//! contain a link to a device.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// Names of the ignore files.
const NAMES: &[&str] = &[".gitignore", ".ignore"];

/// Maximum size of an ignore file, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Whether a path is an ignore file.
pub fn is_ignore_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| NAMES.iter().any(|known| name == *known))
}

/// Returns the ignore file of a folder that is too large or not a regular file, so that the folder cannot be walked.
#[must_use]
pub fn unreadable(folder: &Path) -> Option<&'static str> {
    let is_unreadable = |name: &&str| {
        let data = folder.join(name).metadata();
        data.is_ok_and(|data| !data.is_dir() && (!data.is_file() || data.len() > LARGEST))
    };
    NAMES.iter().find(|name| is_unreadable(name)).copied()
}

/// Turns off ignore files in a walk if one of a parent folder cannot be read. Returns the unreadable one of the folder
/// itself, if any: the walk must then not be made.
#[must_use]
pub fn guard(walk: &mut WalkBuilder, folder: &Path) -> Option<&'static str> {
    let whole = std::path::absolute(folder);
    let readable = |whole: &PathBuf| whole.ancestors().skip(1).all(|around| unreadable(around).is_none());
    if !whole.as_ref().is_ok_and(readable) {
        walk.standard_filters(false);
    }
    unreadable(folder)
}
