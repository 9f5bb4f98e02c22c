//! Names that several files define.

use std::sync::Arc;

use super::CrossFileLint;
use crate::code_span::code_span;
use crate::dialect::{BeforeBuiltIn, FileKind, SameName, Taken};
use crate::lint::{Diagnostic, Elsewhere, Rule, RuleScope, Severity, quoted};
use crate::summary::Definition;

pub(super) static DUPLICATE_NAME: Rule = Rule {
    code: "duplicate-name",
    summary: "Another file of the folder gives the same name",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) static SHADOWED_NAME: Rule = Rule {
    code: "shadowed-name",
    summary: "Another file of the same name takes the place of this one",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) static HIDES_BUILT_IN: Rule = Rule {
    code: "hides-built-in",
    summary: "A skill or command takes the place of a built-in one",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Maximum number of other files named in a message.
const NAMED: usize = 3;

pub(super) fn lint_names(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(kind), Some((definition, range))) = (subject.counting(), subject.definition()) else { return };
    let SameName { within, project_first, user_first, yields_to, before_built_in } = &kind.same_name;
    if !is_read(kind, definition) {
        return;
    }
    if let Some((clause, advice)) = within.and_then(|taken| twice(subject, kind, definition, taken)) {
        let places = subject.index.namesakes(subject.path, definition).filter(|(_, it)| is_read(kind, it));
        let places = places.map(|(path, it)| Elsewhere {
            path: path.clone(),
            line: it.line,
            message: format!("{} is also defined here.", code_span(&it.name)),
        });
        found.push(Diagnostic::new(&DUPLICATE_NAME, range.clone(), clause).advice(advice).elsewhere(places));
    }
    if let Some(BeforeBuiltIn { unless }) = before_built_in
        && hides_built_in(subject, kind, definition, unless)
    {
        let what = crate::lint::noun(kind);
        let clause = format!("this {what} runs in place of {}'s own {}", kind.tool, quoted(&definition.name));
        let advice = "Rename it if the built-in one is to stay.";
        found.push(Diagnostic::new(&HIDES_BUILT_IN, range.clone(), clause).advice(advice));
    }
    let above = match (project_first, user_first) {
        (true, _) => before_users(subject, kind, definition),
        (_, true) => after_users(subject, kind, definition),
        _ => None,
    };
    let beside =
        || before_kind(subject, subject.document.dialects.document(yields_to.as_deref()?)?, definition);
    if let Some(((clause, advice), place)) = above.or_else(beside) {
        found.push(Diagnostic::new(&SHADOWED_NAME, range, clause).advice(advice).elsewhere([place]));
    }
}

/// Whether the tool certainly reads a file, as far as known without its text: it has the required keys.
fn is_read(kind: &FileKind, definition: &Definition) -> bool {
    let needs = kind.fields.iter().any(|field| field.name == "description" && field.required);
    definition.sound && (definition.description.is_some() || !needs)
}

/// The problem as a clause, and what to do in full sentences.
type Said = (String, String);

/// Describes that another file of the folder has the same name.
fn twice(
    subject: &CrossFileLint<'_>,
    kind: &FileKind,
    definition: &Definition,
    taken: Taken,
) -> Option<Said> {
    let others = || subject.index.namesakes(subject.path, definition).filter(|(_, it)| is_read(kind, it));
    others().next()?;
    let paths: Vec<_> = others().map(|(path, _)| &**path).collect();
    let rest = paths.len().saturating_sub(NAMED);
    let mut listed: Vec<_> =
        paths.iter().take(NAMED).map(|path| code_span(subject.shown(path)).to_string()).collect();
    listed.extend((rest > 0).then(|| format!("{rest} more")));
    let listed = listed.join(", ");
    let tool = &kind.tool;
    let which = match taken {
        Taken::One => format!("{tool} does not promise which one it keeps."),
        Taken::LastPath => {
            let last = paths.iter().max_by(|left, right| left.encode_utf16().cmp(right.encode_utf16()))?;
            let own = subject.path.encode_utf16().gt(last.encode_utf16());
            let last = if own { "this file".to_owned() } else { code_span(subject.shown(last)).to_string() };
            format!("{tool} keeps the last path: {last}.")
        }
    };
    let what = crate::lint::noun(kind);
    let clause = format!("{tool} keeps only one {what} named {}", quoted(&definition.name));
    Some((clause, format!("It is also defined in {listed}. {which} Give each a name of its own.")))
}

/// Describes that a project has a file with the name of this one in the home folder.
fn before_users(
    subject: &CrossFileLint<'_>,
    kind: &FileKind,
    definition: &Definition,
) -> Option<(Said, Elsewhere)> {
    let mut others = subject.index.of_tool(subject.path, definition.kind, &definition.name);
    let (path, other, _) = others.find(|(_, it, same)| !same && is_read(kind, it))?;
    subject.index.is_users(subject.path).then(|| {
        let (shown, tool, what) = (subject.shown(path), &kind.tool, crate::lint::noun(kind));
        let clause = format!("{tool} prefers the project's {what} of that name");
        (
            (clause, format!("There, {} takes the place of this file.", code_span(shown))),
            elsewhere(path, other),
        )
    })
}

/// Describes that the home folder has a file with the name of this one in a project.
fn after_users(
    subject: &CrossFileLint<'_>,
    kind: &FileKind,
    definition: &Definition,
) -> Option<(Said, Elsewhere)> {
    let mut others = subject.index.of_tool(subject.path, definition.kind, &definition.name);
    let users = |path: &str| subject.index.is_users(path);
    let (path, other, _) =
        others.find(|(path, it, same)| !same && users(path) && it.document.id == kind.id)?;
    let (shown, tool, what) = (subject.shown(path), &kind.tool, crate::lint::noun(kind));
    let clause = format!("{tool} prefers your own {what} of that name");
    let advice = format!("For you, {} takes the place of this file.", code_span(shown));
    Some(((clause, advice), elsewhere(path, other)))
}

/// Whether a file takes the place of a built-in skill or command. Plugins put their name before those of their files.
fn hides_built_in(
    subject: &CrossFileLint<'_>,
    kind: &FileKind,
    definition: &Definition,
    unless: &[String],
) -> bool {
    let root = subject.document.front_matter().and_then(|front| front.yaml.root.as_ref());
    let has = |key: &String| root.is_some_and(|root| root.entry(key).is_some());
    subject.index.is_in_tool_folder(subject.path)
        && subject.document.dialects.has_built_in_prompt(kind, &definition.name)
        && !unless.iter().any(has)
}

/// Describes that the project has a file of that name, of a kind that takes precedence.
fn before_kind(
    subject: &CrossFileLint<'_>,
    first: &FileKind,
    definition: &Definition,
) -> Option<(Said, Elsewhere)> {
    let kind = crate::references::DefinitionKind::from_role(first.role)?;
    let mut others = subject.index.of_tool(subject.path, kind, &definition.name);
    let (path, other, _) = others.find(|(_, it, same)| *same && it.sound && it.document.id == first.id)?;
    let clause = format!("{} runs the skill named {} instead", first.tool, quoted(&definition.name));
    let advice = format!("{} goes before this command. Rename one of them.", code_span(subject.shown(path)));
    Some(((clause, advice), elsewhere(path, other)))
}

fn elsewhere(path: &Arc<str>, definition: &Definition) -> Elsewhere {
    Elsewhere { path: path.clone(), line: definition.line, message: "This one counts.".to_owned() }
}
