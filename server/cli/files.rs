//! Which files a command is about, and their text.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use globset::{GlobBuilder, GlobMatcher};
use ignore::{DirEntry, WalkBuilder, WalkState};

/// Larger files are refused: no tool reads an agent of that size.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The name that stands for standard input.
pub(crate) const STDIN: &str = "-";

/// A file to look at, or why it cannot be found.
pub(crate) type Found = Result<PathBuf, String>;

/// The files that were named, the markdown files in the folders that were named, and the files that match the globs
/// that were named, in the order of the arguments and below them of their paths, each once.
///
/// In folders, hidden files are looked at, since tools keep agents in hidden folders; ignored files and the inside of
/// `.git` are not.
pub(crate) fn find(paths: &[PathBuf]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            _ if path.as_os_str() == STDIN => found.push(Ok(path.clone())),
            Ok(data) if data.is_dir() => found.extend(walk(path, |entry| is_markdown(entry.path()))),
            Ok(_) => found.push(Ok(path.clone())),
            Err(error) => found.extend(matching(path, &error)),
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|found| found.as_ref().map_or(true, |path| seen.insert(path.clone())));
    found
}

/// Whether the name of a file is that of a markdown file.
pub(crate) fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md" || extension == "mdc")
}

/// The files that a path matches as a glob; the error of the path if it is none.
fn matching(path: &Path, error: &io::Error) -> Vec<Found> {
    let name = path.to_string_lossy().replace('\\', "/");
    let is_glob = |part: &str| part.contains(['*', '?', '[', '{']);
    let fault = |what: String| vec![Err(format!("{name}: {what}"))];
    if !is_glob(&name) {
        return fault(error.to_string());
    }
    let glob: GlobMatcher =
        match GlobBuilder::new(name.trim_start_matches("./")).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => return fault(format!("not a valid glob: {}", error.kind())),
        };
    let root: PathBuf = path.iter().take_while(|part| !is_glob(&part.to_string_lossy())).collect();
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { &root };
    let found = walk(root, |entry| glob.is_match(plain(entry.path())));
    if found.is_empty() { fault("no file matches this glob".to_owned()) } else { found }
}

/// The path without a leading `./`.
fn plain(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// The files below a folder for which `wanted` holds, by path.
fn walk(folder: &Path, wanted: impl Fn(&DirEntry) -> bool + Sync) -> Vec<Found> {
    let (sender, receiver) = mpsc::channel();
    let mut walk = WalkBuilder::new(folder);
    walk.hidden(false).filter_entry(|entry| entry.file_name() != ".git");
    walk.build_parallel().run(|| {
        let (sender, wanted) = (sender.clone(), &wanted);
        Box::new(move |entry| {
            let found = match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && wanted(&entry) => {
                    Ok(plain(entry.path()).to_owned())
                }
                Ok(_) => return WalkState::Continue,
                Err(error) => Err(error.to_string()),
            };
            if sender.send(found).is_ok() { WalkState::Continue } else { WalkState::Quit }
        })
    });
    drop(sender);
    let mut found: Vec<_> = receiver.into_iter().collect();
    found.sort();
    found
}

/// The text of a file, or of standard input for `-`.
///
/// # Errors
/// A sentence with the path: the file cannot be read, is too large, or is not UTF-8.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let stdin = path.as_os_str() == STDIN;
    let name = if stdin { "standard input".into() } else { path.to_string_lossy() };
    let describe = |error: io::Error| format!("{name}: {error}");
    let mut bytes = Vec::new();
    if stdin {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(describe)?;
    } else {
        File::open(path).map_err(describe)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(describe)?;
    }
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
    slashed(&whole)
}

/// A path as it is shown, with `/` between its parts.
pub(crate) fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}
