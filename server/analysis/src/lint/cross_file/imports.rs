//! Imports (`@path`) that include nothing.

use std::ops::Range;

use super::CrossFileLint;
use super::links::{folder, is_file, is_template, joined};
use crate::code_span::code_span;
use crate::dialect::{FileKind, Imports};
use crate::index::link_target;
use crate::links::{Link, LinkForm, relative_import};
use crate::lint::{Diagnostic, Fix, Rule, RuleScope, Severity, quoted};

pub(super) static BROKEN_IMPORT: Rule = Rule {
    code: "broken-import",
    summary: "An import includes no file",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Maximum number of folders around that of the document in which a file is looked for.
const MOST_AROUND: usize = 8;

/// Maximum number of imports for which the file that was meant is looked for.
const MOST_MEANT: usize = 200;

pub(super) fn lint_imports(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let Some((kind, imports)) = subject.document.imports() else { return };
    if !imports.reported || is_template(subject.path) || !subject.targets.includes_kind(kind) {
        return;
    }
    let is_checked = |link: &Link| {
        let shown = matches!(link.form, LinkForm::Import { indented: true, .. });
        link.is_surely_import() && !shown && !link.path.starts_with('/') && is_file(&link.path)
    };
    let mut links = subject.document.links().filter(|(_, link)| is_checked(link)).peekable();
    if links.peek().is_none() || !reads(subject, kind, imports) {
        return;
    }
    // Among more, a file that was meant is no longer looked for.
    let found_by = |(at, (range, link))| import(subject, (kind, imports), range, link, at < MOST_MEANT);
    found.extend(links.enumerate().filter_map(found_by));
}

/// Whether the tool reads the file: it may be another tool's, and one of its own may take its place.
pub(super) fn reads(subject: &CrossFileLint<'_>, kind: &FileKind, imports: &Imports) -> bool {
    let Some(own) = imports.unless_beside.as_ref().filter(|_| subject.kind != kind) else { return true };
    let own = format!("{}{own}", folder(subject.path));
    subject.index.get(&own).is_none() && (subject.exists)(&own) == Some(false)
}

fn import(
    subject: &CrossFileLint<'_>,
    (kind, imports): (&FileKind, &Imports),
    range: Range<usize>,
    link: &Link,
    search: bool,
) -> Option<Diagnostic> {
    let target = link_target(subject.document, link)?;
    let tool = &kind.tool;
    if subject.is_there(&target)? {
        let LinkForm::Import { glued: true, .. } = link.form else { return None };
        let mark = subject.document.text.slice(range.end..range.end + 4).chars().next()?;
        if !imports.glued_marks.contains(mark) {
            return None;
        }
        let mark = mark.to_string();
        let clause = format!("{tool} imports nothing here: {} follows the path", code_span(&mark));
        let advice = format!(
            "{tool} takes it for a part of the path {}. Put a space after the path.",
            code_span(&*link.path)
        );
        let fix = Fix::new(format!("Insert a space before {}", code_span(&mark))).insert(range.end, " ");
        return Some(
            Diagnostic::new(&BROKEN_IMPORT, range, clause).advice(advice).with_fixes([fix.preferred()]),
        );
    }
    let clause = format!("{tool} imports nothing here: {} does not exist", quoted(&link.path));
    let shown = code_span(subject.shown(&target));
    let diagnostic = Diagnostic::new(&BROKEN_IMPORT, range.clone(), clause);
    let written = |to: &str| relative_import(subject.path, to);
    let fix = |to: &str| {
        let end = range.start + subject.document.text.slice(range.clone()).find('#').unwrap_or(range.len());
        Fix::new(format!("Write {}", code_span(written(to))))
            .replace(range.start..end, written(to))
            .preferred()
    };
    let around = || from_folder_around(subject, link, &target);
    if let Some(meant) = search.then(around).flatten() {
        let advice = format!(
            "There is no {shown}: the path is relative to the folder of this file. For {} write {}.",
            code_span(subject.shown(&meant)),
            code_span(format!("@{}", written(&meant)))
        );
        return Some(diagnostic.advice(advice).with_fixes([fix(&meant)]));
    }
    let is_there = |path: &String| subject.is_there(path) == Some(true);
    if let Some(meant) = search.then(|| other_cases(&target).into_iter().find(is_there)).flatten() {
        let advice = format!(
            "The letters of {} have another case. Write {}.",
            code_span(subject.shown(&meant)),
            code_span(format!("@{}", written(&meant)))
        );
        return Some(diagnostic.advice(advice).with_fixes([fix(&meant)]));
    }
    Some(diagnostic.advice(format!("There is no {shown}. Correct the path, or put it in backticks.")))
}

/// Returns the file that an import leads to from one of the folders around that of the document, up to the root folder.
fn from_folder_around(subject: &CrossFileLint<'_>, link: &Link, target: &str) -> Option<String> {
    let root = subject.index.root_around(subject.path);
    let own = folder(subject.path);
    let around = own.match_indices('/').filter_map(|(at, _)| own.get(..=at)).rev().skip(1);
    let around = around.take_while(|folder| folder.starts_with(root)).take(MOST_AROUND);
    let mut paths = around.filter_map(|folder| joined(folder, &link.path));
    paths.find(|path| path != target && subject.is_there(path) == Some(true))
}

/// Returns a path with its file name in other cases that are common.
fn other_cases(path: &str) -> Vec<String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or_default();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut chars = stem.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    let capital: String = first.into_iter().chain(chars.map(|char| char.to_ascii_lowercase())).collect();
    let ending = ending.to_ascii_lowercase();
    let cases = [stem.to_ascii_uppercase(), stem.to_ascii_lowercase(), capital];
    let paths = cases.map(|stem| format!("{folder}/{stem}.{ending}"));
    paths.into_iter().filter(|other| *other != path).collect()
}
