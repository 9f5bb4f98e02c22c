//! The texts of the files of a skill, which may name each other.

use std::path::Path;

use agentls_analysis::matching::{FileList, FileTexts};

/// Maximum size of a file, in bytes.
const LARGEST: u64 = 256 * 1024;

/// Maximum number of files of a skill that are read.
const MOST: usize = 200;

/// Endings of files that hold no text, and so name no other file.
const NO_TEXTS: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "ico", "pdf", "docx", "xlsx", "pptx", "zip", "gz", "ttf", "otf",
    "woff", "woff2", "mp3", "mp4", "wasm", "bin",
];

/// Reads the files below a folder of a listed project; the folder is absolute and has its last `/`. `None` if a file
/// cannot be read as text, or there is too much.
pub fn read_texts(list: &FileList, folder: &str) -> Option<FileTexts> {
    let relative = folder.strip_prefix(list.root())?;
    let has_text = |path: &str| {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_none_or(|ending| !NO_TEXTS.contains(&&*ending))
    };
    let paths = list.below(relative).filter_map(|file| file.path.strip_prefix(relative));
    let paths: Vec<_> = paths.filter(|path| has_text(path)).take(MOST + 1).collect();
    let read = |path: &&str| {
        let place = Path::new(folder).join(path);
        let data = place.metadata().ok().filter(|data| data.is_file() && data.len() <= LARGEST)?;
        let text = std::fs::read(&place).ok().filter(|text| text.len() as u64 <= data.len().max(LARGEST))?;
        Some(((*path).into(), String::from_utf8(text).ok()?.into()))
    };
    if paths.len() > MOST { None } else { paths.iter().map(read).collect() }
}
