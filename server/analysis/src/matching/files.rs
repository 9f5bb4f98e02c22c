//! The files of a project, and which of them match.

use std::hash::Hasher;
use std::sync::{Arc, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::pattern::FilePattern;
use super::wide::WidePattern;
use crate::dialect::{Glob, PatternReading};

/// Maximum number of example paths.
const EXAMPLES: usize = 3;

/// Extensions of texts that projects have before they have anything else.
const TEXTS: &[&str] = &["md", "mdc", "mdx", "markdown", "txt"];

/// All files of a project.
#[derive(Debug, Default)]
pub struct FileList {
    root: Arc<str>,
    files: Vec<ListedFile>,
    /// Names of files and folders that may be there and are not listed, in lower case.
    unlisted: FxHashSet<Box<str>>,
    whole: bool,
    groups: OnceLock<Groups>,
}

/// A file of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    /// The path relative to the folder, with `/` as separator.
    pub path: Arc<str>,
    /// Whether an ignore file excludes it from the project.
    pub ignored: bool,
}

/// The texts of files by their paths, relative to a folder that contains them.
pub type FileTexts = Arc<[(Arc<str>, Box<str>)]>;

/// How many files match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatchCount {
    /// The number that match however the tool reads the patterns.
    pub least: usize,
    /// The number that match by any reading.
    pub most: usize,
    /// Paths of some that match, relative to the folder.
    pub examples: Vec<Arc<str>>,
}

/// What is derived from the files to find few candidates for a pattern.
#[derive(Debug, Default)]
struct Groups {
    /// The paths in lower case, where they differ from the written ones.
    lower: FxHashMap<u32, Box<str>>,
    /// The files by each extension of the names in their paths.
    by_extension: FxHashMap<Box<str>, Vec<u32>>,
    /// The files by the hash of each name in their paths.
    by_name: FxHashMap<u64, Vec<u32>>,
    /// Whether there is anything but texts and hidden files.
    has_sources: bool,
}

impl FileList {
    /// Creates the list of all files below a folder, which is given with its last `/`. `unlisted` are names of files and
    /// folders that may hold more; `whole` says that the folder is not a part of a larger project.
    pub fn new(
        root: Arc<str>,
        files: Vec<ListedFile>,
        unlisted: impl IntoIterator<Item = String>,
        whole: bool,
    ) -> Self {
        let unlisted = unlisted.into_iter().map(|name| name.to_lowercase().into()).collect();
        Self { root, files, unlisted, whole, groups: OnceLock::new() }
    }

    /// Returns the folder, with its last `/`.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// Whether a tool that works in the project sees no other files than these.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Returns the number of files that are not ignored.
    pub fn count(&self) -> usize {
        self.files.iter().filter(|file| !file.ignored).count()
    }

