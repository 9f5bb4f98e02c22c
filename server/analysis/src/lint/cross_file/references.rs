//! References to undefined agents, skills and commands.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{CrossFileLint, plugins};
use crate::code_span::code_span;
use crate::dialect::Role;
use crate::lint::similar::{Confidence, FARTHEST, similar};
use crate::lint::{Diagnostic, Elsewhere, Fix, Rule, RuleScope, Severity, did_you_mean, quoted};
use crate::normalize::{NormalizedWord, same_letters};
use crate::references::{CallForm, DefinitionKind, Reference};

pub(crate) static UNKNOWN_REFERENCE: Rule = Rule {
    code: "unknown-reference",
    summary: "No file defines the agent, skill or command that is named",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) static REFERENCE_BY_FILE: Rule = Rule {
    code: "reference-by-file",
    summary: "An agent is called by its file's name, which is not its own",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Example names and their prefixes: what an author writes where the reader is to fill in a name.
const STAND_INS: &[&str] = &[
    "agent",
    "name",
    "skill",
    "command",
    "type",
    "x",
    "xxx",
    "foo",
    "bar",
    "your",
    "my",
    "some",
    "example",
    "related",
    "other",
    "another",
    "target",
    "appropriate",
    "relevant",
    "specific",
    "supporting",
    "next",
    "subagent",
    "custom",
    "placeholder",
    "chosen",
    "selected",
    "matching",
    "valid",
    "exact",
    "this",
    "that",
    "the",
    "any",
];

/// Last words of placeholder names: `specialist-agent-name`.
const LAST_STAND_INS: &[&str] = &["name", "type", "here", "placeholder"];

/// Types of values and other words that the description of a call has in place of a name.
const SCHEMA_WORDS: &[&str] = &[
    "string",
    "str",
    "text",
    "enum",
    "literal",
    "object",
    "any",
    "null",
    "none",
    "nil",
    "undefined",
    "optional",
    "required",
    "number",
    "integer",
    "boolean",
    "bool",
    "true",
    "false",
    "varchar",
    "identifier",
    "id",
    "value",
    "default",
    "todo",
    "tbd",
    "unknown",
];

/// Checks the references of the front matter.
pub(super) fn in_front(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let references = subject.document.front_summary().references.iter();
    lint_references(subject, references.map(|reference| (reference.span.range(), reference)), found);
}

/// Checks the references of the body.
pub(super) fn in_body(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    lint_references(subject, subject.document.sections().references(), found);
}

fn lint_references<'a>(
    subject: &CrossFileLint<'_>,
    references: impl Iterator<Item = (Range<usize>, &'a Reference)>,
    found: &mut Vec<Diagnostic>,
) {
    if !subject.index.is_complete() {
        return;
    }
    // The same name is often repeated, and a suggestion needs a pass over all names.
    let mut near = FxHashMap::default();
    for (range, reference) in references {
        let Reference { kind, name, prose, renamable, .. } = reference;
        if *prose {
            continue;
        }
        let fix = |right: &str| {
            let fix = Fix::new(format!("Write {}", code_span(right))).replace(range.clone(), right);
            renamable.then_some(fix)
        };
        let seen = subject.index.resolve(*kind, name, subject.path);
        if let Some(found_here) = seen.or_else(|| plugins::in_project(subject, reference)) {
            if let Some(right) = plugins::whole_name(subject, reference, found_here) {
                let clause = format!("no agent is named {}", quoted(name));
                let advice = format!("A plugin has it: it is called {}.", code_span(&right));
                let diagnostic = Diagnostic::new(&UNKNOWN_REFERENCE, range.clone(), clause).advice(advice);
                found.push(diagnostic.with_fixes(fix(&right)));
            }
            continue;
        }
        if is_known(subject, reference) {
            continue;
        }
        if let Some((path, definition)) = subject.index.resolve_file(*kind, name, subject.path) {
            let right = &*definition.name;
            let clause = format!("no agent is named {}", quoted(name));
            let advice = format!(
                "The agent in {} is named {}: its key `name` counts, not its file.",
                code_span(subject.shown(path)),
                code_span(right)
            );
            let place = Elsewhere {
                path: path.clone(),
                line: definition.line,
                message: format!("It is named {} here.", code_span(right)),
            };
            let diagnostic = Diagnostic::new(&REFERENCE_BY_FILE, range.clone(), clause).advice(advice);
            let diagnostic = diagnostic.elsewhere([place]);
            found.push(diagnostic.with_fixes(fix(right).map(Fix::preferred)));
            continue;
        }
        let key = (*kind, &**name, is_sure(reference.form));
        let near = *near.entry(key).or_insert_with(|| meant(subject, reference));
        if let Some((clause, advice)) = describe_reference(reference, near) {
            let diagnostic = Diagnostic::new(&UNKNOWN_REFERENCE, range.clone(), clause).advice(advice);
            found.push(diagnostic.with_fixes(near.and_then(fix)));
        }
    }
}

/// Whether a form of a call certainly names an agent, a skill or a command. The other forms take any word, which may be
/// someone else's.
pub(crate) fn is_sure(form: CallForm) -> bool {
    match form {
        CallForm::Task
        | CallForm::SubagentType
        | CallForm::Skill
        | CallForm::Mention
        | CallForm::Key
        | CallForm::Tool
        | CallForm::Slash => true,
        CallForm::Object | CallForm::Spawn | CallForm::Words | CallForm::CommandLine | CallForm::Flag => {
            false
        }
    }
}

/// Whether the name may be valid although no file defines it here, or no name is meant.
fn is_known(subject: &CrossFileLint<'_>, reference: &Reference) -> bool {
    let Reference { kind, name, .. } = reference;
    let role = match kind {
        DefinitionKind::Agent => Role::Agent,
        DefinitionKind::Skill => Role::Skill,
        DefinitionKind::Command => Role::Command,
    };
    let mut answers = kind.answers().iter();
    // A tool matches its built-in agents exactly, and which other tool is meant is unknown.
    let own = || built_in(subject, reference);
    let exact = reference.form != CallForm::Key;
    let other_case =
        exact && own().any(|known| known.eq_ignore_ascii_case(name)) && own().all(|known| known != &**name);
    subject.document.dialects.is_built_in(role, name) && !other_case
        || is_stand_in(name)
        || is_named_whole(subject, reference)
        || !(names_agent_for_sure(reference)
            || subject.index.has_any(*kind, subject.path)
            || near_built_in(subject, reference).is_some())
        || answers.any(|kind| subject.index.definitions(*kind, name).next().is_some())
        || name.split_once(':').is_some_and(|(space, rest)| {
            !has_namespace(subject, *kind, space) && !plugins::lacks_agent(subject, reference, space, rest)
        })
}

/// Whether a reference is a key that certainly names an agent, even if no agent is defined here.
fn names_agent_for_sure(reference: &Reference) -> bool {
    reference.form == CallForm::Key && reference.kind == DefinitionKind::Agent
}

/// Whether names with this prefix before a colon are defined.
fn has_namespace(subject: &CrossFileLint<'_>, kind: DefinitionKind, space: &str) -> bool {
    let inside = |name: &str| name.strip_prefix(space).is_some_and(|rest| rest.starts_with(':'));
    kind.answers().iter().any(|kind| subject.index.names(*kind).any(inside))
}

fn is_stand_in(name: &str) -> bool {
    let is = |words: &[&str], name: &str| words.iter().any(|word| name.eq_ignore_ascii_case(word));
    let parts = || name.split(['-', '_', ':']);
    let first = parts().next().unwrap_or_default();
    // `agentName` is a compound as well.
    let inner = first.char_indices().skip(1).find(|(_, char)| char.is_ascii_uppercase());
    let first = inner.and_then(|(at, _)| first.get(..at)).unwrap_or(first);
    let last = parts().next_back().unwrap_or_default();
    is(STAND_INS, first) || is(LAST_STAND_INS, last) || is(SCHEMA_WORDS, name)
}

/// Whether `@agent-x` mentions something whose full name is `agent-x`.
fn is_named_whole(subject: &CrossFileLint<'_>, reference: &Reference) -> bool {
    let whole = || format!("agent-{}", reference.name);
    let defined = |whole: &str| {
        [DefinitionKind::Agent, DefinitionKind::Skill, DefinitionKind::Command]
            .into_iter()
            .any(|kind| subject.index.definitions(kind, whole).next().is_some())
    };
    reference.form == CallForm::Mention && defined(&whole())
}

/// Returns the built-in agents of the document's tool, if the call must name them exactly.
fn built_in<'a>(
    subject: &CrossFileLint<'a>,
    reference: &Reference,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let exact =
        matches!(reference.form, CallForm::SubagentType | CallForm::Task | CallForm::Key | CallForm::Tool);
    let agent = reference.kind == DefinitionKind::Agent && exact;
    let names = subject.document.dialects.built_in_names(subject.kind, Role::Agent);
    names.filter(move |_| agent)
}

