//! Finds where the front matter of a text begins and ends.
//!
//! The delimiters are those that most tools accept: a line of three dashes at the very start, another one after the
//! content, with trailing spaces allowed. Intended front matter with wrong delimiters is recognised too, with its
//! errors; which tool would accept it is not decided here.

mod patch;
mod unclosed;

use std::ops::Range;

use super::lines::{Line, lines};
use super::yaml::{self, ParsedParts, Vocabulary, Yaml};
use super::{FileFormat, toml};
use crate::text::Text;
pub(crate) use unclosed::missing_close;

/// Maximum size of front matter, in bytes: the 99th percentile of real files has 3.5 KB.
const LONGEST: usize = 64 * 1024;

/// Maximum size of a file that is keys from its first line to its last, in bytes: it may hold all that an agent is told.
const LONGEST_FILE: usize = 256 * 1024;

/// Number of bytes examined first: enough for nearly every file, and cheap to copy at each keystroke.
const FIRST_LOOK: usize = 4 * 1024;

/// The head of a document: its front matter, if it has one.
#[derive(Debug)]
pub struct Head {
    /// The front matter.
    pub front_matter: Option<FrontMatter>,
    /// Number of bytes examined. A change after them does not affect the head.
    pub(crate) examined: usize,
}

/// Front matter, with all ranges in bytes of the document.
#[derive(Debug)]
pub struct FrontMatter {
    /// The format of the file. If it has no body, the content is the whole text.
    pub format: FileFormat,
    /// The opening dashes; empty, at the start, if missing.
    pub open: Range<usize>,
    /// The lines between the delimiters, with their line breaks.
    pub content: Range<usize>,
    /// The closing dashes, if there are any.
    pub close: Option<Range<usize>>,
    /// Where the markdown body begins.
    pub end: usize,
    /// Errors in the delimiters.
    pub problems: Vec<Problem>,
    /// The parsed content.
    pub yaml: Yaml,
    /// The text of the document up to [`end`](Self::end).
    pub source: String,
}

/// An error in the delimiters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Something precedes the opening dashes: the range.
    Displaced(Range<usize>),
    /// The opening dashes are missing; the range is the first line.
    Unopened(Range<usize>),
    /// A line in place of the opening dashes, and another one below the keys.
    NearOpen(Range<usize>),
    /// The closing dashes are missing; the range is the last line that looks like front matter.
    Unclosed(Range<usize>),
    /// A line in place of the closing dashes.
    NearClose(Range<usize>),
    /// No closing dashes within the maximum size; the range is the opening ones.
    TooLong(Range<usize>),
}

impl Head {
    /// Parses the head of a text of that format.
    pub(super) fn parse(text: &Text, format: FileFormat) -> Self {
        Self::parse_after(&ParsedParts::default(), text, format)
    }

    /// Parses the head of the next version of a text.
    pub(super) fn parse_again(&self, text: &Text, format: FileFormat) -> Self {
        let front = self.front_matter.as_ref();
        Self::parse_after(&front.map(|front| front.yaml.parts.clone()).unwrap_or_default(), text, format)
    }

    fn parse_after(before: &ParsedParts, text: &Text, format: FileFormat) -> Self {
        if format != FileFormat::Markdown {
            let front_matter = FrontMatter::from_whole(before, text, format);
            return Self { front_matter, examined: usize::MAX };
        }
        for limit in [FIRST_LOOK, LONGEST] {
            let source = text.slice(0..limit);
            let complete = source.len() == text.len();
            // The last line of a partial text may be incomplete.
            let whole_lines = if complete { source.len() } else { source.rfind('\n').map_or(0, |at| at + 1) };
            let source = source.get(..whole_lines).unwrap_or_default();
            let scan = scan(source);
            if scan.decided || complete || limit == LONGEST {
                let front_matter = scan.into_front_matter(source, complete, before);
                // Whether a longer row of dashes is a delimiter depends on what follows.
                let settled = |front: &&FrontMatter| front.close.is_some() && front.problems.is_empty();
                let end = front_matter.as_ref().filter(settled).map_or(limit, |front| front.end);
                return Self { front_matter, examined: end };
            }
        }
        Self { front_matter: None, examined: LONGEST }
    }

