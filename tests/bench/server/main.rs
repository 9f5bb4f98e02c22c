//! How fast the built server answers over stdio, beside a server that does nothing and beside others: `cargo bench --bench
//! server`. With `-- --write`, the tables are written to `server/docs/speed.md` too.
//!
//! The server that does nothing is this program itself, with the same transport and no analysis. All are asked by turns, one
//! message at a time. On a busy machine the ratios are what can be trusted, and on any machine those on one processor most:
//! with several, the ratio to the server that does nothing is one thing where a processor that waits stays awake, and another
//! where it does not.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark fails by panicking, and prints")]
#![allow(clippy::needless_pass_by_value, reason = "`json!` values are made to be handed over")]

#[path = "../agent.rs"]
mod agent;
mod answers;
mod client;
mod corpus;
mod echo;
mod edits;
mod figures;
mod fleet;
mod processor;
mod report;
mod servers;

use std::path::Path;

use figures::{Figures, micros, ratio};
use report::Report;

/// How often a server is started.
const STARTS: usize = 60;

fn main() {
    if std::env::args().any(|argument| argument == "--echo") {
        std::process::exit(echo::serve());
    }
    let home = tempfile::tempdir().unwrap();
    let mut report = Report::default();
    report.text("# Performance");
    report.text(
        "Written by `cargo bench --bench server -- --write`, and the comparison with an earlier build by \
         `cargo bench --bench against -- REV --write`.",
    );
    starts(&mut report, home.path());
    edits::report(&mut report, home.path());
    answers::report(&mut report, home.path());
    fleet::report(&mut report, home.path());
    report.text("## On real files");
    corpus::report(&mut report, servers::agentls(home.path(), None));
    if std::env::args().any(|argument| argument == "--write") {
        report.write();
    }
}

/// From the start of a server to its answer to `initialize`.
fn starts(report: &mut Report, home: &Path) {
    let peers = servers::peers();
    let mut figures = vec![Figures::default(); 2 + peers.len()];
    for _ in 0..STARTS {
        figures[0].add(micros(|| servers::agentls(home, None)));
        figures[1].add(micros(servers::echo));
        for (peer, figures) in peers.iter().zip(&mut figures[2..]) {
            if figures.sum().as_secs() < 5 {
                figures.add(micros(|| servers::start(peer, None)));
            }
        }
    }
    report.text("## From start to the response to `initialize`");
    report.text("Milliseconds.");
    report.table("", 10, &["p50", "p99", "to echo"]);
    let names = ["agentls", "echo"].into_iter().chain(peers.iter().map(|peer| peer.name));
    for (name, own) in names.zip(&figures) {
        let ms = |micros: Option<f64>| micros.map(|micros| micros / 1e3);
        let to_echo = ratio(own.median(), figures[1].median());
        report.row(name, &[ms(own.median()), ms(own.percentile(0.99)), to_echo]);
    }
    report.end();
}
