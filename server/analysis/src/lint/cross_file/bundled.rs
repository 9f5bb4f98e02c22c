//! Files of a skill that are named in it and are not there.

use rustc_hash::FxHashSet;

use super::CrossFileLint;
use super::links::{folder, folders_around, is_file, is_template, joined};
use crate::code_span::code_span;
use crate::links::{Link, LinkForm};
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, quoted};

pub(super) static MISSING_SKILL_FILE: Rule = Rule {
    code: "missing-skill-file",
    summary: "A skill names a file of its own that is not there",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) fn lint_bundled(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let is_sure = |link: &Link| link.form == LinkForm::Bundled { sure: true };
    let mut links = subject.document.links().filter(|(_, link)| is_sure(link)).peekable();
    if links.peek().is_none() {
        return;
    }
    let own = folder(subject.path);
    let name = own.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    // A skill about skills names the files of others.
    if is_template(subject.path) || name.contains("skill") || name.contains("plugin") {
        return;
    }
    let mut said = FxHashSet::default();
    for (range, link) in links {
        let first = link.path.split('/').next().unwrap_or_default();
        let is_gone = |folder: &str| {
            joined(folder, &link.path).is_some_and(|path| subject.is_there(&path) == Some(false))
        };
        let has_folder = || (subject.exists)(&format!("{own}{first}")) == Some(true);
        if is_file(&link.path) && said.insert(&*link.path) && has_folder() && around(subject).all(is_gone) {
            let clause = format!("the skill has no file {}", quoted(&link.path));
            let advice = format!(
                "There is no {}. Add the file, or name the one that is meant.",
                code_span(subject.shown(&format!("{own}{}", link.path)))
            );
            found.push(Diagnostic::new(&MISSING_SKILL_FILE, range, clause).advice(advice));
        }
    }
}

/// Returns the folder of a skill and those around it, up to the root folder: a command may be run from any of them.
fn around<'a>(subject: &CrossFileLint<'a>) -> impl Iterator<Item = &'a str> {
    let root = subject.index.root_around(subject.path);
    folders_around(subject.path).take_while(move |folder| folder.starts_with(root))
}
