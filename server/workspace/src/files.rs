//! Finds and reads the files that a command was given.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, mpsc};

use agentls_analysis::dialect::is_other_file;
use globset::{GlobBuilder, GlobMatcher};
use ignore::{DirEntry, WalkBuilder};

use crate::links::{Links, is_place};
use crate::settings::{Exclusions, SettingsCache};
use crate::{ignores, paths, tracked};

/// Maximum size of a file, in bytes: no tool reads a larger agent.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Often large folders that never contain a user's agents.
const HEAVY: &[&str] = &["node_modules", "target"];

/// The argument that stands for standard input.
pub const STDIN: &str = "-";

/// Whether a path stands for standard input.
#[must_use]
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// The path of a file, or a message if it cannot be found.
pub type FoundFile = Result<PathBuf, String>;

/// The files and folders that a command leaves out. Clones count together.
#[derive(Clone, Default)]
pub struct Excluded {
    settings: Arc<SettingsCache>,
    own: Exclusions,
    force: bool,
    count: Arc<AtomicUsize>,
}

impl Excluded {
    /// Leaves out what settings exclude, and what a command's own globs do. Paths that the command was given are left out
    /// only by `force`.
    #[must_use]
    pub fn new(settings: Arc<SettingsCache>, own: Exclusions, force: bool) -> Self {
        Self { settings, own, force, count: Arc::default() }
    }

    /// Whether a file or folder is left out that was found in a given folder, or is itself given. Counts it if so.
    #[must_use]
    pub fn leaves_out(&self, path: &Path, given: &Path) -> bool {
        let path = whole_path(path);
        let project = self.settings.project_for(Some(Path::new(&path)));
        let all = [&self.own, project.exclusions()];
        if all.iter().all(|exclusions| exclusions.is_empty()) {
            return false;
        }
        let within =
            if self.force { String::new() } else { format!("{}/", whole_path(given).trim_end_matches('/')) };
        let excluded = all.iter().any(|exclusions| exclusions.cover(&path, &within));
        self.count.fetch_add(usize::from(excluded), Ordering::Relaxed);
        excluded
    }

    /// Returns how many files and folders were left out.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }
}

/// Returns the given files, the markdown files in the given folders and the matches of the given globs, each once and
/// without those that are excluded, in the order of the arguments, then of their paths.
///
/// In folders, hidden files are included, since tools keep agents in hidden folders; ignored files and `.git` are not.
/// Links are followed in the folders of tools, as tools do. A file with several paths is listed by the one without
/// links.
pub fn find_files(paths: &[PathBuf], excluded: &Excluded) -> Vec<FoundFile> {
    let mut found: Vec<FoundFile> = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            _ if is_stdin(path) => found.push(Ok(path.clone())),
            _ if excluded.leaves_out(path, path) => {}
            Ok(data) if data.is_dir() => {
                let walked = walk(path, is_wanted, excluded);
                if paths.len() == 1 && !walked.linked {
                    return walked.found;
                }
                found.extend(walked.found);
            }
            Ok(data) if data.is_file() => found.push(Ok(path.clone())),
            Ok(_) => found.push(Err(irregular(path))),
            Err(error) => found.extend(matching(path, &error, excluded)),
        }
    }
    once(found)
}

/// Removes duplicate paths of the same file. The path without links is kept.
fn once(found: Vec<FoundFile>) -> Vec<FoundFile> {
    let links = Links::default();
    let mut kept: Vec<Option<FoundFile>> = Vec::new();
    let mut taken: HashMap<PathBuf, (usize, bool)> = HashMap::new();
    for found in found {
        if let Ok(path) = &found {
            let path = PathBuf::from(whole_path(path));
            let file = links.real(&path).unwrap_or_else(|| path.clone());
            let plain = path == file;
            match taken.get(&file) {
                Some((_, stands)) if *stands || !plain => continue,
                Some((at, _)) => kept.get_mut(*at).map_or((), |link| *link = None),
                None => {}
            }
            taken.insert(file, (kept.len(), plain));
        }
        kept.push(Some(found));
    }
    kept.into_iter().flatten().collect()
}

