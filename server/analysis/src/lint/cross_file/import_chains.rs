//! Imports that lead around in a circle, and files that are too many imports away to be included.

use std::collections::VecDeque;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::CrossFileLint;
use super::imports::reads;
use super::links::is_template;
use crate::index::{imports_in, link_target};
use crate::links::{Link, LinkForm};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, quoted};

pub(super) static IMPORT_CYCLE: Rule = Rule {
    code: "import-cycle",
    summary: "Imports lead around in a circle",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) static DEEP_IMPORT: Rule = Rule {
    code: "deep-import",
    summary: "A file is too many imports away to be included",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Maximum number of files that are looked at for one document.
const MOST_FILES: usize = 500;

/// Maximum number of imports of these files.
const MOST_IMPORTS: usize = 20_000;

pub(super) fn lint_chains(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let Some((kind, imports)) = subject.document.imports() else { return };
    let Some(depth) = imports.depth else { return };
    if is_template(subject.path) || !subject.targets.includes_kind(kind) {
        return;
    }
    // A mark behind a path belongs to it for all tools that are known.
    let is_followed =
        |link: &Link| link.is_surely_import() && !matches!(link.form, LinkForm::Import { glued: true, .. });
    let links = subject.document.links().filter(|(_, link)| is_followed(link));
    let links: Vec<_> = links
        .filter_map(|(range, link)| Some((range, link_target(subject.document, link)?)))
        .take(MOST_FILES)
        .collect();
    if links.is_empty() || !reads(subject, kind, imports) {
        return;
    }
    let graph = ImportGraph::new(subject, &links, depth as usize);
    found.extend(graph.circles(subject, &kind.tool, &links));
    found.extend(graph.left_out(subject, &kind.tool, &links));
}

/// A file that a document includes.
struct ImportedFile {
    path: Box<str>,
    /// How many imports away it is at least; 0 for the document itself.
    depth: usize,
    /// The import of the document by which it is reached first.
    link: usize,
    /// The file that imports it there.
    parent: usize,
    imports: Vec<usize>,
}

/// The files that a document includes, nearest first, each once.
struct ImportGraph {
    files: Vec<ImportedFile>,
    /// How many imports in a row the tool follows.
    most: usize,
}

impl ImportGraph {
    fn new(subject: &CrossFileLint<'_>, links: &[(Range<usize>, String)], most: usize) -> Self {
        let own =
            ImportedFile { path: subject.path.into(), depth: 0, link: 0, parent: 0, imports: Vec::new() };
        let mut graph = Self { files: vec![own], most };
        let mut known: FxHashMap<Box<str>, usize> = FxHashMap::default();
        known.insert(subject.path.into(), 0);
        let (mut queue, mut left) = (VecDeque::from([0]), MOST_IMPORTS);
        while let Some(at) = queue.pop_front() {
            let Some((depth, link, path)) =
                graph.files.get(at).map(|file| (file.depth, file.link, file.path.clone()))
            else {
                break;
            };
            let targets: Vec<(usize, Box<str>)> = match at {
                0 => links.iter().enumerate().map(|(link, (_, to))| (link, (&**to).into())).collect(),
                _ => imports_of(subject, &path, left).into_iter().map(|to| (link, to)).collect(),
            };
            left -= targets.len().min(left);
            for (link, to) in targets {
                let next = match known.get(&to) {
                    Some(next) => *next,
                    None if graph.files.len() >= MOST_FILES => continue,
                    None => {
                        let next = graph.files.len();
                        known.insert(to.clone(), next);
                        let (depth, imports) = (depth + 1, Vec::new());
                        graph.files.push(ImportedFile { path: to, depth, link, parent: at, imports });
                        if depth <= most {
                            queue.push_back(next);
                        }
                        next
                    }
                };
                graph.files.get_mut(at).into_iter().for_each(|file| file.imports.push(next));
            }
        }
        graph
    }

    fn path(&self, at: usize) -> &str {
        self.files.get(at).map_or("", |file| &*file.path)
    }

    /// Returns a diagnostic for each import of the document behind which a file imports one that includes it.
    fn circles(
        &self,
        subject: &CrossFileLint<'_>,
        tool: &str,
        links: &[(Range<usize>, String)],
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let (mut seen, mut open) = (vec![false; self.files.len()], vec![false; self.files.len()]);
        // The files from the document to the one that is looked at, each with its imports that are left.
        let mut stack = vec![(0, 0)];
        let mut link = 0;
        let mark = |marks: &mut Vec<bool>, at: usize, value| {
            marks.get_mut(at).into_iter().for_each(|mark| *mark = value);
        };
        mark(&mut seen, 0, true);
        mark(&mut open, 0, true);
        let mut reported = None;
        while let Some((at, next)) = stack.last_mut() {
            let at = *at;
            let Some(to) = self.files.get(at).and_then(|file| file.imports.get(*next)).copied() else {
                mark(&mut open, at, false);
                stack.pop();
                continue;
            };
            // The imports of the document are those that are marked.
            if at == 0 {
                link = *next;
            }
            *next += 1;
            if open.get(to) == Some(&true) {
                if reported != Some(link) {
                    reported = Some(link);
                    found.extend(links.get(link).map(|(range, _)| {
                        let clause = self.circle(subject, tool, at, to);
                        Diagnostic::new(&IMPORT_CYCLE, range.clone(), clause)
                            .advice("The imports lead around in a circle. Remove one of them.")
                    }));
                }
            } else if seen.get(to) == Some(&false) {
                mark(&mut seen, to, true);
                mark(&mut open, to, true);
                stack.push((to, 0));
            }
        }
        found
    }

    fn circle(&self, subject: &CrossFileLint<'_>, tool: &str, at: usize, to: usize) -> String {
        let shown = |at: usize| quoted(&subject.shown(self.path(at)));
        match (at, to) {
            (0, 0) => format!("{tool} imports nothing here: the file imports itself"),
            (_, 0) => format!("{tool} ignores the import of this file in {}", shown(at)),
            (at, to) if at == to => {
                format!("{tool} ignores that {} imports itself", shown(at))
            }
            _ => format!("{tool} ignores the import of {} in {}", shown(to), shown(at)),
        }
    }

    /// Returns a diagnostic for each import of the document behind which a file is too many imports away.
    fn left_out(
        &self,
        subject: &CrossFileLint<'_>,
        tool: &str,
        links: &[(Range<usize>, String)],
    ) -> Vec<Diagnostic> {
        let mut found: Vec<(usize, Diagnostic)> = Vec::new();
        for file in self.files.iter().filter(|file| file.depth > self.most) {
            let known = found.iter().any(|(link, _)| *link == file.link);
            if known || subject.is_there(&file.path) != Some(true) {
                continue;
            }
            let Some((range, _)) = links.get(file.link) else { continue };
            let path = quoted(&subject.shown(&file.path));
            let clause = format!("{tool} leaves out {path}: it is {} imports away", file.depth);
            let advice = format!(
                "{} names it. {tool} follows {} imports in a row. Import it from a file that is nearer.",
                quoted(&subject.shown(self.path(file.parent))),
                self.most
            );
            let diagnostic = Diagnostic::new(&DEEP_IMPORT, range.clone(), clause).advice(advice);
            found.push((file.link, diagnostic));
        }
        found.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }
}

/// Returns the first files that a file imports, up to `most`; none while that is not known.
fn imports_of(subject: &CrossFileLint<'_>, path: &str, most: usize) -> Vec<Box<str>> {
    if most == 0 {
        return Vec::new();
    }
    match subject.index.get(path) {
        Some(summary) => imports_in(path, &summary.body).take(most).collect(),
        None => {
            let imports = (subject.imports)(path).unwrap_or_default();
            imports.iter().take(most).cloned().collect()
        }
    }
}
