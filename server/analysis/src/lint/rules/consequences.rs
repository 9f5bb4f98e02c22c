//! Sets the severity of each diagnostic from what the affected tools do with the file.
//!
//! The rules find what is wrong in the text; the loaders model what a tool does about it; [`table`] says whose verdict
//! counts. What a tool that counts rejects or ignores, and no rule has found, becomes a diagnostic of its own, so that
//! verdicts and diagnostics never disagree.

mod clause;
mod table;
mod untold;

use std::ops::Range;

use super::keys::{DEPRECATED_KEY, DUPLICATE_KEY, MISSPELT_KEY};
use super::required::MISSING_FIELD;
use super::types::WRONG_TYPE;
use crate::code_span::first_code;
use crate::dialect::{self, Effect, Presence};
use crate::document::Document;
use crate::lint::subject::LintContext;
use crate::lint::{Diagnostic, Rule, RuleScope, Severity, did_you_mean};
use crate::loading::{IgnoredPart, Outcome, Part};
use crate::verdicts::{Standing, Targets, ToolVerdict, with_say};
pub(crate) use clause::noun;
use table::{Harm, severity};

pub(in crate::lint) static RULES: &[&Rule] = &[&NOT_LOADED, &NO_EFFECT];

pub(in crate::lint) static NOT_LOADED: Rule = Rule {
    code: "not-loaded",
    summary: "A tool drops the file, or loads it without its front matter",
    severity: Severity::Error,
    scope: RuleScope::Document,
    enabled: true,
};

pub(in crate::lint) static NO_EFFECT: Rule = Rule {
    code: "no-effect",
    summary: "A part of the file has no effect in a tool that loads it",
    severity: Severity::Warning,
    scope: RuleScope::Document,
    enabled: true,
};

/// A diagnostic with the part of the file that its rule is about.
pub(in crate::lint) type VerdictProblem = (Part, Diagnostic);

/// Sets the severity and first clause of each diagnostic, and adds diagnostics for what tools do and no rule has found.
pub(in crate::lint) fn assign_severities(
    document: &Document,
    subject: Option<&LintContext<'_>>,
    targets: &Targets,
    mut found: Vec<VerdictProblem>,
) -> Vec<Diagnostic> {
    let Some(detection) = &document.detection else { return Vec::new() };
    let kind = &detection.document;
    let all = with_say(document, targets);
    let broken = found.iter().any(|(part, _)| is_structure(*part));
    let misspelt = leave_misspelt(&mut found);
    let all_found = found;
    let misses_key = all_found.iter().any(|(_, it)| it.rule.code == MISSING_FIELD.code);
    let (noun, named) = (clause::noun(kind), targets.are_named());
    let base = document.dialects.base(kind);
    let outside = named && !targets.name_kind(kind) && !targets.name_kind(base);
    let scale = Scale { document, subject, all: &all, noun, named, outside, misses_key, misspelt, broken };
    // A specification's requirements are reported only if it is a target.
    let counting = || all.iter().filter(|reading| reading.is_target());
    let loads = counting().next().is_some() && counting().all(|it| it.verdict.outcome < Outcome::Placeholder);
    // Tools that load the file as it is do not need the missing key, and those that cannot parse it do not look for it.
    let other = |it: &&VerdictProblem| it.1.rule.code != MISSING_FIELD.code;
    let explained =
        |reading: &ToolVerdict| all_found.iter().filter(other).any(|it| scale.explains_verdict(it, reading));
    let all_explained = || {
        let mut dropping = counting().filter(|reading| reading.is_dropped()).peekable();
        dropping.peek().is_some() && dropping.all(explained)
    };
    let spared = misses_key && (loads || broken && counting().next().is_some() || all_explained());
    let is_told = |found: &VerdictProblem| {
        if scale.is_accepted(&found.1) {
            return false;
        }
        if found.1.rule.code == MISSING_FIELD.code && spared && scale.concerned(found).is_empty() {
            return false;
        }
        let reported = found.1.effect.as_ref().is_some_and(|it| it.effect == Effect::Reported)
            || found.1.rule.code == WRONG_TYPE.code;
        !(kind.validator && reported) || targets.name_kind(kind) || !scale.concerned(found).is_empty()
    };
    let told: Vec<_> = all_found.iter().map(is_told).collect();
    let mut told = told.into_iter();
    let mut found = all_found;
    found.retain(|_| told.next().unwrap_or(true));
    let mut more = scale.drops(&found);
    let losses = scale.ignored_parts(&found, &more);
    more.extend(losses);
    found.iter_mut().for_each(|found| scale.assign_severity(found));
    found.into_iter().map(|(_, diagnostic)| diagnostic).chain(more).collect()
}