/// Returns the built-in agent that was meant, where that is beyond doubt.
fn near_built_in<'a>(subject: &CrossFileLint<'a>, reference: &Reference) -> Option<&'a str> {
    let same = built_in(subject, reference).find(|known| same_letters(known, &reference.name));
    same.or_else(|| similar(&reference.name, built_in(subject, reference), Confidence::MayBeRight))
}

/// Returns the defined name that was probably meant.
fn meant<'a>(subject: &CrossFileLint<'a>, reference: &Reference) -> Option<&'a str> {
    let care = if is_sure(reference.form) { Confidence::Wrong } else { Confidence::MayBeRight };
    let index = subject.index;
    let letters = NormalizedWord::new(&reference.name);
    // Most names are too different for any suggestion, and need not be sorted.
    let may_be_near = |name: &&str| {
        let apart = letters.least_distance(NormalizedWord::new(name));
        apart == 0 || apart <= FARTHEST && name.len().abs_diff(reference.name.len()) <= FARTHEST
    };
    let names = reference.kind.answers().iter().flat_map(|kind| index.names(*kind));
    // Ties are broken by order, so that the suggestion is stable.
    let mut names: Vec<_> = names.filter(may_be_near).collect();
    names.sort_unstable();
    let near = similar(&reference.name, names, care)
        .filter(|near| index.resolve(reference.kind, near, subject.path).is_some());
    let brought = near_built_in(subject, reference);
    // A definition in a file takes precedence, unless the built-in agent has the same letters.
    let same = brought.filter(|brought| same_letters(brought, &reference.name));
    same.or(near).or(brought)
}

/// Describes what is wrong with a reference, and what to do; `None` where it may be no reference at all.
fn describe_reference(reference: &Reference, near: Option<&str>) -> Option<(String, String)> {
    let Reference { kind, name, form, .. } = reference;
    let what = kind.noun();
    let clause = format!("no {what} is named {}", quoted(name));
    match near {
        Some(near) => Some((clause, did_you_mean(near))),
        None => is_sure(*form).then(|| {
            (clause, format!("No file here defines it, and no tool has a built-in {what} of that name."))
        }),
    }
}
