//! The files that say what walks leave out. A walk reads them by itself and to their end, so a folder is walked only where
//! that ends: a repository can bring along a link to a device.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// Their names.
const NAMES: &[&str] = &[".gitignore", ".ignore"];

/// Larger ones are not read, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Whether a path is one of them.
pub fn is_ignore_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| NAMES.iter().any(|known| name == *known))
}

/// The one in a folder that is too large or no regular file, so that the folder cannot be walked.
#[must_use]
pub fn unreadable(folder: &Path) -> Option<&'static str> {
    let is_unreadable = |name: &&str| {
        let data = folder.join(name).metadata();
        data.is_ok_and(|data| !data.is_dir() && (!data.is_file() || data.len() > LARGEST))
    };
    NAMES.iter().find(|name| is_unreadable(name)).copied()
}

/// Makes a walk that begins in a folder leave nothing out where one in a folder around cannot be read. Gives the one in the
/// folder itself that cannot: then the walk must not be made.
#[must_use]
pub fn guard(walk: &mut WalkBuilder, folder: &Path) -> Option<&'static str> {
    let whole = std::path::absolute(folder);
    let readable = |whole: &PathBuf| whole.ancestors().skip(1).all(|around| unreadable(around).is_none());
    if !whole.as_ref().is_ok_and(readable) {
        walk.standard_filters(false);
    }
    unreadable(folder)
}
