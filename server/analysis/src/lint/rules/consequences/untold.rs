//! Effects in tools that no rule has found: they drop the file, or ignore a part of it.

use std::ops::Range;

use super::table::{Harm, severity};
use super::{
    Diagnostic, NO_EFFECT, NOT_LOADED, Scale, VerdictProblem, clause, is_among, is_structure, lost_in,
    touches,
};
use crate::dialect::{self, Presence, Role};
use crate::lint::Severity;
use crate::lint::fix::Fix;
use crate::lint::subject::LintContext;
use crate::loading::{IgnoredPart, Outcome, Part, Verdict};
use crate::verdicts::{Standing, ToolVerdict};

impl Scale<'_> {
    /// Returns diagnostics for dropped files that no rule has explained.
    pub(super) fn drops(&self, found: &[VerdictProblem]) -> Vec<Diagnostic> {
        let told = |reading: &ToolVerdict| found.iter().any(|found| self.explains_verdict(found, reading));
        let harmed =
            |reading: &&ToolVerdict| !told(reading) && self.is_lost(reading) && !self.is_own_key(reading);
        let mut left: Vec<_> =
            self.all.iter().filter(|reading| !reading.verdict.meant).filter(harmed).collect();
        let mut more = Vec::new();
        while let Some(first) = left.first().copied() {
            // One mistake is one diagnostic, whatever each tool's reason; all tools that do not count share one.
            let same = |reading: &&ToolVerdict| !first.is_target() || is_same(first, reading);
            let (group, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(same);
            left = rest;
            more.extend(self.not_loaded(&group));
        }
        more
    }

    fn not_loaded(&self, group: &[&ToolVerdict]) -> Option<Diagnostic> {
        let worst = group.iter().max_by_key(|reading| reading.verdict.outcome)?;
        let alike = |reading: &&ToolVerdict| reading.is_dropped() == worst.is_dropped();
        let (group, milder): (Vec<&ToolVerdict>, Vec<&ToolVerdict>) = group.iter().copied().partition(alike);
        let first = group.first()?;
        // What tools that do not count ignore is only in their verdicts.
        if !first.is_dropped() && !group.iter().any(|reading| reading.is_target()) {
            return None;
        }
        let hits = |reading: &ToolVerdict| is_among(&group, reading) || reading.is_dropped();
        let severity = match first.is_dropped() {
            true => self.by_drop(&group)?,
            false => severity(Harm::Loses, self.all, hits)?,
        };
        let verdict = &first.verdict;
        let range = verdict.cause.clone().unwrap_or_else(|| self.first_line());
        let mark = &*self.document.text.slice(range.clone()) == "\u{feff}";
        let fix = mark.then(|| {
            Fix::new("Remove the byte-order mark").replace(range.clone(), "").preferred().safe_if(true)
        });
        let same = group.iter().filter(|reading| reading.verdict.reason == verdict.reason);
        let mut details = same.map(|reading| &*reading.verdict.detail);
        let detail = details.find(|detail| !detail.is_empty()).unwrap_or_default();
        let diagnostic = Diagnostic::new(&NOT_LOADED, range, &*verdict.reason).advice(detail);
        let mut diagnostic = diagnostic.severity(severity).with_fixes(fix);
        let lead = clause::by_verdict(&group, self.noun, &diagnostic.clause);
        diagnostic.rewrite_message(lead.as_deref());
        diagnostic.notes.extend(clause::names_in_full(&diagnostic.message, &group));
        let milder = milder.iter().filter(|reading| reading.is_target());
        for other in group.iter().chain(milder).filter(|other| other.verdict.reason != verdict.reason) {
            diagnostic.notes.push(format!("{}: {}.", other.loader.name(), other.verdict.reason));
        }
        Some(diagnostic)
    }

    /// Returns diagnostics for ignored parts of loaded files that no rule has found.
    pub(super) fn ignored_parts(&self, found: &[VerdictProblem], dropped: &[Diagnostic]) -> Vec<Diagnostic> {
        let mut more: Vec<Diagnostic> = Vec::new();
        for (reading, ignored) in
            self.loading().flat_map(|it| it.verdict.ignored.iter().map(move |ignored| (it, ignored)))
        {
            let is_told = |found: &Diagnostic| touches(found, &ignored.range);
            // Notes about other tools do not cover this.
            let serious = dropped.iter().filter(|it| it.severity <= Severity::Warning);
            let all = found.iter().map(|(_, found)| found).chain(serious).chain(&more);
            let told = all.into_iter().any(is_told);
            // If the tool parses line by line, unexpected values follow from the invalid YAML.
            let follows = || {
                self.broken && (self.is_opening(&ignored.range) || reading.verdict.outcome != Outcome::Loads)
            };
            if !ignored.minor && !told && !follows() && !self.is_own(&ignored.range) {
                more.extend(self.no_effect(reading, ignored));
            }
        }
        more
    }

    fn no_effect(&self, first: &ToolVerdict, ignored: &IgnoredPart) -> Option<Diagnostic> {
        let loses = |reading: &ToolVerdict| {
            reading.verdict.ignored.iter().any(|other| other.range == ignored.range) || reading.is_dropped()
        };
        let severity = severity(Harm::Loses, self.all, loses)?;
        let range = ignored.range.clone().unwrap_or_else(|| self.first_line());
        let reason = if ignored.why.is_empty() { &ignored.what } else { &ignored.why };
        let tools = self.loading().filter(|reading| loses(reading));
        let tools: Vec<_> = tools.map(|reading| reading.loader.name()).collect();
        let mut diagnostic = Diagnostic::new(&NO_EFFECT, range, reason.as_str()).severity(severity);
        let lost = lost_in(ignored, first);
        let lead = if tools.len() > 1 { format!("{lost} and others") } else { lost };
        if ignored.why.is_empty() {
            diagnostic.clause = lead;
            diagnostic.rewrite_message(None);
        } else {
            diagnostic.rewrite_message(Some(&lead));
        }
        if tools.len() > 1 {
            diagnostic.notes.push(format!("So it is in {}.", clause::and(&tools)));
        }
        Some(diagnostic)
    }

    /// Whether a tool drops the file, or something that is meant to be in it.
    fn is_lost(&self, reading: &ToolVerdict) -> bool {
        match reading.verdict.outcome {
            Outcome::Loads | Outcome::Repaired => false,
            Outcome::Placeholder => {
                !reading.verdict.reason.is_empty() && self.is_meant() && !self.is_plain(reading)
            }
            Outcome::Dropped | Outcome::Stops => !reading.verdict.reason.is_empty(),
        }
    }

    /// Whether the front matter is certainly meant as such: always in an agent or a skill, and where it is optional if
    /// it has keys.
    fn is_meant(&self) -> bool {
        let Some(detection) = &self.document.detection else { return false };
        let kind = &detection.document;
        matches!(kind.role, Role::Agent | Role::Skill)
            || kind.front_matter == Presence::Required
            || self.subject.is_some_and(LintContext::knows_a_key)
            || self.has_lines_of_keys(kind)
    }

    /// Whether the first lines have a key of the kind, and dashes or a fence around: misplaced front matter, or some
    /// that looks like text.
    fn has_lines_of_keys(&self, kind: &dialect::FileKind) -> bool {
        const FIRST_LINES: usize = 15;
        let text = &self.document.text;
        let head = text.slice(0..text.line_start(FIRST_LINES));
        let is_key = |line: &str| {
            let name = line.split_once(':').map_or("", |(name, _)| name);
            kind.fields.iter().any(|field| field.name != "*" && field.is_called(name))
        };
        let is_dashes = |line: &&str| line.trim_start_matches(['\u{feff}', '\u{a0}', ' ']).starts_with("---");
        let lines = head.lines().skip_while(|line| !is_dashes(line)).skip(1);
        lines.take_while(|line| !is_dashes(line)).any(is_key)
    }

    /// Whether it is a command without a written description: the tool shows the first line instead.
    fn is_plain(&self, reading: &ToolVerdict) -> bool {
        let command = self.document.detection.as_ref().is_some_and(|it| it.document.role == Role::Command);
        command && reading.verdict.part == Part::Field && self.is_opening(&reading.verdict.cause)
    }

    /// Whether a tool rejects a key that belongs to the document's format, which is another tool's. That is no excuse
    /// for a target, nor for the owner of the path if it drops the file.
    fn is_own_key(&self, reading: &ToolVerdict) -> bool {
        reading.standing == Standing::Other && self.is_own(&reading.verdict.cause)
    }

    /// Whether a range is in a key of the document's format, an overlay over that of the path's owner.
    fn is_own(&self, range: &Option<Range<usize>>) -> bool {
        let (Some(subject), Some(range)) = (self.subject, range) else { return false };
        let kind = subject.kind;
        let own = || {
            let entries = subject.mappings.iter().flat_map(|mapping| &mapping.entries);
            let mut around = entries.filter(|known| {
                let span = known.entry.span();
                span.start <= range.start && range.end <= span.end
            });
            around.any(|known| known.field.is_some_and(|field| field.readers.contains(&kind.tool)))
        };
        !self.named && kind.overlay.is_some() && own()
    }
}

/// Whether two tools reject a file for the same: in the same part, at the same range.
fn is_same(one: &ToolVerdict, other: &ToolVerdict) -> bool {
    let counts = one.is_target() && other.is_target();
    let (one, other) = (&one.verdict, &other.verdict);
    let meet = match (&one.cause, &other.cause) {
        (Some(one), Some(other)) => one.start <= other.end && other.start <= one.end,
        _ => true,
    };
    let dropped = |verdict: &Verdict| verdict.outcome >= Outcome::Dropped;
    let reason = counts && one.reason == other.reason;
    let place = counts && one.cause.is_some() && other.cause.is_some();
    (dropped(one) == dropped(other) || place || reason)
        && (is_structure(one.part) == is_structure(other.part))
        && (meet || reason)
}
