//! The parts of code in which `$N` has a meaning of its own.
//!
//! A shell script as such is none of them: authors write `$1` there for an argument of the command.

use std::ops::Range;

/// Languages in which every `$N` is a field, a group or a parameter.
const OWNING: &[&str] = &["awk", "gawk", "mawk", "perl", "nginx", "apache", "apacheconf"];

/// Languages of shells; a block without a language may be one.
const SHELLS: &[&str] =
    &["", "!", "sh", "bash", "zsh", "ksh", "dash", "shell", "console", "shellsession", "terminal"];

/// Languages whose programs send SQL with numbered parameters.
const HOSTS: &[&str] =
    &["js", "javascript", "jsx", "ts", "typescript", "tsx", "py", "python", "go", "golang", "rust", "rs"];

/// Words of SQL, on a line of which `$N` is a parameter.
const SQL: &[&str] = &["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WHERE ", "VALUES ", "VALUES("];

/// Calls that replace by a pattern, in whose replacement `$N` is a group.
const REPLACEMENTS: &[&str] = &["preg_replace(", ".replace(/", ".replaceAll(/"];

/// Directives of web servers in which `$N` is a group.
const DIRECTIVES: &[&str] = &["RewriteRule ", "rewrite ^"];

/// Maximum length of a quoted program, in bytes.
const LONGEST: usize = 4096;

/// Returns the parts in which `$N` belongs to the code, in text order. A span has no language.
pub(super) fn owned_ranges(code: &str, language: Option<&str>) -> Vec<Range<usize>> {
    let language = language.unwrap_or_default().to_ascii_lowercase();
    let is = |known: &[&str]| known.contains(&&*language);
    if is(OWNING) {
        return std::iter::once(0..code.len()).collect();
    }
    let mut found = Vec::new();
    if is(SHELLS) {
        programs(code, &mut found);
        functions(code, &mut found);
    }
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let call = REPLACEMENTS.iter().filter_map(|call| line.find(call)).min();
        let directive = DIRECTIVES.iter().any(|word| line.trim_start().starts_with(word));
        let sql = is(HOSTS) && SQL.iter().any(|word| line.contains(word));
        let from = if directive || sql { Some(0) } else { call };
        found.extend(from.map(|from| start + from..start + line.len()));
        start += line.len();
    }
    merged(found)
}

/// Sorts ranges, and joins those that overlap.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// Adds the programs in single quotes that awk and perl are given.
fn programs(code: &str, found: &mut Vec<Range<usize>>) {
    let mut from = 0;
    while let Some((at, word)) = code
        .get(from..)
        .and_then(|rest| ["awk ", "perl -"].iter().filter_map(|word| Some((rest.find(word)?, *word))).min())
    {
        from = quoted(code, from + at + word.len(), found);
    }
}

/// Adds the quoted programs of one command, and returns where it ends.
fn quoted(code: &str, from: usize, found: &mut Vec<Range<usize>>) -> usize {
    let bytes = code.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\'' | b'"' => {
                let most = bytes.len().min(at + LONGEST);
                let inside = bytes.get(at + 1..most).unwrap_or_default();
                let Some(length) = memchr::memchr(*byte, inside) else { return at + 1 };
                let range = at + 1..at + 1 + length;
                let program = code.get(range.clone()).unwrap_or_default();
                // Separators and values of variables have none of these.
                if *byte == b'\'' && program.contains(['{', '=', '~', '/', '<', '>']) {
                    found.push(range.clone());
                }
                at = range.end + 1;
            }
            b'\\' => at += 2,
            b'\n' | b'|' | b';' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Adds the bodies of functions, in which `$N` is a parameter.
fn functions(code: &str, found: &mut Vec<Range<usize>>) {
    let mut open: Option<(usize, &str)> = None;
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        let end = start + line.len();
        let bare = line.trim_start();
        let indent = line.get(..line.len() - bare.len()).unwrap_or_default();
        match open {
            Some((from, outer)) if indent == outer && bare.starts_with('}') => {
                found.push(from..end);
                open = None;
            }
            Some(_) => {}
            None if opens_function(bare) => {
                if bare.trim_end().ends_with('}') {
                    found.push(start..end);
                } else {
                    open = Some((start, indent));
                }
            }
            None => {}
        }
        start = end;
    }
}

/// Whether a line begins with `name() {` or `function name {`.
fn opens_function(line: &str) -> bool {
    let (named, rest) =
        line.strip_prefix("function ").map_or((false, line), |rest| (true, rest.trim_start()));
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | ':');
    let length = rest.find(|char| !is_part(char)).unwrap_or(rest.len());
    let rest = rest.get(length..).unwrap_or_default().trim_start();
    let called = rest.strip_prefix("()");
    length > 0 && (named || called.is_some()) && called.unwrap_or(rest).trim_start().starts_with('{')
}
