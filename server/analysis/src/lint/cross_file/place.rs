//! Files in a place where no tool looks for them, close to one where a tool does.

use super::CrossFileContext;
use crate::code_span::code_span;
use crate::dialect::{FileKind, Misplaced, NAME, Presence, Repair, Role};
use crate::document::Document;
use crate::lint::{Diagnostic, Rule, RuleScope, Severity};

pub(super) static WRONG_PLACE: Rule = Rule {
    code: "wrong-place",
    summary: "The file lies where its tool never looks for it",
    severity: Severity::Error,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Names of documents that people keep beside a tool's files, compared case-insensitively.
const BESIDE: &[&str] = &[
    "readme",
    "changelog",
    "license",
    "licence",
    "notice",
    "contributing",
    "code_of_conduct",
    "agents",
    "claude",
    "gemini",
];

/// Names of documents that agents and skills may have as well.
const MAY_BE_BESIDE: &[&str] =
    &["authors", "security", "support", "index", "overview", "todo", "notes", "migration_summary"];

/// Folders of files that are not meant to be found, without the `s` that may end them.
const PUT_AWAY: &[&str] = &[
    "template",
    "example",
    "archive",
    "draft",
    "disabled",
    "deprecated",
    "backup",
    "old",
    "trash",
    "reference",
    "doc",
    "asset",
    "script",
    "resource",
    "test",
    "fixture",
    "shared",
    "node_modules",
];

/// Number of lines in which unparsable front matter may show what it is.
const FIRST_LINES: usize = 30;

/// Reports a file that no tool finds at its path.
pub(super) fn lint_place(document: &Document, context: &CrossFileContext<'_>) -> Option<Diagnostic> {
    let path = document.path.as_deref().filter(|_| !document.location.is_found())?;
    let found = document.dialects.misplaced(path)?;
    let severity = certainty(document, path, &found)?;
    let target = found.path.replace(NAME, &written_name(document).unwrap_or_else(|| NAME.to_owned()));
    // A file that exists there may be the intended one, and this one something beside it.
    let free = (context.exists)(&target) == Some(false);
    (free && !is_bundled(&found, path, context)).then(|| {
        let range = 0..document.text.line_range(0).end;
        let shown = context.index.said(&target, path);
        let (clause, advice) = describe_misplaced(document, &found, &shown);
        Diagnostic::new(&WRONG_PLACE, range, clause).advice(advice).severity(severity)
    })
}

/// Returns the severity, by how certain it is that the file is for the tool; `None` if it may be something else.
fn certainty(document: &Document, path: &str, found: &Misplaced) -> Option<Severity> {
    let Misplaced { kind, repair, .. } = found;
    let (folders, file) = path.rsplit_once('/')?;
    let stem = file.split('.').next().unwrap_or_default().to_lowercase();
    let (named, described) = (has_key(document, "name"), has_key(document, "description"));
    let beside = BESIDE.contains(&&*stem) || MAY_BE_BESIDE.contains(&&*stem) && !(named && described);
    if stem.is_empty() || stem.starts_with('_') || beside || is_template(&stem) {
        return None;
    }
    let right = found.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let put_away = || folders.strip_prefix(right).is_some_and(|more| more.split('/').any(is_put_away));
    let skill = stem == "skill";
    let sure = match repair {
        Repair::Depth if kind.role == Role::Skill => true,
        Repair::Depth => named && described && !put_away(),
        Repair::OwnFolder => skill || named && described,
        Repair::OwnName(_) => named && described,
        Repair::Name(_) => true,
        Repair::Folder(_) | Repair::Ending(_) => named || described || skill,
    };
    let plain =
        matches!(repair, Repair::Folder(_) | Repair::Ending(_)) && kind.front_matter != Presence::Required;
    let text = plain && !matches!(kind.role, Role::Agent | Role::Skill | Role::Mode);
    let fields = || kind.fields.iter().any(|field| has_key(document, &field.name));
    match sure || text && fields() {
        true => Some(Severity::Error),
        false => text.then_some(Severity::Warning),
    }
}

/// Whether a file is a template to be copied.
fn is_template(stem: &str) -> bool {
    let last = stem.rsplit(['-', '_', '.', ' ']).next().unwrap_or_default();
    last == "template" || ["templates", "example", "examples", "sample"].contains(&stem)
}

/// Whether a folder holds files that are not meant to be found.
pub(super) fn is_put_away(folder: &str) -> bool {
    let name = folder.to_lowercase();
    name.starts_with('_')
        || PUT_AWAY.iter().any(|word| name.strip_prefix(word).is_some_and(|rest| matches!(rest, "" | "s")))
}

/// Whether the file is part of a skill that the tool finds: it lies in the folder of another `SKILL.md`.
fn is_bundled(found: &Misplaced, path: &str, context: &CrossFileContext<'_>) -> bool {
    if found.kind.role != Role::Skill {
        return false;
    }
    let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    while let Some((around, _)) = folder.rsplit_once('/') {
        folder = around;
        if !folder.contains("/.") {
            return false;
        }
        let skill = format!("{folder}/SKILL.md");
        if context.index.get(&skill).is_some() || (context.exists)(&skill) == Some(true) {
            return true;
        }
    }
    false
}

/// Whether the front matter has a key, as far as it can be parsed.
fn has_key(document: &Document, key: &str) -> bool {
    let Some(front) = document.syntax.front_matter() else { return false };
    let entry = front.yaml.root.as_ref().and_then(|root| root.entry(key));
    let text = || {
        let end = document.text.line_start(FIRST_LINES).min(front.content.end);
        let head = document.text.slice(front.content.start.min(end)..end);
        head.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')))
    };
    entry.is_some() || !front.yaml.faults.is_empty() && text()
}

/// Returns the name written in the file.
fn written_name(document: &Document) -> Option<String> {
    let root = document.syntax.front_matter()?.yaml.root.as_ref()?;
    let name = root.entry("name")?.value.text()?;
    let plain = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_');
    (!name.is_empty() && name.chars().all(plain)).then(|| name.to_owned())
}

/// Describes which tools do not find the file and why, and then the right path.
fn describe_misplaced(document: &Document, found: &Misplaced, shown: &str) -> (String, String) {
    let Misplaced { kind, path, repair } = found;
    let what = crate::lint::noun(kind);
    let it = if matches!(repair, Repair::Name(_) | Repair::OwnName(_) | Repair::Ending(_)) {
        "Rename"
    } else {
        "Move"
    };
    let why = match repair {
        Repair::Folder(name) => format!("its folder must be {}", code_span(name)),
        Repair::Name(name) | Repair::OwnName(name) => format!("the file must be {}", code_span(name)),
        Repair::Ending(ending) => format!("its name must end in {}", code_span(ending)),
        Repair::OwnFolder => "it needs a folder of its own".to_owned(),
        Repair::Depth if kind.role == Role::Skill => "it lies a folder too deep".to_owned(),
        Repair::Depth => "subfolders are not read".to_owned(),
    };
    (format!("{} this {what}: {why}", who(document, kind, path)), format!("{it} it to {}.", code_span(shown)))
}

/// Returns the tools that would find the file at its right path, with what they do.
fn who(document: &Document, kind: &FileKind, path: &str) -> String {
    if !kind.validator && !kind.fallback {
        return format!("{} never sees", kind.tool);
    }
    let readers = document.dialects.locate(path).readers;
    let mut tools: Vec<_> =
        readers.iter().filter(|kind| !kind.validator && !kind.fallback).map(|kind| &*kind.tool).collect();
    tools.dedup();
    match tools[..] {
        [] => "No tool sees".to_owned(),
        [tool] => format!("{tool} never sees"),
        [tool, _] => format!("{tool} and 1 other never see"),
        [tool, ..] => format!("{tool} and {} others never see", tools.len() - 1),
    }
}
