//! The widest reading of a pattern: a path matches if it does by the rules of any usual library. Stars also match `/`,
//! a pattern may start at any folder, what matches a folder matches the files in it, and letters have no case.

/// Maximum number of alternatives in braces. Beyond it, the pattern may match anything.
const MOST_ALTERNATIVES: usize = 256;

/// Characters that stand for something else in some tools, or in no pattern of files.
const UNKNOWN: &[char] = &['\\', '$', '<', '>', '|', '`', '"', '\'', ':', '#', '%', '^'];

/// A pattern without alternatives: texts that a path has in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WidePattern {
    texts: Vec<Box<str>>,
    /// Whether anything may stand before the first text.
    open_start: bool,
    /// Whether anything may stand after the last text.
    open_end: bool,
}

impl WidePattern {
    /// Returns the alternatives of a pattern; `None` if it may match anything, as far as is known.
    pub(super) fn alternatives(pattern: &str) -> Option<Vec<Self>> {
        let pattern = pattern.trim();
        let outside = pattern.starts_with('~') || pattern.split('/').any(|part| part == "..");
        if outside || pattern.contains(UNKNOWN) || pattern.contains(char::is_whitespace) {
            return None;
        }
        Some(expanded(&pattern.to_lowercase())?.iter().map(|pattern| Self::new(pattern)).collect())
    }

    fn new(pattern: &str) -> Self {
        let mut rest = pattern.trim_start_matches("./").trim_start_matches('/');
        let (mut texts, mut text) = (Vec::new(), String::new());
        let (mut open_start, mut open_end) = (false, false);
        while let Some(char) = rest.chars().next() {
            let any = any(rest);
            if any == 0 {
                text.push(char);
                rest = rest.get(char.len_utf8()..).unwrap_or_default();
                open_end = false;
                continue;
            }
            // `**/` also stands for no folder.
            let at_start = texts.is_empty() && text.is_empty() || text.ends_with('/');
            let folders = at_start && rest.starts_with("**/");
            rest = rest.get(if folders { 3 } else { any }..).unwrap_or_default();
            open_start |= texts.is_empty() && text.is_empty();
            open_end = true;
            texts.extend((!text.is_empty()).then(|| std::mem::take(&mut text).into()));
        }
        texts.extend((!text.is_empty()).then(|| text.into()));
        Self { texts, open_start, open_end }
    }

    /// Whether a path in lower case matches.
    pub(super) fn is_match(&self, path: &str) -> bool {
        let [first, between @ ..] = &self.texts[..] else { return true };
        let starts = |at: usize| self.open_start || at == 0 || path.as_bytes().get(at - 1) == Some(&b'/');
        let ends = |text: &str, at: usize| {
            let end = at + text.len();
            self.open_end || text.ends_with('/') || matches!(path.as_bytes().get(end), None | Some(b'/'))
        };
        let Some((last, between)) = between.split_last() else {
            return path.match_indices(&**first).any(|(at, _)| starts(at) && ends(first, at));
        };
        // The earliest place of each text leaves the most for those after it.
        let mut first_places = path.match_indices(&**first).filter(|(at, _)| starts(*at));
        let after_first = first_places.next().map(|(at, _)| at + first.len());
        let behind = between.iter().try_fold(after_first.unwrap_or(path.len() + 1), |from, text| {
            Some(from + path.get(from..)?.find(&**text)? + text.len())
        });
        let Some((from, rest)) = behind.and_then(|from| Some((from, path.get(from..)?))) else {
            return false;
        };
        rest.match_indices(&**last).any(|(at, _)| ends(last, from + at))
    }

    /// Returns the extension that a name in every matching path has.
    pub(super) fn extension(&self) -> Option<&str> {
        let last = self.texts.last().filter(|_| !self.open_end)?;
        let (_, extension) = last.rsplit('/').next()?.rsplit_once('.')?;
        (!extension.is_empty()).then_some(extension)
    }

    /// Returns names that every matching path has.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let count = self.texts.len();
        self.texts
            .iter()
            .enumerate()
            .flat_map(move |(at, text)| {
                let parts = text.split('/').count();
                let is_whole = move |part: usize| {
                    let starts = part > 0 || at == 0 && !self.open_start;
                    let ends = part + 1 < parts || at + 1 == count && !self.open_end;
                    starts && ends
                };
                text.split('/').enumerate().filter(move |(part, _)| is_whole(*part)).map(|(_, name)| name)
            })
            .filter(|name| !name.is_empty())
    }
}

/// Returns the length of what stands for any text at the start of the rest of a pattern, 0 if there is nothing.
fn any(rest: &str) -> usize {
    let group = |from: usize| rest.find(')').filter(|end| *end > from).map(|end| end + 1);
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some('?' | '*' | '+' | '@' | '!'), Some('(')) => group(1).unwrap_or(rest.len()),
        (Some('*'), Some('*')) => 2,
        (Some('*' | '?'), _) => 1,
        (Some('['), _) => rest.find(']').map_or(0, |end| end + 1),
        // Some systems write such a letter as two characters.
        (Some(other), _) if !other.is_ascii() => other.len_utf8(),
        _ => 0,
    }
}

/// Returns the patterns that one with braces stands for; `None` if they are too many, or not closed.
pub(super) fn expanded(pattern: &str) -> Option<Vec<String>> {
    let mut expanded = Vec::new();
    expand(pattern, &mut expanded)?;
    Some(expanded)
}

/// Adds the patterns that one with braces stands for; `None` if they are too many, or not closed.
fn expand(pattern: &str, expanded: &mut Vec<String>) -> Option<()> {
    let Some(open) = pattern.find('{') else {
        if pattern.contains('}') || expanded.len() >= MOST_ALTERNATIVES {
            return None;
        }
        expanded.push(pattern.to_owned());
        return Some(());
    };
    let (before, rest) = pattern.split_at(open);
    let (mut depth, mut start, mut parts, mut close) = (0_usize, 1, Vec::new(), None);
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => {
                parts.push(rest.get(start..at)?);
                close = Some(at);
                break;
            }
            b'}' => depth -= 1,
            b',' if depth == 1 => {
                parts.push(rest.get(start..at)?);
                start = at + 1;
            }
            _ => {}
        }
    }
    let after = rest.get(close? + 1..)?;
    if let [_] = parts[..] {
        // `{1..3}`, or what some take for itself.
        parts = vec!["*"];
    }
    parts.into_iter().try_for_each(|part| expand(&format!("{before}{part}{after}"), expanded))
}
