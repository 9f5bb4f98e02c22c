//! Counts the files that each tool does not load.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use agentls_analysis::verdicts::ToolVerdict;

use crate::cli::role::is_dropped;

/// The number of files that each tool does not load, of those that it reads.
#[derive(Default)]
pub(super) struct Tally {
    tools: BTreeMap<&'static str, Count>,
    failed: bool,
}

#[derive(Default)]
struct Count {
    /// Whether the tool is one that files must be right for.
    counts: bool,
    read: usize,
    dropped: usize,
}

impl Tally {
    /// Counts what the tools do with a file.
    pub(super) fn add(&mut self, readings: &[ToolVerdict]) {
        for reading in readings {
            let count = self.tools.entry(reading.loader.tool()).or_default();
            count.counts |= reading.is_target();
            count.read += 1;
            count.dropped += usize::from(is_dropped(reading));
        }
        self.failed |= readings.iter().any(|reading| reading.is_target() && is_dropped(reading));
    }

    /// Whether a tool that counts does not load a file.
    pub(super) fn has_failures(&self) -> bool {
        self.failed
    }
}

/// Writes a line for each tool that does not load some file: first the tools that count, then by number of files.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines: Vec<_> = self.tools.iter().filter(|(_, count)| count.dropped > 0).collect();
        lines.sort_by_key(|(_, count)| (!count.counts, Reverse(count.dropped)));
        for (tool, Count { dropped, read, .. }) in lines {
            let verb = if *dropped == 1 { "does" } else { "do" };
            writeln!(f, "{dropped} of {read} {verb} not load in {tool}")?;
        }
        Ok(())
    }
}
