//! Two programs, and the peers that are installed, which are measured by turns; and the table of what they take.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::Client;
use crate::figures::{Figures, ratio};
use crate::limits::ROWS;
use crate::report::{Report, cell};
use crate::servers::{self, Server};

/// What each took: the program of before, that of today, and the peers.
pub(crate) type Cells = Vec<Option<f64>>;

/// The places of the two programs. Those of peers come after them.
pub(crate) const PROGRAMS: [usize; 2] = [0, 1];

/// How long a peer is measured for one row.
const FOR_PEERS: Duration = Duration::from_secs(4);

/// Other programs that check a folder of agent files. `cargo install agnix-cli` and `pip install skillsaw` put them on the
/// path.
const CHECKERS: [&str; 2] = ["agnix", "skillsaw"];

/// Programs, peers, and the table of what they take.
pub(crate) struct Comparison {
    programs: [PathBuf; 2],
    servers: Vec<&'static Server>,
    checkers: Vec<&'static str>,
    home: tempfile::TempDir,
    only: String,
    report: Report,
}

impl Comparison {
    /// Begins a table with the rows whose names contain a word.
    pub(crate) fn new(programs: [PathBuf; 2], only: String, mut report: Report) -> Self {
        let servers = servers::peers();
        let checkers: Vec<_> = CHECKERS.into_iter().filter(|checker| is_installed(checker)).collect();
        let width = ROWS.iter().map(|row| row.name.chars().count()).max().unwrap_or_default();
        let mut columns = vec!["before", "today", "ratio", "limit", "met"];
        for peer in servers.iter().map(|server| server.name).chain(checkers.iter().copied()) {
            columns.extend([peer, "to today", "met"]);
        }
        report.table("", width, &columns);
        Self { programs, servers, checkers, home: tempfile::tempdir().unwrap(), only, report }
    }

    /// Whether a row is wanted whose name begins so.
    pub(crate) fn wants(&self, start: &str) -> bool {
        ROWS.iter().any(|row| row.name.starts_with(start) && row.name.contains(&self.only))
    }

    /// Adds a row, if it is wanted.
    pub(crate) fn row(&mut self, name: &str, cells: &[Option<f64>]) {
        let row = ROWS.iter().find(|row| row.name == name).unwrap();
        if !self.wants(name) {
            return;
        }
        let at = |place: usize| cells.get(place).copied().flatten();
        let (before, today) = (at(0), at(1));
        let to_before = ratio(today, before);
        let met = said(row.is_met(today, to_before));
        let mut texts = vec![cell(before), cell(today), cell(to_before), row.limit(), met];
        for peer in (0..self.servers.len() + self.checkers.len()).map(|peer| at(PROGRAMS.len() + peer)) {
            let to_today = ratio(peer, today);
            let met = row.peers.and_then(|least| Some(to_today? >= least));
            texts.extend([cell(peer), cell(to_today), said(met)]);
        }
        self.report.cells(name, &texts);
    }

    /// The places of everything that is a server.
    pub(crate) fn servers(&self) -> Vec<usize> {
        (0..PROGRAMS.len() + self.servers.len()).collect()
    }

    /// The places of everything that checks folders.
    pub(crate) fn checkers(&self) -> Vec<usize> {
        let first = self.servers().len();
        PROGRAMS.into_iter().chain(first..first + self.checkers.len()).collect()
    }

    /// One of the programs, with a home of its own.
    pub(crate) fn command(&self, program: usize) -> Command {
        let mut command = Command::new(&self.programs[program]);
        command.env("HOME", self.home.path());
        command
    }

    /// A check of a folder by one of the programs, or by a peer.
    pub(crate) fn check(&self, place: usize, folder: &Path) -> Command {
        let mut command = match place.checked_sub(self.servers().len()) {
            Some(peer) => Command::new(self.checkers[peer]),
            None => self.command(place),
        };
        if place < PROGRAMS.len() {
            command.arg("check");
        }
        command.arg(folder);
        command
    }

    /// One of the programs, or a peer, as a server for a client with these capabilities.
    pub(crate) fn client(&self, place: usize, folder: Option<&Path>, capabilities: &Value) -> Client {
        let (command, language) = match place.checked_sub(PROGRAMS.len()) {
            Some(peer) => (servers::command(self.servers[peer]), self.servers[peer].language),
            None => (self.command(place), "markdown"),
        };
        Client::start_as(capabilities, command, folder, language)
    }

    /// The sizes of the programs, in megabytes.
    pub(crate) fn sizes(&self) -> Cells {
        self.programs.iter().map(|program| Some(program.metadata().ok()?.len() as f64 / 1e6)).collect()
    }

    /// The table.
    pub(crate) fn end(mut self) -> Report {
        self.report.end();
        self.report
    }
}

fn said(met: Option<bool>) -> String {
    met.map_or("", |met| if met { "yes" } else { "no" }).to_owned()
}

fn is_installed(checker: &str) -> bool {
    let mut command = Command::new(checker);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Measures several things at each place by turns, and gives the medians of each thing by place. Each is the first as often as
/// the others: what one leaves behind in the machine costs the next. What is no number was not measured.
pub(crate) fn by_turns<const THINGS: usize>(
    places: &[usize],
    rounds: usize,
    mut measure: impl FnMut(usize) -> [f64; THINGS],
) -> [Cells; THINGS] {
    let end = places.iter().max().map_or(0, |last| last + 1);
    let mut figures = [(); THINGS].map(|()| vec![Figures::default(); end]);
    let mut spent = vec![Duration::ZERO; end];
    for round in 0..rounds {
        for turn in 0..places.len() {
            let place = places[(round + turn) % places.len()];
            if place >= PROGRAMS.len() && spent[place] > FOR_PEERS {
                continue;
            }
            let start = Instant::now();
            let measured = measure(place);
            spent[place] += start.elapsed();
            for (figures, figure) in figures.iter_mut().zip(measured).filter(|(_, figure)| figure.is_finite())
            {
                figures[place].add(figure);
            }
        }
    }
    figures.map(|places| places.iter().map(Figures::median).collect())
}
