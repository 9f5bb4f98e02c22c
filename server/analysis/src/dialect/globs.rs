//! Globs for paths. Nearly all are matched segment by segment, and the rest are compiled. Both happens on first use: there
//! are many, and the paths of one project need few.

mod parts;

use std::fmt;
use std::hash::Hasher;
use std::sync::OnceLock;

use globset::{GlobBuilder, GlobMatcher};
use parts::{Part, parts};
use rustc_hash::FxHasher;

/// Globs in the order of their definition.
#[derive(Debug, Default)]
pub(super) struct Globs(Vec<(Glob, Reach)>);

/// The globs of a kind of file.
#[derive(Debug, Default)]
pub(super) struct Paths {
    pub(super) globs: Globs,
    pub(super) also_reads: Globs,
    pub(super) exclude: Globs,
}

/// How specific a glob is about the location of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Only the ending of the file name: `**/*.agent.md`.
    Ending,
    /// A name, or folders of no particular tool: `**/AGENTS.md`, `**/plugins/*/agents/*.md`.
    Name,
    /// A tool's own folder: `**/.claude/agents/**/*.md`.
    Folder,
}

/// A glob for paths with `/` as separator, which `*` and `?` do not match; `\\` escapes.
#[derive(Clone)]
pub struct Glob {
    text: Box<str>,
    /// The bit of a segment that every matching path has; none if unknown.
    part_bit: u64,
    /// The suffix of every matching path.
    tail: Box<str>,
    matcher: OnceLock<Matcher>,
}

#[derive(Clone, Debug)]
enum Matcher {
    /// Names, stars and double stars.
    Parts(Box<[Part]>),
    /// None if the glob is invalid, which a test of the dialect files and the validation of others' files rule out.
    Compiled(Option<GlobMatcher>),
}

/// A path with `/` as separator, prepared for matching many globs.
#[derive(Clone, Copy, Debug)]
pub(super) struct GlobPath<'a> {
    text: &'a str,
    /// The bits of its segments, a Bloom filter: a missing bit rules a segment out.
    part_bits: u64,
}

impl<'a> GlobPath<'a> {
    pub(super) fn new(path: &'a str) -> Self {
        Self { text: path, part_bits: path.split('/').fold(0, |bits, part| bits | part_bit(part)) }
    }
}

/// Maps a path segment to one of 64 bits.
fn part_bit(part: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(part.as_bytes());
    1 << (hasher.finish() >> 58)
}

impl Globs {
    pub(super) fn from_patterns(globs: &[String]) -> Self {
        Self(globs.iter().map(|glob| (Glob::unchecked(glob), reach(glob))).collect())
    }

    /// Returns the most specific matching glob; the first, if there are several.
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
    /// Compiles the tool's own globs, those of other tools' files that it also reads, and those that it excludes.
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

    /// Whether more than the ending of the name matches; for a `fallback`, whether its own folder does.
    pub(super) fn is_found(&self, path: GlobPath<'_>, fallback: bool) -> bool {
        let least = if fallback { Reach::Folder } else { Reach::Name };
        self.globs.best_match(path).is_some_and(|(_, reach)| reach >= least) || self.also_reads.is_match(path)
    }
}

impl Glob {
    /// Parses a glob.
    ///
    /// # Errors
    /// Returns a clause on why the glob is invalid.
    pub fn new(text: &str) -> Result<Self, String> {
        builder(text).build().map(|_| Self::unchecked(text)).map_err(|error| error.kind().to_string())
    }

    fn unchecked(text: &str) -> Self {
        let plain = |text: &str| !text.contains(['*', '?', '[', ']', '{', '}', '\\', '!', ',']);
        // With alternatives, no segment is required for certain.
        let single = !text.contains(['[', ']', '{', '}', '\\']);
        let part = text.split('/').find(|part| !part.is_empty() && plain(part)).filter(|_| single);
        let tail = text.rsplit(['*', '?', '/']).next().filter(|_| single);
        Self {
            text: text.into(),
            part_bit: part.map_or(0, part_bit),
            tail: tail.unwrap_or_default().into(),
            matcher: OnceLock::new(),
        }
    }

    /// Whether a path matches.
    pub fn is_match(&self, path: &str) -> bool {
        path.ends_with(&*self.tail) && self.matches(GlobPath::new(path))
    }

    fn matches(&self, path: GlobPath<'_>) -> bool {
        let may_match = path.part_bits & self.part_bit == self.part_bit && path.text.ends_with(&*self.tail);
        may_match
            && match self.matcher.get_or_init(|| Matcher::from_text(&self.text)) {
                Matcher::Parts(parts) => parts::is_match(parts, path.text),
                Matcher::Compiled(compiled) => compiled.as_ref().is_some_and(|glob| glob.is_match(path.text)),
            }
    }
}

/// What it is, however much of it is prepared.
impl fmt::Debug for Glob {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(out)
    }
}

impl Matcher {
    fn from_text(text: &str) -> Self {
        let compile = || builder(text).build().ok().map(|glob| glob.compile_matcher());
        parts(text).map_or_else(|| Self::Compiled(compile()), Self::Parts)
    }
}

/// Dialect files and settings mean the same on every platform.
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
