//! Globs of paths. Nearly all are matched part by part. The others are compiled when a path first comes near them: there may
//! be many, and the paths of one project need few.

mod parts;

use std::hash::Hasher;
use std::sync::OnceLock;

use globset::{GlobBuilder, GlobMatcher};
use parts::{Part, parts};
use rustc_hash::FxHasher;

/// Globs in the order in which they are written.
#[derive(Debug, Default)]
pub(super) struct Globs(Vec<(Glob, Reach)>);

/// The globs of a kind of document.
#[derive(Debug, Default)]
pub(super) struct Paths {
    pub(super) globs: Globs,
    pub(super) also_reads: Globs,
    pub(super) exclude: Globs,
}

/// How much a glob says of where a file lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// How the file's name ends, and nothing of its folder: `**/*.agent.md`.
    Ending,
    /// A name, or folders that are no tool's own: `**/AGENTS.md`, `**/plugins/*/agents/*.md`.
    Name,
    /// A tool's own folder: `**/.claude/agents/**/*.md`.
    Folder,
}

/// A glob of paths with `/` between their parts, where `*` and `?` match none and `\\` escapes.
#[derive(Clone, Debug)]
pub struct Glob {
    text: Box<str>,
    /// The bit of a folder or file that is on every path which matches; none if none is known.
    part_bit: u64,
    /// What every path ends with which matches.
    tail: Box<str>,
    matcher: Matcher,
}

#[derive(Clone, Debug)]
enum Matcher {
    /// Names, stars and double stars.
    Parts(Box<[Part]>),
    /// None if it is no glob, which the test of the dialect files refuses, as do those who take others in.
    Compiled(OnceLock<Option<GlobMatcher>>),
}

/// A path with `/` between its parts that is held against many globs.
#[derive(Clone, Copy, Debug)]
pub(super) struct GlobPath<'a> {
    text: &'a str,
    /// The bits of its parts: one that is missing tells that a part is, at a glance.
    part_bits: u64,
}

impl<'a> GlobPath<'a> {
    pub(super) fn new(path: &'a str) -> Self {
        Self { text: path, part_bits: path.split('/').fold(0, |bits, part| bits | part_bit(part)) }
    }
}

/// One bit out of 64 for a part of a path.
fn part_bit(part: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(part.as_bytes());
    1 << (hasher.finish() >> 58)
}

impl Globs {
    pub(super) fn from_patterns(globs: &[String]) -> Self {
        Self(globs.iter().map(|glob| (Glob::unchecked(glob), reach(glob))).collect())
    }

    /// The one that says most of where a path lies with `/` between its parts, out of those that match; the first of
    /// several.
    pub(super) fn best_match(&self, path: GlobPath<'_>) -> Option<(&str, Reach)> {
        let mut found = None;
        for (glob, reach) in &self.0 {
            if found.is_none_or(|(_, best)| best < *reach) && glob.matches(path) {
                found = Some((&*glob.text, *reach));
            }
        }
        found
    }

    pub(super) fn is_match(&self, path: GlobPath<'_>) -> bool {
        self.0.iter().any(|(glob, _)| glob.matches(path))
    }
}

impl Paths {
    /// The tool's own globs, those of other tools' files that it reads too, and those that it leaves out.
    pub(super) fn from_globs(globs: &[String], also_reads: &[String], exclude: &[String]) -> Self {
        Self {
            globs: Globs::from_patterns(globs),
            also_reads: Globs::from_patterns(also_reads),
            exclude: Globs::from_patterns(exclude),
        }
    }

    /// Whether the tool reads a path as its own.
    pub(super) fn is_read(&self, path: GlobPath<'_>) -> bool {
        self.globs.is_match(path) && !self.exclude.is_match(path)
    }

    /// Whether the tool looks at a path for more than the ending of its name; of a `fallback`, for its own folder.
    pub(super) fn is_found(&self, path: GlobPath<'_>, fallback: bool) -> bool {
        let least = if fallback { Reach::Folder } else { Reach::Name };
        self.globs.best_match(path).is_some_and(|(_, reach)| reach >= least) || self.also_reads.is_match(path)
    }
}

impl Glob {
    /// A glob, if the text is one.
    ///
    /// # Errors
    /// Why it is none, in a clause.
    pub fn new(text: &str) -> Result<Self, String> {
        builder(text).build().map(|_| Self::unchecked(text)).map_err(|error| error.kind().to_string())
    }

    fn unchecked(text: &str) -> Self {
        let plain = |text: &str| !text.contains(['*', '?', '[', ']', '{', '}', '\\', '!', ',']);
        // Nothing is required for sure where there are several ways to match.
        let single = !text.contains(['[', ']', '{', '}', '\\']);
        let part = text.split('/').find(|part| !part.is_empty() && plain(part)).filter(|_| single);
        let tail = text.rsplit(['*', '?', '/']).next().filter(|_| single);
        Self {
            text: text.into(),
            part_bit: part.map_or(0, part_bit),
            tail: tail.unwrap_or_default().into(),
            matcher: parts(text).map_or_else(|| Matcher::Compiled(OnceLock::new()), Matcher::Parts),
        }
    }

    /// Whether a path matches.
    pub fn is_match(&self, path: &str) -> bool {
        path.ends_with(&*self.tail) && self.matches(GlobPath::new(path))
    }

    fn matches(&self, path: GlobPath<'_>) -> bool {
        let may_match = path.part_bits & self.part_bit == self.part_bit && path.text.ends_with(&*self.tail);
        may_match
            && match &self.matcher {
                Matcher::Parts(parts) => parts::is_match(parts, path.text),
                Matcher::Compiled(compiled) => {
                    let compile = || builder(&self.text).build().ok().map(|glob| glob.compile_matcher());
                    compiled.get_or_init(compile).as_ref().is_some_and(|glob| glob.is_match(path.text))
                }
            }
    }
}

/// Files of dialects and settings say the same on every system.
fn builder(text: &str) -> GlobBuilder<'_> {
    let mut builder = GlobBuilder::new(text);
    builder.literal_separator(true).backslash_escape(true);
    builder
}

fn reach(glob: &str) -> Reach {
    if glob.split('/').any(|part| part.len() > 1 && part.starts_with('.')) {
        Reach::Folder
    } else if glob.strip_prefix("**/*").is_some_and(|ending| !ending.contains('/')) {
        Reach::Ending
    } else {
        Reach::Name
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces(all: &'static [&'static str]) -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(all), 1..7).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn globs_match_what_they_match_without_a_look_before(
            glob in pieces(&["**/", "*", "a", "/", ".md", "?", "[ab]", "{a,b}", "{a/b,", "}", "b/", "!", "\\*", ",", "**"]),
            path in pieces(&["a", "/", "b", ".md", "ab/", "*", "!", ",", "{"]),
        ) {
            let plain = builder(&glob).build();
            prop_assert_eq!(Glob::new(&glob).is_ok(), plain.is_ok());
            let plain = plain.is_ok_and(|glob| glob.compile_matcher().is_match(&path));
            prop_assert_eq!(Globs::from_patterns(&[glob]).is_match(GlobPath::new(&path)), plain);
        }
    }
}
