//! How fast the built server answers over stdio, beside a server that does nothing: `cargo bench --bench server`.
//!
//! The other server is this program itself, with the same transport and no analysis, so that the ratio of the two is
//! what the analysis costs. Both are asked by turns, one message at a time. Times are in microseconds; on a busy
//! machine the ratios and the medians are what can be trusted.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark fails by panicking, and prints")]
#![allow(clippy::needless_pass_by_value, reason = "`json!` values are made to be handed over")]

mod client;
mod corpus;
mod echo;
mod figures;
mod fleet;

use std::process::Command;
use std::time::Instant;

use client::Client;
use figures::Figures;

/// How often a server is started.
const STARTS: usize = 60;

/// How many edits are made.
const EDITS: usize = 3000;

fn main() {
    if std::env::args().any(|argument| argument == "--echo") {
        std::process::exit(echo::serve());
    }
    let agentls = || Client::start(Command::new(env!("CARGO_BIN_EXE_agentls")));
    let echo = || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("--echo");
        Client::start(command)
    };
    println!("{:48} {:>9} {:>9} {:>9}   ratio of the medians", "", "p50 µs", "p95 µs", "p99 µs");
    let (mut ours, mut floor) = (Figures::default(), Figures::default());
    for _ in 0..STARTS {
        ours.time(agentls);
        floor.time(echo);
    }
    figures::print("start to the answer to initialize", &ours, &floor);
    for size in [2 * 1024, 20 * 1024, 100 * 1024] {
        for part in [Part::Value, Part::Key, Part::Body] {
            edits(size, part, agentls(), echo());
        }
    }
    corpus::print(agentls());
    let home = tempfile::tempdir().unwrap();
    fleet::print(|folder| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
        command.env("HOME", home.path());
        Client::start_in(command, Some(folder))
    });
}

/// Where an edit is made.
#[derive(Clone, Copy)]
enum Part {
    /// In a text of the front matter.
    Value,
    /// In a key of the front matter, so that it is misspelt every other time.
    Key,
    /// In the middle of the body.
    Body,
}

/// One-character edits of an agent of that size, each to its findings.
fn edits(size: usize, part: Part, mut agentls: Client, mut echo: Client) {
    let (mut ours, mut floor) = (Figures::default(), Figures::default());
    let text = agent(size);
    let (line, column, name) = match part {
        Part::Value => (3, 20, "a value"),
        Part::Key => (3, 3, "a key"),
        Part::Body => (text.lines().count() / 2, 0, "the body"),
    };
    let line = u32::try_from(line).unwrap();
    for client in [&mut agentls, &mut echo] {
        client.open("file:///w/.claude/agents/edited.md", &text);
    }
    for edit in 0..EDITS {
        for (client, figures) in [(&mut agentls, &mut ours), (&mut echo, &mut floor)] {
            let start = Instant::now();
            client.type_or_delete(line, column, edit);
            figures.add(start.elapsed());
        }
    }
    figures::print(&format!("edit to findings, {} KB, in {name}", size / 1024), &ours, &floor);
}

/// An agent of about that many bytes.
fn agent(size: usize) -> String {
    let mut text = "---\nname: benchmark\ntype: developer\ndescription: Measures how long things take, one at a time\n\
         color: \"#2196F3\"\ncapabilities:\n  - analysis\n  - benchmarking\npriority: high\nhooks:\n  pre: |\n    echo start\n\
         ---\n\n# Benchmark\n"
        .to_owned();
    for section in 0.. {
        if text.len() >= size {
            break;
        }
        text += &format!(
            "\n## Section {section}\n\nProse of some length, with `code`, *stress* and a [link](#benchmark).\n\n\
             - one item\n- another item\n\n```rust\nfn main() {{}}\n```\n"
        );
    }
    text
}
