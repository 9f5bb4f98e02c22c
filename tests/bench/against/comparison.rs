//! Two programs that are measured by turns, and the table of what they take.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::client::Client;
use crate::figures::{Figures, ratio};
use crate::limits::ROWS;
use crate::report::{Report, cell};

/// What is known of both programs, that of before first.
pub(crate) type Pair = [Option<f64>; 2];

/// Two programs, and the table of what they take.
pub(crate) struct Comparison {
    programs: [PathBuf; 2],
    home: tempfile::TempDir,
    only: String,
    report: Report,
}

impl Comparison {
    /// Begins a table with the rows whose names contain a word.
    pub(crate) fn new(programs: [PathBuf; 2], only: String, mut report: Report) -> Self {
        let width = ROWS.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
        report.table("", width, &["before", "today", "ratio", "limit", "met"]);
        Self { programs, home: tempfile::tempdir().unwrap(), only, report }
    }

    /// Whether a row is wanted whose name begins so.
    pub(crate) fn wants(&self, start: &str) -> bool {
        ROWS.iter().any(|(name, _)| name.starts_with(start) && name.contains(&self.only))
    }

    /// Adds a row, if it is wanted.
    pub(crate) fn row(&mut self, name: &str, [before, today]: Pair) {
        let (name, limit) = ROWS.iter().find(|row| row.0 == name).unwrap();
        if self.wants(name) {
            let to_before = ratio(today, before);
            let met = match limit.is_met(today, to_before) {
                Some(true) => "yes",
                Some(false) => "no",
                None => "",
            };
            let cells = [cell(before), cell(today), cell(to_before), limit.to_string(), met.to_owned()];
            self.report.cells(name, &cells);
        }
    }

    /// One of the programs, with a home of its own.
    pub(crate) fn command(&self, program: usize) -> Command {
        let mut command = Command::new(&self.programs[program]);
        command.env("HOME", self.home.path());
        command
    }

    /// One of the programs as a server for a client with these capabilities.
    pub(crate) fn client(&self, program: usize, folder: Option<&Path>, capabilities: &Value) -> Client {
        Client::start_as(capabilities, self.command(program), folder, "markdown")
    }

    /// The sizes of the programs, in megabytes.
    pub(crate) fn sizes(&self) -> Pair {
        self.programs.each_ref().map(|program| Some(program.metadata().ok()?.len() as f64 / 1e6))
    }

    /// The table.
    pub(crate) fn end(mut self) -> Report {
        self.report.end();
        self.report
    }
}

/// Measures several things with each program by turns, and gives the medians of each thing. Each program is the first as
/// often as the others: what one leaves behind in the machine costs the next.
pub(crate) fn by_turns<const PROGRAMS: usize, const THINGS: usize>(
    rounds: usize,
    mut measure: impl FnMut(usize) -> [f64; THINGS],
) -> [[Option<f64>; PROGRAMS]; THINGS] {
    let mut figures = [(); THINGS].map(|()| [(); PROGRAMS].map(|()| Figures::default()));
    for round in 0..rounds {
        for turn in 0..PROGRAMS {
            let program = (round + turn) % PROGRAMS;
            for (figures, figure) in figures.iter_mut().zip(measure(program)) {
                figures[program].add(figure);
            }
        }
    }
    figures.map(|programs| programs.map(|figures| figures.median()))
}