    /// Reparses the content if knowledge of its keys can make a difference.
    pub(super) fn read_again(&self, known: &dyn Vocabulary) -> Option<Self> {
        let is_yaml = |front: &&FrontMatter| !front.is_toml();
        let front = self.front_matter.as_ref().filter(is_yaml)?;
        let yaml =
            yaml::parse_again(&front.yaml, front.text_at(front.content.clone()), front.content.start, known)?;
        let (open, content, close) = (front.open.clone(), front.content.clone(), front.close.clone());
        let (problems, source) = (front.problems.clone(), front.source.clone());
        let format = front.format;
        let front = FrontMatter { format, open, content, close, end: front.end, problems, yaml, source };
        Some(Self { front_matter: Some(front), examined: self.examined })
    }
}

impl FrontMatter {
    /// Parses a text that is keys from its first line to its last; `None` if it is too long.
    fn from_whole(before: &ParsedParts, text: &Text, format: FileFormat) -> Option<Self> {
        let source = (text.len() <= LONGEST_FILE).then(|| text.slice(0..text.len()).into_owned())?;
        let end = source.len();
        let yaml = match format {
            FileFormat::Toml => toml::parse(&source),
            _ => yaml::parse_after(before, &source, 0, &yaml::Nothing),
        };
        let (open, content, close) = (0..0, 0..end, Some(end..end));
        Some(Self { format, open, content, close, end, problems: Vec::new(), yaml, source })
    }

    /// Whether the content is the whole text, without delimiters and a body.
    pub fn is_whole_file(&self) -> bool {
        self.format != FileFormat::Markdown
    }

    /// Whether the content is TOML: that of a TOML file, or between lines of `+++`, where no tool reads it.
    pub fn is_toml(&self) -> bool {
        self.format == FileFormat::Toml || self.text_at(self.open.clone()) == "+++"
    }

    /// Returns the text of a range in the front matter.
    pub fn text_at(&self, range: Range<usize>) -> &str {
        self.source.get(range).unwrap_or_default()
    }

    /// Whether an offset is between the delimiters, on a line below the opening one.
    pub fn contains(&self, offset: usize) -> bool {
        let below = self.open.is_empty() || self.open.end < offset;
        below && self.content.start <= offset && offset <= self.content.end.max(self.content.start)
    }
}

/// The delimiters found in the lines of a head.
#[derive(Default)]
struct Scan {
    open: Option<Range<usize>>,
    content_start: usize,
    close: Option<Range<usize>>,
    problems: Vec<Problem>,
    /// The last line that looks like YAML, if no closing delimiter was found.
    last: Range<usize>,
    /// Whether more text cannot change the result.
    decided: bool,
}

fn scan(source: &str) -> Scan {
    let bom = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let all: Vec<_> = lines(source.get(bom..).unwrap_or_default(), bom).collect();
    let first = all.iter().position(|line| !is_preamble(line)).unwrap_or(all.len());
    let Some((line, rest)) = all.get(first..).and_then(<[_]>::split_first) else { return Scan::default() };
    let delimiter = dashes(line.content()) == Some(3);
    let key_follows = rest.iter().find(|line| line.has_content()).is_some_and(is_simple_key);
    let mut scan = Scan::default();
    if delimiter && (first == 0 && line.indent() == 0) {
        scan.open = Some(line.trimmed());
    } else if delimiter && key_follows {
        scan.open = Some(line.trimmed());
        scan.problems.push(Problem::Displaced(0..line.start + line.indent()));
    } else if first == 0 && is_simple_key(line) {
        let close = rest.iter().position(|line| dashes(line.text) == Some(3));
        if close.is_none_or(|close| !rest.iter().take(close).all(looks_like_yaml)) {
            // Prose may begin with a word and a colon.
            return Scan { decided: close.is_some(), ..Scan::default() };
        }
        scan.problems.push(Problem::Unopened(line.trimmed()));
        scan.find_close(&all);
        return scan;
    } else if let Some(close) =
        (first == 0 && is_near_delimiter(line)).then(|| near_end(line, rest)).flatten()
    {
        scan.open = Some(line.trimmed());
        scan.problems.push(Problem::NearOpen(line.trimmed()));
        scan.content_start = rest.first().map_or(source.len(), |line| line.start);
        scan.close = Some(close);
        scan.decided = true;
        return scan;
    } else {
        return Scan { decided: true, ..Scan::default() };
    }
    scan.content_start = rest.first().map_or(source.len(), |line| line.start);
    scan.find_close(rest);
    if scan.close.is_none() && !key_follows && !is_just_begun(rest) {
        // A thematic break, not front matter.
        scan.open = None;
    }
    scan
}

