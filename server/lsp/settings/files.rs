//! The files that settings are in, or that they name.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads a file of no more than so many bytes.
///
/// # Errors
/// Why it cannot be read, in a sentence.
pub(super) fn read(path: &Path, largest: u64) -> Result<String, String> {
    let cannot = |error: std::io::Error| format!("Cannot be read: {error}.");
    // To open a pipe would wait for someone to write into it.
    if path.metadata().map_err(cannot)?.is_dir() || !path.is_file() {
        return Err("Not a regular file.".to_owned());
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(cannot)?.take(largest + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > largest {
        return Err(format!("Larger than {} kB.", largest / 1024));
    }
    String::from_utf8(bytes).map_err(|_| "Not UTF-8.".to_owned())
}
