//! The severities that options name.

use agentls_analysis::lint::Severity;

/// The minimum severity of what is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Level {
    Error,
    #[value(alias = "warn")]
    Warning,
    #[value(alias = "info")]
    Information,
    Hint,
}

impl Level {
    /// Whether a severity is at least this one.
    pub(crate) fn includes(self, severity: Severity) -> bool {
        severity
            <= match self {
                Self::Error => Severity::Error,
                Self::Warning => Severity::Warning,
                Self::Information => Severity::Information,
                Self::Hint => Severity::Hint,
            }
    }
}