/// Whether the key that a tool misses is the one suggested for a misspelled key.
fn is_meant(diagnostic: &Diagnostic, reading: &ToolVerdict) -> bool {
    first_quoted(&reading.verdict.reason).is_some_and(|key| diagnostic.advice == did_you_mean(key))
}

/// Removes diagnostics of missing keys that another key is a misspelling of. Returns the offsets of those.
fn leave_misspelt(found: &mut Vec<VerdictProblem>) -> Vec<usize> {
    let misspelt: Vec<_> = found
        .iter()
        .filter(|(_, it)| it.rule.code == MISSPELT_KEY.code)
        .map(|(_, it)| (it.range.start, it.advice.clone()))
        .collect();
    let mut places = Vec::new();
    found.retain(|(_, it)| {
        let key = first_quoted(it.reason()).filter(|_| it.rule.code == MISSING_FIELD.code);
        let meant = key.map(did_you_mean);
        let place = misspelt.iter().find(|(_, advice)| Some(advice) == meant.as_ref());
        places.extend(place.map(|(start, _)| *start));
        place.is_none()
    });
    places
}

/// Rewrites a message with the documented effect in a kind's tool, where no behaviour was observed.
pub(in crate::lint) fn tell_by_data(diagnostic: &mut Diagnostic, kind: &dialect::FileKind) {
    let written = diagnostic.effect.as_ref();
    let lead = written.and_then(|it| clause::by_data(&it.tool, it.effect, &it.key, noun(kind)));
    diagnostic.rewrite_message(lead.as_deref());
}

/// What the tools do with a document.
struct Scale<'a> {
    document: &'a Document,
    subject: Option<&'a LintContext<'a>>,
    all: &'a [ToolVerdict],
    /// What the document defines, as a noun.
    noun: &'static str,
    /// Whether any tool is a target.
    named: bool,
    /// Whether any is, but neither the tool of the document's kind nor the owner of its path.
    outside: bool,
    /// Whether a rule has reported a missing key.
    misses_key: bool,
    /// Offsets of misspelled required keys.
    misspelt: Vec<usize>,
    /// Whether a rule has reported the delimiters or the YAML.
    broken: bool,
}

