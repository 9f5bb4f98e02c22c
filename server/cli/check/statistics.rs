//! `agentls check --statistics`: how many problems each rule has found.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::cli::diagnostic::Report;
use crate::cli::format::ReportFormat;
use crate::cli::text;

/// The numbers of problems by rule.
#[derive(Default)]
pub(super) struct Statistics(BTreeMap<&'static str, RuleCount>);

/// What one rule has found.
#[derive(Serialize)]
struct RuleCount {
    code: &'static str,
    summary: &'static str,
    count: usize,
    /// How many of them `agentls fix` fixes.
    fixable: usize,
}

impl Statistics {
    /// Counts the problems of a file.
    pub(super) fn add_report(&mut self, report: &Report) {
        for found in &report.diagnostics {
            let (code, summary) = (found.code, found.summary);
            let counts = self.0.entry(code).or_insert(RuleCount { code, summary, count: 0, fixable: 0 });
            counts.count += 1;
            counts.fixable += usize::from(found.fixable);
        }
    }

    /// Writes the numbers, the largest first. `[*]` marks rules with problems that `agentls fix` fixes.
    pub(super) fn write_counts(self, format: ReportFormat, out: &mut impl Write) -> io::Result<()> {
        let mut all: Vec<_> = self.0.into_values().collect();
        all.sort_by_key(|counts| Reverse(counts.count));
        if format == ReportFormat::Json {
            return writeln!(out, "{}", text::json(&all)?);
        }
        let wide = all.first().map_or(0, |counts| counts.count.to_string().len());
        let code_wide = all.iter().map(|counts| counts.code.len()).max().unwrap_or_default();
        for RuleCount { code, summary, count, fixable } in &all {
            let mark = if *fixable > 0 { "[*]" } else { "   " };
            writeln!(out, "{count:wide$}  {code:code_wide$}  {mark} {summary}")?;
        }
        if all.is_empty() { Ok(()) } else { writeln!(out) }
    }
}