impl Scan {
    fn find_close(&mut self, lines: &[Line<'_>]) {
        let exact = lines.iter().position(|line| dashes(line.text) == Some(3));
        let long = lines
            .iter()
            .take(exact.unwrap_or(lines.len()))
            .position(|line| dashes(line.text).is_some_and(|count| count > 3));
        // A longer row of dashes closes if followed by prose or nothing; a rule further down belongs to the body.
        let long = long.filter(|long| {
            lines.iter().skip(long + 1).find(|line| !line.is_blank()).is_none_or(|line| !is_simple_key(line))
        });
        if let Some(line) = long.and_then(|at| lines.get(at)) {
            self.problems.push(Problem::NearClose(line.trimmed()));
            self.close = Some(line.trimmed());
        } else if let Some(line) = exact.and_then(|at| lines.get(at)) {
            self.close = Some(line.trimmed());
        }
        self.decided = self.close.is_some();
        if self.close.is_none() {
            self.last = last_of_yaml(lines).map_or(self.content_start..self.content_start, Line::trimmed);
        }
    }

    fn into_front_matter(
        mut self,
        source: &str,
        complete: bool,
        before: &ParsedParts,
    ) -> Option<FrontMatter> {
        let open = match (&self.open, self.problems.first()) {
            (Some(open), _) => open.clone(),
            (None, Some(Problem::Unopened(_))) => 0..0,
            _ => return None,
        };
        let content_end = match &self.close {
            Some(close) => line_start(source, close.start),
            None => line_end(source, self.last.end),
        };
        let end = self.close.as_ref().map_or(content_end, |close| line_end(source, close.end));
        if self.close.is_none() {
            let stand_in = lines(source.get(content_end..).unwrap_or_default(), content_end)
                .find(|line| !line.is_blank())
                .filter(|line| is_near_close(line));
            self.problems.push(match stand_in {
                _ if !complete => Problem::TooLong(open.clone()),
                Some(line) => Problem::NearClose(line.trimmed()),
                None => {
                    Problem::Unclosed(if self.last.is_empty() { open.clone() } else { self.last.clone() })
                }
            });
        }
        let content = self.content_start.min(content_end)..content_end;
        // Not for TOML.
        let is_toml = source.get(open.clone()) == Some("+++");
        let read = if is_toml { "" } else { source.get(content.clone()).unwrap_or_default() };
        let yaml = yaml::parse_after(before, read, content.start, &yaml::Nothing);
        let source = source.get(..end).unwrap_or_default().to_owned();
        let format = FileFormat::Markdown;
        Some(FrontMatter {
            format,
            open,
            content,
            close: self.close,
            end,
            problems: self.problems,
            yaml,
            source,
        })
    }
}

fn line_start(source: &str, offset: usize) -> usize {
    source.get(..offset).and_then(|head| head.rfind(['\n', '\r'])).map_or(0, |at| at + 1)
}

/// Returns the offset after the line break of the line that contains an offset.
fn line_end(source: &str, offset: usize) -> usize {
    let rest = source.get(offset..).unwrap_or_default();
    let end = offset + rest.find(['\n', '\r']).unwrap_or(rest.len());
    end + break_at(source, end)
}

fn break_at(source: &str, offset: usize) -> usize {
    super::lines::break_length(source.get(offset..).unwrap_or_default())
}

/// Counts the dashes of a line with nothing but trailing spaces after them; at least three.
fn dashes(line: &str) -> Option<usize> {
    let line = if line.starts_with("---") { line.trim_end() } else { return None };
    line.bytes().all(|byte| byte == b'-').then_some(line.len())
}

/// Whether authors put such a line before the front matter although most tools do not skip it.
fn is_preamble(line: &Line<'_>) -> bool {
    let text = line.content().trim().trim_start_matches('\u{feff}');
    text.is_empty() || text.starts_with("<!--") && text.ends_with("-->")
}

/// Whether a line starts with `word: …`: a key as tools name them.
fn is_simple_key(line: &Line<'_>) -> bool {
    let word =
        |key: &str| key.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.'));
    line.key().is_some_and(|key| {
        let text = line.text.get(key.key.start - line.start..key.key.end - line.start).unwrap_or_default();
        word(text.trim_matches(['"', '\'']))
    })
}

/// Whether only the first word of a key follows the opening dashes: it is being typed.
fn is_just_begun(lines: &[Line<'_>]) -> bool {
    let mut content = lines.iter().filter(|line| !line.is_blank());
    let first = content.next().map_or("", |line| line.text.trim_end());
    content.next().is_none()
        && first.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Whether a line can be part of unclosed front matter.
fn looks_like_yaml(line: &Line<'_>) -> bool {
    line.is_blank()
        || is_simple_key(line)
        || line.is_item()
        || line.indent() > 0 && dashes(line.content()).is_none()
        || line.text.starts_with('#') && !line.text.trim_start_matches('#').starts_with(' ')
        || matches!(line.text.trim_end(), "]" | "}")
}

/// Returns the last line of unclosed front matter. A heading counts as a comment if there is no blank line above it and
/// a key right below.
fn last_of_yaml<'a, 'b>(lines: &'a [Line<'b>]) -> Option<&'a Line<'b>> {
    let (mut last, mut in_comment, mut below_blank) = (None, false, false);
    for line in lines {
        if line.text.starts_with('#') && !looks_like_yaml(line) && !below_blank {
            in_comment = true;
        } else if if in_comment { is_simple_key(line) } else { looks_like_yaml(line) } {
            in_comment = false;
            last = Some(line).filter(|line| line.has_content()).or(last);
        } else {
            break;
        }
        below_blank = line.is_blank();
    }
    last
}

/// Whether a line was meant to close the front matter.
fn is_near_close(line: &Line<'_>) -> bool {
    is_near_delimiter(line) || line.content().trim_end() == "..."
}

/// Whether a line was meant to be three dashes.
fn is_near_delimiter(line: &Line<'_>) -> bool {
    let text = line.content().trim_end();
    dashes(text).is_some()
        || matches!(text, "--" | "—" | "***" | "___" | "+++" | "```" | "```yaml" | "```yml")
}

/// Returns the line that closes such a near delimiter, if there are only keys with values in between.
fn near_end(open: &Line<'_>, rest: &[Line<'_>]) -> Option<Range<usize>> {
    // Number of lines after which it is clear that prose is no front matter.
    const FARTHEST: usize = 200;
    let toml = open.content().trim_end() == "+++";
    let is_key = |line: &&Line<'_>| if toml { is_toml_key(line) } else { is_simple_key(line) };
    let end = rest.iter().take(FARTHEST).position(|line| is_near_close(line) && line.indent() == 0)?;
    let inside = rest.get(..end)?;
    let keys = inside.iter().any(|line| is_key(&line));
    let pure = inside
        .iter()
        .all(|line| if toml { line.is_blank() || !is_simple_key(line) } else { looks_like_yaml(line) });
    (keys && pure).then(|| rest.get(end).map(Line::trimmed)).flatten()
}

/// Whether a line starts with `word = …`, as in TOML.
fn is_toml_key(line: &Line<'_>) -> bool {
    let word = |key: &str| {
        !key.is_empty() && key.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-'))
    };
    line.text.split_once('=').is_some_and(|(key, _)| word(key.trim_end()))
}