impl Scale<'_> {
    /// Returns the tools whose verdict a diagnostic is about, in order of how much they count.
    fn concerned(&self, found: &VerdictProblem) -> Vec<&ToolVerdict> {
        self.all.iter().filter(|reading| self.explains_verdict(found, reading)).collect()
    }

    /// Returns the tools that count and load the file.
    fn loading(&self) -> impl Iterator<Item = &ToolVerdict> {
        self.all.iter().filter(|reading| reading.is_target() && !reading.is_dropped())
    }

    /// Whether a diagnostic explains a tool's verdict.
    fn explains_verdict(&self, (part, diagnostic): &VerdictProblem, reading: &ToolVerdict) -> bool {
        let verdict = &reading.verdict;
        let twice = diagnostic.rule.code == DUPLICATE_KEY.code;
        let about = match (is_structure(*part), is_structure(verdict.part)) {
            // All syntax errors must be fixed before the text is YAML.
            (true, true) => true,
            // In unparsable front matter every key is missing; and a value may be the rest of others.
            (true, false) => {
                let missing = self.is_opening(&verdict.cause) && !self.misses_key;
                verdict.part.is_field() && (missing || touches(diagnostic, &verdict.cause))
            }
            // Some libraries reject duplicate keys as invalid YAML.
            (false, true) => twice && (!self.broken || touches(diagnostic, &verdict.cause)),
            // A field only explains its own verdict.
            (false, false) => {
                let rest = twice && !self.broken && self.is_opening(&verdict.cause);
                let inside =
                    diagnostic.rule.code == WRONG_TYPE.code && self.holds_missing(diagnostic, reading);
                let meant = diagnostic.rule.code == MISSPELT_KEY.code
                    && self.is_opening(&verdict.cause)
                    && (self.misspelt.contains(&diagnostic.range.start) || is_meant(diagnostic, reading));
                (*part == verdict.part || part.is_field() && verdict.part.is_field())
                    && (rest || meant || inside || touches(diagnostic, &verdict.cause))
            }
        };
        // A deprecated key is not why a tool rejects its value.
        verdict.outcome != Outcome::Loads && about && diagnostic.rule.code != DEPRECATED_KEY.code
    }

    /// Whether the key that a tool misses is in the value that a diagnostic is about.
    fn holds_missing(&self, diagnostic: &Diagnostic, reading: &ToolVerdict) -> bool {
        let verdict = &reading.verdict;
        let key = first_quoted(&verdict.reason).filter(|_| self.is_opening(&verdict.cause));
        let mappings = self.subject.into_iter().flat_map(|subject| subject.mappings.iter().skip(1));
        let mut entries = mappings.flat_map(|mapping| &mapping.entries).map(|known| known.entry);
        entries.any(|entry| {
            entry.name() == key && key.is_some() && diagnostic.range.contains(&entry.key.span.start)
        })
    }

    /// Whether a range is the opening line of the front matter, the range of missing things.
    fn is_opening(&self, place: &Option<Range<usize>>) -> bool {
        let opening = self.document.syntax.front_matter().map_or(0, |front| front.content.start);
        place.as_ref().is_none_or(|place| place.end <= opening.max(self.first_line().end))
    }

    /// Returns the severity of some tools dropping the file.
    fn by_drop(&self, hit: &[&ToolVerdict]) -> Option<Severity> {
        // Whether all tools of a shared path drop the file does not depend on the reason of each.
        let shared = hit.iter().any(|hit| hit.standing == Standing::Shared && hit.is_dropped());
        severity(Harm::Drops, self.all, |reading| {
            reading.is_dropped() && (is_among(hit, reading) || shared && reading.standing == Standing::Shared)
        })
    }

    /// Sets a diagnostic's severity and first clause.
    fn assign_severity(&self, found: &mut VerdictProblem) {
        let concerned = self.concerned(found);
        let loses = |reading: &ToolVerdict| {
            is_among(&concerned, reading) && !reading.is_dropped()
                || reading
                    .verdict
                    .ignored
                    .iter()
                    .any(|ignored| !ignored.minor && touches(&found.1, &ignored.range))
        };
        let by_drop = self.by_drop(&concerned);
        let by_loss = severity(Harm::Loses, self.all, loses);
        let own = found.1.severity;
        // Where the tools that count load the file, nothing is an error.
        let counts = self.all.iter().any(ToolVerdict::is_target);
        let all = severity(Harm::Drops, self.all, |reading| reading.is_target() && reading.is_dropped());
        let own = if counts && all != Some(Severity::Error) { own.max(Severity::Warning) } else { own };
        // A file with optional front matter is not lost with it.
        let spares = !counts
            && is_structure(found.0)
            && self.subject.is_some_and(|it| it.kind.front_matter == Presence::Optional);
        let own = if spares { own.max(Severity::Warning) } else { own };
        // At most a note: tools that do not count, and what those that count accept as it is.
        let taken =
            || self.all.iter().filter(|it| it.is_target()).all(|it| it.verdict.outcome == Outcome::Loads);
        let noted = self.outside || counts && is_structure(found.0) && taken();
        let own = if noted { own.max(Severity::Information) } else { own };
        let worst = [Some(own), by_drop, by_loss].into_iter().flatten().min();
        let (_, diagnostic) = found;
        diagnostic.severity = worst.unwrap_or(own);
        self.write_message(diagnostic, &concerned);
        if !diagnostic.message.contains(" ignores ") {
            self.note_ignored(diagnostic);
        }
    }

    /// Adds notes on what tools that count ignore because of a diagnostic.
    fn note_ignored(&self, diagnostic: &mut Diagnostic) {
        let mut notes = Vec::new();
        for reading in self.loading() {
            let lost = reading.verdict.ignored.iter().find(|it| !it.minor && touches(diagnostic, &it.range));
            let lost = lost
                .filter(|ignored| !diagnostic.message.starts_with(&super::super::capitalized(&ignored.what)));
            notes.extend(lost.map(|ignored| format!("{}.", lost_in(ignored, reading))));
        }
        diagnostic.notes.extend(notes);
    }

    /// Writes the message with what the tools do.
    fn write_message(&self, diagnostic: &mut Diagnostic, concerned: &[&ToolVerdict]) {
        let counting: Vec<_> = concerned.iter().copied().filter(|reading| reading.is_target()).collect();
        let worst = counting.iter().max_by_key(|reading| reading.verdict.outcome);
        let lead = match worst {
            Some(worst) => {
                let alike = |reading: &&ToolVerdict| reading.verdict.outcome == worst.verdict.outcome;
                let leading: Vec<_> = concerned.iter().copied().filter(alike).collect();
                clause::by_verdict(&leading, self.noun, &diagnostic.clause)
            }
            None => self.by_ignored_part(diagnostic).or_else(|| {
                let written = diagnostic.effect.as_ref().filter(|it| !self.contradicts(it))?;
                clause::by_data(&written.tool, written.effect, &written.key, self.noun)
            }),
        };
        diagnostic.rewrite_message(lead.as_deref());
        diagnostic.notes.extend(clause::names_in_full(&diagnostic.message, concerned));
    }

    /// Returns what a tool that counts ignores because of a diagnostic, to start a sentence, if more than a key.
    fn by_ignored_part(&self, diagnostic: &Diagnostic) -> Option<String> {
        let mut losses = self
            .loading()
            .flat_map(|reading| reading.verdict.ignored.iter().map(move |ignored| (reading, ignored)));
        let (reading, ignored) = losses.find(|(_, ignored)| {
            !ignored.minor && !ignored.what.ends_with("has no effect") && touches(diagnostic, &ignored.range)
        })?;
        Some(lost_in(ignored, reading))
    }

    /// Whether a tool was observed to do something else than documented, or does not count.
    fn contradicts(&self, written: &super::super::Documented) -> bool {
        if self.outside {
            return true;
        }
        let tool =
            |reading: &ToolVerdict| dialect::document(reading.loader.document).map(|kind| kind.tool.as_str());
        let mut seen = self.all.iter().filter(|reading| tool(reading) == Some(&written.tool));
        seen.any(|reading| match written.effect {
            Effect::Dropped | Effect::Stops => !reading.is_dropped(),
            Effect::Ignored => reading.is_dropped(),
            Effect::Kept | Effect::Reported => false,
        })
    }

    /// Whether the tool was observed to accept a value that its documentation does not list.
    fn is_accepted(&self, diagnostic: &Diagnostic) -> bool {
        let Some(written) = diagnostic.effect.as_ref().filter(|it| it.effect == Effect::Ignored) else {
            return false;
        };
        let checks = |reading: &&ToolVerdict| {
            reading.loader.tool() == written.tool && reading.loader.checks.contains(&written.key.as_str())
        };
        // If it drops the file for another reason, what it would accept is unknown.
        let unread =
            |reading: &ToolVerdict| reading.is_dropped() && !touches(diagnostic, &reading.verdict.cause);
        self.all.iter().filter(|reading| reading.is_target()).filter(checks).any(|reading| {
            let mut losses = reading.verdict.ignored.iter();
            unread(reading)
                || !reading.is_dropped() && !losses.any(|ignored| touches(diagnostic, &ignored.range))
        })
    }

    fn first_line(&self) -> Range<usize> {
        0..self.document.text.line_range(0).end
    }
}

/// Returns what a tool ignores, as the start of a sentence.
fn lost_in(ignored: &IgnoredPart, reading: &ToolVerdict) -> String {
    format!("{} in {}", super::super::capitalized(&ignored.what), reading.loader.name())
}

/// Whether a verdict is among some.
fn is_among(some: &[&ToolVerdict], reading: &ToolVerdict) -> bool {
    some.iter().any(|one| std::ptr::eq(*one, reading))
}

/// Returns the first word in backticks: the key that a reason is about.
fn first_quoted(reason: &str) -> Option<&str> {
    first_code(reason).map(|(_, code, _)| code)
}

/// Whether a part is structural. Tools do not separate delimiters and YAML: dashes in a value are either.
pub(crate) fn is_structure(part: Part) -> bool {
    matches!(part, Part::Yaml | Part::Delimiters)
}

/// Whether a diagnostic overlaps a range, if known.
fn touches(diagnostic: &Diagnostic, place: &Option<Range<usize>>) -> bool {
    let Some(place) = place else { return false };
    let meet = |range: &Range<usize>| range.start <= place.end && place.start <= range.end;
    meet(&diagnostic.range) || diagnostic.related.as_ref().is_some_and(|(range, _)| meet(range))
}
