//! Which files a command is about, and their text.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Larger files are refused: no tool reads an agent of that size.
const LARGEST: u64 = 16 * 1024 * 1024;

/// A file to look at, or why it cannot be found.
pub(crate) type Found = Result<PathBuf, String>;

/// The files that were named, and the markdown files in the folders that were named, in order of their paths.
///
/// In folders, hidden files are looked at, since tools keep agents in hidden folders; ignored files and the inside of
/// `.git` are not.
pub(crate) fn find(paths: &[PathBuf]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(data) if data.is_dir() => found.extend(in_folder(path)),
            Ok(_) => found.push(Ok(path.clone())),
            Err(error) => found.push(Err(format!("{}: {error}", path.display()))),
        }
    }
    found
}

fn in_folder(folder: &Path) -> Vec<Found> {
    let mut walk = ignore::WalkBuilder::new(folder);
    walk.hidden(false).filter_entry(|entry| entry.file_name() != ".git").sort_by_file_path(Path::cmp);
    walk.build()
        .filter_map(|entry| match entry {
            Ok(entry) => {
                let file = entry.file_type().is_some_and(|kind| kind.is_file());
                let extension = entry.path().extension();
                let markdown = extension.is_some_and(|extension| extension == "md" || extension == "mdc");
                (file && markdown).then(|| Ok(entry.into_path()))
            }
            Err(error) => Some(Err(error.to_string())),
        })
        .collect()
}

/// The text of a file.
///
/// # Errors
/// A sentence with the path: the file cannot be read, is too large, or is not UTF-8.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let name = path.display();
    let describe = |error: std::io::Error| format!("{name}: {error}");
    let file = File::open(path).map_err(describe)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(describe)?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("{name}: larger than 16 MB, which no tool reads as an agent"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        format!("{name}: not UTF-8 (byte {at}, in line {line}); save it as UTF-8")
    })
}

/// The whole path of a file with `/` between its parts, by which its kind is known.
pub(crate) fn whole_path(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = whole.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}