    /// Returns the files below a folder, which is relative and has its last `/`.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a ListedFile> {
        let start = self.files.partition_point(|file| &*file.path < folder);
        self.files.iter().skip(start).take_while(move |file| file.path.starts_with(folder))
    }

    /// Whether there is anything in the project but texts and hidden files: one that has yet to begin tells nothing.
    pub fn has_sources(&self) -> bool {
        self.groups().has_sources
    }

    /// Whether it is certain that no file matches a pattern. `project` is the folder that it is relative to.
    pub fn has_none(&self, pattern: &FilePattern, project: &str) -> bool {
        let Some(wide) = pattern.wide() else { return false };
        if pattern.path_names().any(|name| self.unlisted.contains(&*name.to_lowercase())) {
            return false;
        }
        let known = pattern.known();
        let base = self.base(project);
        let is_match =
            |at: u32| known.as_deref().is_none_or(|known| is_known_match(self.lower(at), base, known));
        !wide.iter().any(|wide| self.candidates(wide).any(|at| wide.is_match(self.lower(at)) && is_match(at)))
    }

    /// Counts the files that match any of these patterns, without those that are ignored.
    pub fn matches<'a>(
        &self,
        patterns: impl IntoIterator<Item = &'a FilePattern>,
        project: &str,
    ) -> MatchCount {
        let readings: Vec<_> = patterns.into_iter().map(Readings::new).collect();
        let base = self.base(project);
        let mut count = MatchCount::default();
        let mut others = Vec::new();
        let listed = self.files.iter().zip(0_u32..).filter(|(file, _)| !file.ignored);
        for (file, at) in listed {
            let lower = self.lower(at);
            if !readings.iter().any(|reading| reading.is_wide_match(lower, base)) {
                continue;
            }
            count.most += 1;
            let least = readings.iter().any(|reading| reading.is_narrow_match(&file.path, lower, base));
            count.least += usize::from(least);
            let examples = if least { &mut count.examples } else { &mut others };
            if examples.len() < EXAMPLES {
                examples.push(file.path.clone());
            }
        }
        count.examples.extend(others);
        count.examples.truncate(EXAMPLES);
        count
    }

    /// Returns a project's folder relative to that of the list.
    fn base<'a>(&self, project: &'a str) -> &'a str {
        project.strip_prefix(&*self.root).unwrap_or_default()
    }

    fn lower(&self, at: u32) -> &str {
        let lower = self.groups().lower.get(&at).map(|lower| &**lower);
        lower.or_else(|| self.files.get(at as usize).map(|file| &*file.path)).unwrap_or_default()
    }

    /// Returns the files that a pattern may match.
    fn candidates(&self, wide: &WidePattern) -> Box<dyn Iterator<Item = u32> + '_> {
        let groups = self.groups();
        let by_extension = wide.extension().map(|extension| groups.by_extension.get(extension));
        let by_name = wide.names().map(|name| groups.by_name.get(&hash(name)));
        let needed = by_name.chain(by_extension).map(|group| group.map(Vec::as_slice).unwrap_or_default());
        match needed.min_by_key(|group| group.len()) {
            Some(fewest) => Box::new(fewest.iter().copied()),
            None => Box::new((0_u32..).take(self.files.len())),
        }
    }

    fn groups(&self) -> &Groups {
        self.groups.get_or_init(|| {
            let mut groups = Groups::default();
            for (file, at) in self.files.iter().zip(0_u32..) {
                let is_lower =
                    file.path.is_ascii() && !file.path.bytes().any(|byte| byte.is_ascii_uppercase());
                let lower = if is_lower { None } else { Some(file.path.to_lowercase()) };
                groups.add_names(at, lower.as_deref().unwrap_or(&file.path));
                if let Some(lower) = lower {
                    groups.lower.insert(at, lower.into());
                }
                groups.has_sources |= !file.ignored && is_source(&file.path);
            }
            groups
        })
    }
}

impl Groups {
    fn add_names(&mut self, at: u32, path: &str) {
        for name in path.split('/') {
            self.by_name.entry(hash(name)).or_default().push(at);
            let Some((_, extension)) = name.rsplit_once('.') else { continue };
            match self.by_extension.get_mut(extension) {
                Some(files) => files.push(at),
                None => drop(self.by_extension.insert(extension.into(), vec![at])),
            }
        }
    }
}

/// The compiled readings of a pattern.
struct Readings<'a> {
    pattern: &'a FilePattern,
    narrow: Vec<Glob>,
    known: Option<Vec<Glob>>,
}

impl<'a> Readings<'a> {
    fn new(pattern: &'a FilePattern) -> Self {
        Self { pattern, narrow: pattern.narrow(), known: pattern.known() }
    }

    fn is_wide_match(&self, lower: &str, base: &str) -> bool {
        let is_match = |wide: &[WidePattern]| wide.iter().any(|wide| wide.is_match(lower));
        self.pattern.wide().is_none_or(is_match)
            && self.known.as_deref().is_none_or(|known| is_known_match(lower, base, known))
    }

    fn is_narrow_match(&self, path: &str, lower: &str, base: &str) -> bool {
        let written = match self.pattern.reading() {
            PatternReading::Gitignore => lower.strip_prefix(&*base.to_lowercase()),
            // Many libraries leave hidden files to patterns that name them.
            PatternReading::Unknown => path.strip_prefix(base).filter(|path| {
                let is_hidden = path.split('/').any(|name| name.starts_with('.'));
                !is_hidden || self.pattern.path_names().any(|name| name.starts_with('.'))
            }),
        };
        written.is_some_and(|path| self.narrow.iter().any(|glob| glob.is_match(path)))
    }
}

/// Whether a path in lower case matches one of these globs, relative to the project or to the folder of the list.
fn is_known_match(lower: &str, base: &str, known: &[Glob]) -> bool {
    let inner = lower.strip_prefix(&*base.to_lowercase()).filter(|_| !base.is_empty());
    inner.into_iter().chain([lower]).any(|path| known.iter().any(|glob| glob.is_match(path)))
}

fn is_source(path: &str) -> bool {
    let is_hidden = path.split('/').any(|name| name.starts_with('.'));
    let extension =
        path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension);
    !is_hidden && extension.is_some_and(|extension| !TEXTS.contains(&extension))
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish()
}
