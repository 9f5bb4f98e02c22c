//! Links to missing files and headings.

use std::ops::Range;

use super::CrossFileLint;
use crate::code_span::{code_span, code_start};
use crate::index::project_root;
use crate::links::{Link, LinkForm};
use crate::lint::similar::{Confidence, similar};
use crate::lint::{Diagnostic, Fix, Rule, RuleScope, Severity, did_you_mean};
use crate::sections::Sections;

pub(super) static BROKEN_LINK: Rule = Rule {
    code: "broken-link",
    summary: "A link leads to a file that is not there",
    severity: Severity::Information,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) static BROKEN_ANCHOR: Rule = Rule {
    code: "broken-anchor",
    summary: "A link leads to a heading that is not there",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Maximum length of a link in the first clause, in characters.
const LONGEST_TARGET: usize = 36;

/// Maximum number of headings among which a similar one is suggested.
const MOST_NEAR: usize = 500;

/// Maximum number of folders around a file in which something is looked for.
const MOST_AROUND: usize = 8;

/// Words in paths that stand for what the reader fills in.
const STAND_INS: &[&str] = &["example", "placeholder", "your", "my", "some", "xxx", "foo", "bar"];

/// Characters in paths that are templates or patterns.
const PLACEHOLDERS: &[char] = &['{', '}', '<', '>', '$', '*', '[', ']', '|', '\\'];

pub(super) fn lint_links(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    if is_template(subject.path) {
        return;
    }
    let own = subject.document.sections();
    let written = |(_, link): &(Range<usize>, &Link)| matches!(link.form, LinkForm::Text | LinkForm::Image);
    for (range, link) in own.links().filter(written) {
        if link.path.is_empty() {
            found.extend(anchor(subject, link, range, own, None));
            continue;
        }
        let Some(target) = is_file(&link.path).then(|| joined(folder(subject.path), &link.path)).flatten()
        else {
            continue;
        };
        match subject.index.get(&target) {
            Some(summary) => {
                found.extend(anchor(subject, link, range, &summary.body, Some(&target)));
            }
            None if is_missing(subject, link, &target) => {
                let advice = format!("{} does not exist.", code_span(subject.shown(&target)));
                let clause = format!("the link leads to no file: {}", code_start(&link.path, LONGEST_TARGET));
                let diagnostic = Diagnostic::new(&BROKEN_LINK, range, clause).advice(advice);
                // What a skill brings along is a part of it.
                let own = subject.document.is_skill() && target.starts_with(folder(subject.path));
                found.push(if own { diagnostic.severity(Severity::Warning) } else { diagnostic });
            }
            None => {}
        }
    }
}

/// Whether the file exists neither relative to the document nor relative to the project folder, from which tools
/// started there resolve it.
fn is_missing(subject: &CrossFileLint<'_>, link: &Link, target: &str) -> bool {
    let is_gone = |path: &str| subject.is_there(path) == Some(false);
    let from_root = || joined(project_root(subject.path), &link.path);
    is_gone(target) && from_root().is_none_or(|path| is_gone(&path))
}

/// Checks the fragment of a link, after its `#`; `path` is the target file, if it is another one.
fn anchor(
    subject: &CrossFileLint<'_>,
    link: &Link,
    range: Range<usize>,
    target: &Sections,
    path: Option<&str>,
) -> Option<Diagnostic> {
    let wanted = link.anchor.as_deref().filter(|wanted| !target.has_anchor(wanted))?;
    let anchors = target.anchors();
    // A text without any heading has no anchors of headings, or was too long to be parsed.
    if anchors.others || anchors.names.is_empty() || !is_heading(wanted) {
        return None;
    }
    let names = &anchors.names;
    let place =
        path.map_or_else(|| "This file".to_owned(), |path| code_span(subject.shown(path)).to_string());
    // Among this many, a similar one is a coincidence.
    let few = names.len() <= MOST_NEAR;
    let near = similar(wanted, names.iter().filter(|_| few).map(|name| &**name), Confidence::Wrong);
    let meant = near.map_or_else(String::new, |near| format!(" {}", did_you_mean(&format!("#{near}"))));
    let anchor = format!("#{wanted}");
    let advice = format!("{place} has no such heading.{meant}");
    let clause = format!("the link leads to no heading: {}", code_start(&anchor, LONGEST_TARGET));
    // With escapes, the anchor is not written as it reads.
    let written = range.end.checked_sub(wanted.len()).map(|start| start..range.end);
    let written = written.filter(|it| subject.document.text.slice(it.clone()) == wanted);
    let fix = near
        .zip(written)
        .map(|(near, it)| Fix::new(format!("Write {}", code_span(format!("#{near}")))).replace(it, near));
    Some(Diagnostic::new(&BROKEN_ANCHOR, range, clause).advice(advice).with_fixes(fix))
}

/// Whether an anchor can be a heading's, and not one of a line, a text fragment or the page.
fn is_heading(anchor: &str) -> bool {
    let line =
        anchor.strip_prefix('L').is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_digit()));
    let other =
        anchor.starts_with(":~:") || anchor.starts_with("user-content-") || anchor.contains(['/', '=']);
    !anchor.is_empty() && !line && !other && anchor != "top" && !anchor.contains(PLACEHOLDERS)
}

/// Whether a path names one file: it has an extension or is a folder, and no placeholders.
pub(super) fn is_file(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    let ending = last.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && !ending.is_empty());
    let stand_in = |word: &str| STAND_INS.iter().any(|stand_in| word.eq_ignore_ascii_case(stand_in));
    (ending || last.is_empty())
        && !path.contains(PLACEHOLDERS)
        && !path.contains(char::is_whitespace)
        && !["path/to", "...", "…"].iter().any(|gap| path.contains(gap))
        && !path.split(['/', '-', '_', '.']).any(stand_in)
}

/// Whether a document is a template to be copied elsewhere, where its links resolve differently.
pub(super) fn is_template(path: &str) -> bool {
    path.rsplit('/').any(|part| part.to_ascii_lowercase().contains("template"))
}

pub(super) fn folder(path: &str) -> &str {
    path.get(..path.rfind('/').map_or(0, |at| at + 1)).unwrap_or_default()
}

/// Returns the folder of a file and those around it, the nearest first, each with its last `/`.
pub(super) fn folders_around(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').rev().filter_map(|(at, _)| path.get(..=at)).take(MOST_AROUND)
}

/// Resolves a relative path against a folder; `None` if that is unknown or the path leaves the root.
pub(super) fn joined(folder: &str, path: &str) -> Option<String> {
    let mut whole = folder.strip_suffix('/')?.to_owned();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => whole.truncate(whole.rfind('/')?),
            part => {
                whole.push('/');
                whole.push_str(part);
            }
        }
    }
    Some(whole)
}
