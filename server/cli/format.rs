//! Output formats for people and for programs.

mod concise;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod rdjson;
mod sarif;
mod source_lines;

use std::io::{self, Write};

use super::diagnostic::Report;
use super::totals::Totals;
pub(crate) use human::Style;

/// Which fixes a report shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fixes {
    /// Nothing.
    None,
    /// Whether there is a safe fix.
    Safe,
    /// All fixes.
    All,
}

/// An output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ReportFormat {
    /// Excerpts of the files with carets.
    #[default]
    Human,
    /// A line for each problem.
    Concise,
    /// One JSON object with positions and fixes.
    Json,
    /// SARIF 2.1.0 for code scanning.
    Sarif,
    /// Workflow commands that GitHub Actions shows as annotations.
    Github,
    /// JSON for the Code Quality reports of GitLab.
    Gitlab,
    /// JSON for reviewdog.
    Rdjson,
    /// JUnit XML with a test for each file.
    Junit,
}

impl ReportFormat {
    /// Returns which fixes the format shows.
    pub(crate) fn fixes(self) -> Fixes {
        match self {
            Self::Human | Self::Concise => Fixes::Safe,
            Self::Json | Self::Sarif | Self::Rdjson => Fixes::All,
            Self::Github | Self::Gitlab | Self::Junit => Fixes::None,
        }
    }

    /// Whether the format is written file by file, so that each file can be dropped after its part.
    pub(crate) fn streams(self) -> bool {
        matches!(self, Self::Human | Self::Concise | Self::Github)
    }

    /// Writes the part of one file.
    pub(crate) fn file(self, report: &Report, style: Style, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Human => human::write_human(report, style, out),
            Self::Concise => concise::write_concise(report, out),
            Self::Github => github::write_github(report, out),
            Self::Json | Self::Sarif | Self::Gitlab | Self::Rdjson | Self::Junit => Ok(()),
        }
    }

    /// Writes the end: the totals, or all of a format that is one document. `unread` are errors of unreadable files.
    pub(crate) fn end(
        self,
        reports: &[Report],
        unread: &[String],
        totals: &Totals,
        style: Style,
        out: &mut impl Write,
    ) -> io::Result<()> {
        match self {
            Self::Human | Self::Concise if style.quiet => Ok(()),
            Self::Human | Self::Concise => writeln!(out, "{}", style.lines(&totals.summary())),
            Self::Github => Ok(()),
            Self::Gitlab => gitlab::write_gitlab(reports, out),
            Self::Rdjson => rdjson::write_rdjson(reports, out),
            Self::Json => json::write_json(reports, totals, out),
            Self::Sarif => sarif::write_sarif(reports, unread, out),
            Self::Junit => junit::write_junit(reports, out),
        }
    }
}

#[cfg(test)]
mod tests;
