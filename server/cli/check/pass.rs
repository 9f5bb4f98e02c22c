//! Checks all files in parallel, and reports them in order.

use std::io::{self, IsTerminal, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use agentls_workspace::files::FoundFile;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use super::statistics::Statistics;
use crate::cli::diagnostic::{Report, ReportedDiagnostic};
use crate::cli::format::{Fixes, ReportFormat, Style};
use crate::cli::input::Checker;
use crate::cli::role::Role;
use crate::cli::totals::Totals;
use crate::cli::{complain_to, fix};

/// The number of files to check before their diagnostics are written.
const PART: usize = 512;

/// How files are checked.
pub(super) struct CheckRun<'a> {
    pub(super) opener: &'a Checker<'a>,
    /// Which fixes are collected.
    pub(super) fixes: Fixes,
}

/// How a report is written.
#[derive(Clone, Copy)]
pub(super) struct ReportStyle {
    pub(super) format: ReportFormat,
    pub(super) style: Style,
    /// Whether only the numbers of problems are written.
    pub(super) counts: bool,
}

/// A checked file, with the number of diagnostics below the minimum severity.
type CheckResult = Result<(Report, usize), String>;

impl CheckRun<'_> {
    /// Checks all files and reports their diagnostics, those of settings first. `take_known` removes known ones from a
    /// report and returns their number. Unreadable files are reported to the notes.
    pub(super) fn report(
        &self,
        settings: Vec<Report>,
        paths: &[FoundFile],
        form: ReportStyle,
        take_known: &mut dyn FnMut(&mut Report) -> usize,
        (mut out, notes): (&mut dyn Write, &mut dyn Write),
    ) -> io::Result<Totals> {
        let out = &mut out;
        let mut totals = Totals::default();
        let (mut reports, mut unread, mut statistics) = (settings, Vec::new(), Statistics::default());
        for report in &reports {
            totals.invalid += report.diagnostics.len();
            form.format.file(report, form.style, out)?;
        }
        self.each(paths, |looked| {
            match looked {
                Ok((mut report, hidden)) => {
                    totals.hidden += hidden;
                    totals.known += take_known(&mut report);
                    totals.add(&report);
                    if form.counts {
                        statistics.add_report(&report);
                        return Ok(());
                    }
                    form.format.file(&report, form.style, out)?;
                    if !form.format.streams() {
                        reports.push(report);
                    }
                }
                Err(message) => {
                    totals.unread += 1;
                    complain_to(notes, &message);
                    unread.push(message);
                }
            }
            Ok(())
        })?;
        if form.counts {
            statistics.write_counts(form.format, out)?;
        }
        if !form.counts || form.format == ReportFormat::Human {
            form.format.end(&reports, &unread, &totals, form.style, out)?;
        }
        Ok(totals)
    }

    /// Checks all files, and passes the results on in order.
    pub(super) fn each(
        &self,
        paths: &[FoundFile],
        mut take: impl FnMut(CheckResult) -> io::Result<()>,
    ) -> io::Result<()> {
        let bar = progress(paths.len());
        for part in paths.chunks(PART) {
            let looked: Vec<_> = part.par_iter().map(|found| self.try_check(found)).collect();
            bar.suspend(|| looked.into_iter().try_for_each(&mut take))?;
            bar.inc(part.len() as u64);
        }
        bar.finish_and_clear();
        Ok(())
    }

    fn try_check(&self, found: &FoundFile) -> CheckResult {
        let path = found.clone()?;
        // If a rule panics, the file counts as unreadable, and the others are still checked.
        catch_unwind(AssertUnwindSafe(|| self.check_file(&path))).unwrap_or_else(|_| {
            let address = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");
            Err(format!("{}: internal error in agentls; please report it at {address}", path.display()))
        })
    }

    fn check_file(&self, path: &Path) -> CheckResult {
        let opened = self.opener.load_file(path)?;
        let diagnostics = self.opener.diagnostics(&opened.document, &opened.policy);
        let mut diagnostics: Vec<ReportedDiagnostic> = match self.fixes {
            Fixes::All => ReportedDiagnostic::with_fixes(&opened.document, &diagnostics, &opened.policy),
            Fixes::None | Fixes::Safe => diagnostics.iter().map(ReportedDiagnostic::from).collect(),
        };
        diagnostics.retain(|found| self.opener.selects(found.code));
        let all = diagnostics.len();
        diagnostics.retain(|found| self.opener.wants(found.code, found.severity));
        let hidden = all - diagnostics.len();
        if self.fixes == Fixes::Safe && diagnostics.iter().any(|found| found.fixable) {
            let fixed = fix::fixable(self.opener, &opened);
            let is_fixed = |found: &ReportedDiagnostic| fixed.iter().any(|fixed| found.is_of(fixed));
            diagnostics.iter_mut().for_each(|found| found.fixable = is_fixed(found));
        }
        let text = if diagnostics.is_empty() { String::new() } else { opened.text };
        let path = self.opener.known_path(path).map_or_else(|| path.to_owned(), PathBuf::from);
        // A file with a diagnostic is not also counted as unplaced.
        let role = match Role::from_document(&opened.document) {
            Role::Unplaced if all > 0 => Role::Other,
            role => role,
        };
        Ok((Report { path, role, text, diagnostics }, hidden))
    }
}

/// Creates a progress bar on standard error for a long run, if that is a terminal.
fn progress(files: usize) -> ProgressBar {
    let seen = io::stderr().is_terminal() && files > PART;
    let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(files as u64), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} files") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