/// Whether a file may be for a tool; with other markdown extensions, only in folders of tools, to be reported there, and
/// with those of other formats only where a tool reads such files.
pub fn is_wanted(path: &Path) -> bool {
    let Some(ending) = path.extension().and_then(OsStr::to_str) else { return false };
    let other = ["md", "mdc", "mdx", "markdown"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    let markdown = matches!(ending, "md" | "mdc") || other && is_in_place(path);
    markdown || ending.ends_with("ml") && is_other_file(&whole_path(path))
}

/// Whether a path leads through a folder that tools search.
fn is_in_place(path: &Path) -> bool {
    has_place(path) || path.is_relative() && has_place(Path::new(&whole_path(path)))
}

/// Like `is_in_place`, but looks only at the names in the path.
fn has_place(path: &Path) -> bool {
    path.iter().filter_map(OsStr::to_str).any(is_place)
}

/// Returns the files that match a path as a glob, or the given error if it is not a valid glob.
fn matching(path: &Path, error: &io::Error, excluded: &Excluded) -> Vec<FoundFile> {
    let name = to_slash(path);
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
    let before = excluded.count();
    let found = walk(root, |path| glob.is_match(plain(path)), excluded).found;
    if found.is_empty() && excluded.count() == before {
        fault("no file matches this glob".to_owned())
    } else {
        found
    }
}

/// Strips a leading `./`.
fn plain(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// The result of walking a folder.
struct Walked {
    /// The files in the order of their paths, and errors.
    found: Vec<FoundFile>,
    /// Links in folders of tools that lead to other folders and were not followed.
    links: Vec<PathBuf>,
    /// Whether any link was followed, so that a file may have several paths.
    linked: bool,
}

/// Walks a folder and returns the files for which `wanted` holds, each path once.
fn walk(folder: &Path, wanted: impl Fn(&Path) -> bool, excluded: &Excluded) -> Walked {
    let (given, excluded) = (folder.to_owned(), excluded.clone());
    let left_out = move |path: &Path| excluded.leaves_out(path, &given);
    let wanted = |path: &Path| wanted(path) && !left_out(path);
    let mut walked = walk_once(folder, false, &wanted, left_out.clone());
    for link in std::mem::take(&mut walked.links) {
        // A link to an ancestor would be a loop.
        let target = dunce::canonicalize(&link)
            .ok()
            .filter(|target| !Path::new(&whole_path(&link)).starts_with(target));
        if target.is_some() {
            walked.found.extend(walk_once(&link, true, &wanted, left_out.clone()).found);
            walked.linked = true;
        }
    }
    // Files tracked by git belong to the project even if an ignore file matches them.
    let tracked = tracked::tracked_files(plain(folder), Path::new(&whole_path(folder)), |path, below| {
        wanted(path) && !is_heavy(below)
    });
    walked.found.extend(tracked.into_iter().map(Ok));
    walked.found.sort();
    walked.found.dedup();
    walked
}

/// Like `walk`, but links to other folders are followed or returned. Does not look into folders that are left out.
fn walk_once(
    folder: &Path,
    follow: bool,
    wanted: &impl Fn(&Path) -> bool,
    left_out: impl Fn(&Path) -> bool + Send + Sync + 'static,
) -> Walked {
    let mut walked = Walked { found: Vec::new(), links: Vec::new(), linked: false };
    let mut walk = WalkBuilder::new(folder);
    walk.hidden(false).follow_links(follow);
    if let Some(name) = ignores::guard(&mut walk, folder) {
        walked.found.push(Err(unwalked(folder, name)));
        return walked;
    }
    let (refused, unread) = mpsc::channel();
    walk.filter_entry(move |entry| {
        if !is_light(entry) {
            return false;
        }
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        if is_folder && entry.depth() > 0 && left_out(entry.path()) {
            return false;
        }
        let unread = if is_folder { ignores::unreadable(entry.path()) } else { None };
        // The receiver outlives the walk.
        unread.into_iter().for_each(|name| drop(refused.send(Err(unwalked(entry.path(), name)))));
        unread.is_none()
    });
    // One thread lists a folder as fast as several.
    for entry in walk.build() {
        match entry {
            Ok(entry) => {
                let path = plain(entry.path());
                let kind = entry.file_type();
                let linked = kind.is_some_and(|kind| kind.is_symlink()) && is_in_place(path);
                if linked && path.is_dir() {
                    walked.links.push(path.to_owned());
                }
                let is_file = kind.is_some_and(|kind| kind.is_file()) || linked && path.is_file();
                if is_file && wanted(path) {
                    walked.linked |= linked;
                    walked.found.push(Ok(path.to_owned()));
                }
            }
            // Broken links and loops are skipped, as tools do.
            Err(_) if follow => {}
            Err(error) => walked.found.push(Err(error.to_string())),
        }
    }
    drop(walk);
    walked.found.extend(unread);
    walked
}

/// Formats the error of a folder that cannot be walked.
fn unwalked(folder: &Path, name: &str) -> String {
    let path = plain(folder).join(name);
    format!("{}: not a regular file, or larger than 16 MB; its folder is not looked into", path.display())
}

/// Whether a path leads through a folder of dependencies or build output.
fn is_heavy(path: &Path) -> bool {
    path.iter().any(|part| HEAVY.iter().any(|heavy| part == *heavy)) && !has_place(path)
}

/// Whether a folder may contain files for tools: not `.git`, and no dependencies or build output unless in a folder of
/// a tool.
fn is_light(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let heavy = HEAVY.iter().any(|heavy| name == *heavy) && entry.depth() > 0;
    name != ".git" && (!heavy || is_in_place(entry.path()))
}

/// Formats the error of a path that leads to a pipe, a device or a folder. Reading a pipe takes data from its consumer
/// and may block forever.
fn irregular(path: &Path) -> String {
    format!("{}: not a regular file; `-` reads standard input", path.display())
}

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// Returns a sentence with the path if it is not a regular file, cannot be read, is too large, or is not UTF-8.
pub fn read_input(path: &Path) -> Result<String, String> {
    let stdin = is_stdin(path);
    let name = if stdin { "standard input".into() } else { path.to_string_lossy() };
    let describe = |error: io::Error| format!("{name}: {error}");
    let mut bytes = Vec::new();
    if stdin {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(describe)?;
    } else if !fs::metadata(path).map_err(describe)?.is_file() {
        return Err(irregular(path));
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

/// Returns the absolute path of a file with `/` as separator, without `.` and `..`. Its kind is detected from it.
pub fn whole_path(path: &Path) -> String {
    static HERE: LazyLock<PathBuf> = LazyLock::new(|| std::env::current_dir().unwrap_or_default());
    let whole = if path.is_absolute() {
        path.to_owned()
    } else if path.has_root() {
        std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
    } else {
        HERE.join(path)
    };
    let mut normal = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    to_slash(&normal)
}

/// Returns the folders, with a trailing `/`, that paths in messages are relative to: the working folder for relative
/// arguments, and folders that were given by absolute paths.
pub fn roots<'a>(paths: impl Iterator<Item = &'a Path>) -> Vec<Arc<str>> {
    let whole = |path: &Path| Arc::from(format!("{}/", whole_path(path).trim_end_matches('/')));
    let root = |path: &Path| match path.is_absolute() {
        true => path.is_dir().then(|| whole(path)),
        false => Some(whole(Path::new("."))),
    };
    paths.filter_map(root).collect()
}

/// Formats a path for display, with `/` as separator.
pub fn to_slash(path: &Path) -> String {
    paths::to_slash(path).to_string()
}
