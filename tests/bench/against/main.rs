//! What today's build takes beside that of another revision: `cargo bench --bench against -- REV`. The revision is built once
//! into a folder of its own, below `target/against`. In its place may stand a program that was built elsewhere, and behind
//! `--today` another one than that of today; `--only WORD` measures the rows whose names contain the word, and `--write`
//! writes the table to `server/docs/speed.md` too.
//!
//! Both programs are asked by turns, and each figure is a median; on one processor where a row says nothing else. Times of a
//! server include those of the client. Threads are counted by strace and instructions by valgrind, where they are installed.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark fails by panicking, and prints")]
#![allow(clippy::needless_pass_by_value, reason = "`json!` values are made to be handed over")]

#[path = "../agent.rs"]
mod agent;
mod check;
#[path = "../server/client.rs"]
mod client;
mod comparison;
#[path = "../server/echo.rs"]
mod echo;
mod edits;
#[path = "../faulty.rs"]
mod faulty;
#[path = "../server/figures.rs"]
mod figures;
#[path = "../server/fleet.rs"]
#[expect(dead_code, reason = "the other benchmark needs more of it")]
mod fleet;
mod known;
mod limits;
mod process;
#[path = "../server/processor.rs"]
mod processor;
mod programs;
#[path = "../server/report.rs"]
mod report;
mod requests;
#[path = "../server/servers.rs"]
mod servers;
mod workspace;

use std::path::PathBuf;

use clap::Parser;

use comparison::Comparison;
use report::Report;

/// Compares what today's build takes with what another one takes.
#[derive(Parser)]
#[command(bin_name = "cargo bench --bench against --")]
struct Arguments {
    /// Git revision, which is built, or a built program
    #[arg(required_unless_present = "echo")]
    before: Option<String>,
    /// Built program, or a git revision, in place of today's program
    #[arg(long, value_name = "PROGRAM", default_value = env!("CARGO_BIN_EXE_agentls"))]
    today: String,
    /// Measure only the rows whose names contain this
    #[arg(long, value_name = "WORD", default_value = "")]
    only: String,
    /// Write the table to server/docs/speed.md too
    #[arg(long, conflicts_with = "only")]
    write: bool,
    /// Be the server that does nothing
    #[arg(long, hide = true)]
    echo: bool,
    /// Cargo says so to each benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let arguments = Arguments::parse();
    let Some(before) = arguments.before.filter(|_| !arguments.echo) else {
        std::process::exit(echo::serve());
    };
    let programs = [&before, &arguments.today].map(|argument| programs::program(argument));
    let table = compare(&before, programs, arguments.only);
    if arguments.write {
        table.write();
    }
}

/// Measures everything, and gives the table.
fn compare(before: &str, programs: [PathBuf; 2], only: String) -> Report {
    let mut report = Report::default();
    report.text("## Beside an earlier build");
    report.text(&format!(
        "Today's build beside that of `{before}`, by turns. Medians, on one processor where a row says nothing else. A limit \
         with × is one of the ratio, others are in the unit of the row. Peers that are installed are to take at least 4 times \
         what today's build takes, and 2 times for a completion."
    ));
    let mut comparison = Comparison::new(programs, only, report);
    check::rows(&mut comparison);
    processor::on_one(|| {
        known::rows(&mut comparison);
        requests::rows(&mut comparison);
        edits::rows(&mut comparison);
    });
    comparison.end()
}
