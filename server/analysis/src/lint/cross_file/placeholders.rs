//! Placeholders of a body: those that replace what is none, and those that nothing replaces.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::CrossFileLint;
use crate::code_span::code_span;
use crate::dialect::{Placeholders, placeholder_name};
use crate::document::Document;
use crate::lint::similar::{Confidence, similar};
use crate::lint::{Diagnostic, Fix, Rule, RuleScope, Severity, did_you_mean, quoted};
use crate::substitutions::{IndexOwner, SubstitutionForm, TextPlace};
use crate::syntax::yaml::Value;

pub(super) static ARGUMENT_IN_CODE: Rule = Rule {
    code: "argument-in-code",
    summary: "A `$N` of code, or a price, is replaced by an argument",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

pub(super) static UNKNOWN_PLACEHOLDER: Rule = Rule {
    code: "unknown-placeholder",
    summary: "A placeholder is replaced by nothing",
    severity: Severity::Warning,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// Maximum number of diagnostics of one body: each fix is tried on the whole of it.
pub(super) const MOST_REPORTED: usize = 100;

/// Maximum number of misspelled names that are looked for in the body.
const MOST_NAMES: usize = 100;

pub(super) fn lint_placeholders(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let Some(kind) = subject.counting() else { return };
    let Some(placeholders) = &kind.placeholders else { return };
    let document = subject.document;
    let names = argument_names(document, placeholders);
    let mut lint = PlaceholderLint { document, placeholders, names, variables: FxHashMap::default() };
    let most = found.len() + MOST_REPORTED;
    for (range, substitution) in document.substitutions() {
        if found.len() >= most {
            break;
        }
        let written = document.text.slice(range.clone());
        found.extend(match substitution.form {
            SubstitutionForm::Index(owner) => captured(placeholders, &kind.tool, range, &written, owner),
            SubstitutionForm::Variable | SubstitutionForm::Braces => {
                lint.unknown_placeholder(&kind.tool, range, &written, substitution.place)
            }
            SubstitutionForm::Shell(_) => None,
        });
    }
}

/// Returns the diagnostic of a `$N` that is no argument.
fn captured(
    placeholders: &Placeholders,
    tool: &str,
    range: Range<usize>,
    written: &str,
    owner: IndexOwner,
) -> Option<Diagnostic> {
    let index: u32 = written.get(1..)?.parse().ok()?;
    let first = placeholders.first_index.filter(|first| *first <= index)?;
    let word = code_span(written);
    let clause = match owner {
        IndexOwner::Nobody => return None,
        // A skill is rarely given more words than that.
        IndexOwner::Price if index > first + 8 => return None,
        IndexOwner::Price => format!("{tool} replaces {word} in a price by an argument"),
        IndexOwner::Code => format!("{tool} replaces {word} by an argument: the code's own"),
    };
    let diagnostic = Diagnostic::new(&ARGUMENT_IN_CODE, range.clone(), clause);
    if !placeholders.escape {
        return Some(diagnostic.advice("Keep the code in a file of its own, and name that file."));
    }
    let escaped = format!("\\{written}");
    let fix = Fix::new(format!("Write {}", code_span(&escaped)))
        .insert(range.start, "\\")
        .preferred()
        .safe_if(true);
    let advice = format!("Write {}: the model reads {word}.", code_span(&escaped));
    Some(diagnostic.advice(advice).with_fixes([fix]))
}

struct PlaceholderLint<'a> {
    document: &'a Document,
    placeholders: &'a Placeholders,
    /// The names of the arguments.
    names: Vec<&'a str>,
    /// Whether the body gives a name a value of its own, by the names that were looked for.
    variables: FxHashMap<String, bool>,
}

impl PlaceholderLint<'_> {
    fn unknown_placeholder(
        &mut self,
        tool: &str,
        range: Range<usize>,
        written: &str,
        place: TextPlace,
    ) -> Option<Diagnostic> {
        let name = placeholder_name(written);
        let meant = self.meant_placeholder(written, name, place)?;
        if self.is_variable(name) {
            return None;
        }
        let clause = format!("{tool} leaves {} as it is: nothing fills it", quoted(written));
        let fix = Fix::new(format!("Write {}", code_span(&meant)))
            .replace(range.clone(), meant.clone())
            .preferred();
        let plain = written.trim_end_matches('}').ends_with(name);
        let diagnostic = Diagnostic::new(&UNKNOWN_PLACEHOLDER, range, clause).advice(did_you_mean(&meant));
        Some(diagnostic.with_fixes(Some(fix).filter(|_| plain)))
    }

    /// Returns the placeholder that was meant; `None` for one that is right, and for a variable of a shell.
    fn meant_placeholder(&self, written: &str, name: &str, place: TextPlace) -> Option<String> {
        let Placeholders { values, mistakes, open, .. } = self.placeholders;
        if *open || self.placeholders.find_written(written).is_some() || self.names.contains(&name) {
            return None;
        }
        // `${NAME:-else}` is not replaced either.
        let plain = if written.starts_with("${") { format!("${{{name}}}") } else { written.to_owned() };
        if let Some(meant) = mistakes.get(&plain) {
            return Some(meant.clone());
        }
        // A variable is none in braces: it may be a shell's.
        let counts = |value: &str| written.starts_with('{') || value.starts_with('$');
        let known = values.iter().filter(|known| counts(&known.value));
        let known = known.map(|known| (placeholder_name(&known.value), &*known.value));
        let known: Vec<_> = known.filter(|(known, _)| *known != name).collect();
        // In code, names of other letters are variables.
        let upper = !name.bytes().any(|byte| byte.is_ascii_lowercase());
        if upper || place == TextPlace::Prose {
            let near = similar(name, known.iter().map(|(name, _)| *name), Confidence::MayBeRight);
            if let Some((_, value)) = near.and_then(|near| known.iter().find(|(name, _)| *name == near)) {
                return Some((*value).to_owned());
            }
        }
        let bare = written.starts_with('$') && !written.starts_with("${");
        let names = self.names.iter().copied().filter(|_| bare && place == TextPlace::Prose);
        Some(format!("${}", similar(name, names, Confidence::MayBeRight)?))
    }

    /// Whether the body gives a name a value, as a script does with its variables.
    fn is_variable(&mut self, name: &str) -> bool {
        if let Some(known) = self.variables.get(name) {
            return *known;
        }
        if self.variables.len() >= MOST_NAMES {
            return true;
        }
        let text = &self.document.text;
        let body = text.slice(self.document.syntax.body_start()..text.len());
        let sets = |(at, _): (usize, &str)| {
            let (before, after) =
                (body.get(..at).unwrap_or_default(), body.get(at + name.len()..).unwrap_or_default());
            let whole = !before.ends_with(|char: char| char.is_ascii_alphanumeric() || char == '_');
            let given =
                ["read ", "read -r ", "export ", "local ", "for "].iter().any(|word| before.ends_with(word));
            // A text that names the bare word in code says to the model what to put there.
            let told = before.ends_with('`') && after.starts_with('`');
            whole
                && (given
                    || told
                    || after.starts_with('=')
                    || after.starts_with(" =")
                    || after.starts_with(":="))
        };
        let is_set = body.match_indices(name).any(sets);
        self.variables.insert(name.to_owned(), is_set);
        is_set
    }
}

/// Returns the place of the argument that is meant, of some with names: `$file`, and not `${file}`.
pub(crate) fn argument_place(names: &[&str], written: &str) -> Option<usize> {
    let name = written.strip_prefix('$')?;
    names.iter().position(|known| *known == name)
}

/// Returns the names that the front matter gives arguments.
pub(crate) fn argument_names<'a>(document: &'a Document, placeholders: &Placeholders) -> Vec<&'a str> {
    let root = document.front_matter().and_then(|front| front.yaml.root.as_ref());
    let entry = placeholders.named_by.as_ref().and_then(|key| root?.entry(key));
    match entry.map(|entry| &entry.value) {
        Some(node) => match &node.value {
            Value::Sequence(items) => items.iter().filter_map(|item| item.text()).collect(),
            _ => node.text().map(|text| text.split_whitespace().collect()).unwrap_or_default(),
        },
        None => Vec::new(),
    }
}
