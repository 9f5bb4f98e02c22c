//! One-character edits, each to its findings, in documents of several sizes.

use std::time::Duration;

use crate::agent::{agent, middle_line};
use crate::client::Client;
use crate::figures::{Figures, ratio};
use crate::processor;
use crate::report::Report;
use crate::servers;

/// How often a part is edited.
const EDITS: usize = 2000;

/// Servers that take longer for all edits of a part are not asked for more of them.
const LONGEST: Duration = Duration::from_secs(4);

/// Where an edit is made.
#[derive(Clone, Copy)]
enum Part {
    /// In a text of the front matter.
    Value,
    /// In a key of the front matter, so that it is misspelt every other time.
    Key,
    /// In prose in the middle of the body.
    Body,
    /// In the fence of a block of code, so that it is none every other time.
    Fence,
}

const PARTS: [(&str, Part); 4] =
    [("value", Part::Value), ("key", Part::Key), ("body", Part::Body), ("fence", Part::Fence)];

/// A peer is not asked about larger documents.
const LARGEST_FOR_PEERS: usize = 1024 * 1024;

/// The sizes of the documents, by name.
const SIZES: [(&str, usize); 5] =
    [("2 KB", 2 << 10), ("20 KB", 20 << 10), ("100 KB", 100 << 10), ("1 MB", 1 << 20), ("10 MB", 10 << 20)];

pub(crate) fn report(report: &mut Report, home: &std::path::Path) {
    report.text("## From an edit to its diagnostics");
    report.text(
        "Microseconds from sending the change of one character to receiving the diagnostics of that version. On several \
         processors, most of it is the time to wake them up.",
    );
    table(report, home, &SIZES);
    processor::on_one(|| {
        report.text("## On one processor");
        report.text(
            "Nothing has to wake up here, so the difference to echo is the cost of the analysis. All figures include the time \
             of the client.",
        );
        table(report, home, &SIZES[..4]);
    });
}

fn table(report: &mut Report, home: &std::path::Path, sizes: &[(&str, usize)]) {
    let peers = servers::peers();
    let mut columns = vec!["p50", "p99", "echo p50", "to echo"];
    for peer in &peers {
        columns.extend([peer.name, "to agentls"]);
    }
    report.table("", 20, &columns);
    for (name, size) in sizes {
        let text = agent(*size);
        let mut clients = vec![servers::agentls(home, None), servers::echo()];
        let fits = *size <= LARGEST_FOR_PEERS;
        clients.extend(peers.iter().filter(|_| fits).map(|peer| servers::start(peer, None)));
        clients.iter_mut().for_each(|client| client.open("file:///w/.claude/agents/edited.md", &text));
        for (part_name, part) in PARTS {
            let figures = edit(&mut clients, &text, part);
            let median = |at: usize| figures.get(at).and_then(Figures::median);
            let mut cells =
                vec![median(0), figures[0].percentile(0.99), median(1), ratio(median(0), median(1))];
            for at in 0..peers.len() {
                cells.extend([median(2 + at), ratio(median(2 + at), median(0))]);
            }
            report.row(&format!("{name}, {part_name}"), &cells);
        }
    }
    report.end();
}

/// Edits the same part with each of the clients, by turns. Each is the first as often as the others: what one leaves
/// behind in the machine, such as threads that are still busy, costs the next.
fn edit(clients: &mut [Client], text: &str, part: Part) -> Vec<Figures> {
    let (line, column) = place(text, part);
    let mut figures = vec![Figures::default(); clients.len()];
    for edit in 0..EDITS {
        for turn in 0..clients.len() {
            let at = (edit / 2 + turn) % clients.len();
            let (client, figures) = (&mut clients[at], &mut figures[at]);
            // What was typed has to be deleted again before the next part.
            if figures.sum() < LONGEST || edit % 2 == 1 && client.is_typed() {
                figures.add(client.timed(|client| client.type_or_delete(line, column)).1);
            }
        }
    }
    figures
}

fn place(text: &str, part: Part) -> (u32, u32) {
    match part {
        Part::Value => (3, 20),
        Part::Key => (3, 3),
        Part::Body => (middle_line(text, "Prose"), 5),
        Part::Fence => (middle_line(text, "```rust"), 1),
    }
}
