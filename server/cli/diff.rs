//! Changes of files as unified diffs.

use std::io::{self, IsTerminal};
use std::path::Path;

use agentls_analysis::printable::is_control;
use agentls_workspace::files::to_slash;
use similar::TextDiff;

use super::text::printable;

/// Returns the change of a file as a unified diff; empty if there is none.
pub(super) fn unified(path: &Path, old: &str, new: &str) -> String {
    let path = to_slash(path);
    let path = path.trim_start_matches('/');
    let (before, after) = (header(&format!("a/{path}")), header(&format!("b/{path}")));
    TextDiff::from_lines(old, new).unified_diff().header(&before, &after).to_string()
}

/// Returns diffs as they are printed: unmodified for programs, without control characters for a terminal.
pub(super) fn shown(diff: String) -> String {
    if !io::stdout().is_terminal() {
        return diff;
    }
    let shown =
        |line: &str| format!("{}\n", printable(line.trim_end_matches('\r')).replace('\u{2409}', "\t"));
    diff.lines().map(shown).collect()
}

/// Returns a path for the header of a diff, as git writes it and as git and GNU patch read it: quoted if it has control
/// characters or quotes, and with a tab after it if it has spaces.
fn header(path: &str) -> String {
    if !path.contains(|c| is_control(c) || matches!(c, '"' | '\\')) {
        return if path.contains(' ') { format!("{path}\t") } else { path.to_owned() };
    }
    let mut quoted = String::from("\"");
    for c in path.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if is_control(c) => {
                c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| quoted += &format!("\\{byte:03o}"));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headers_are_as_git_writes_them() {
        for (path, shown) in [
            ("a/x.md", "a/x.md"),
            ("a/ü x.md", "a/ü x.md\t"),
            ("a/\"\\\n\u{202e}.md", "\"a/\\\"\\\\\\012\\342\\200\\256.md\""),
        ] {
            assert_eq!(header(path), shown);
        }
    }

    proptest! {
        #[test]
        fn a_header_is_one_plain_line(path in any::<String>()) {
            prop_assert!(!header(&path).trim_end_matches('\t').contains(is_control));
        }
    }
}
