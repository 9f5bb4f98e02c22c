//! A server that knows 10,000 files: until it does, in memory, and in a rename that touches many.

use std::process::Command;

use serde_json::Value;

use crate::client::{Client, capabilities};
use crate::comparison::{Comparison, PROGRAMS, by_turns};
use crate::figures::micros;
use crate::fleet::{Fleet, open_in_index};
use crate::process;
use crate::workspace;

const FILES: usize = 10_000;

/// So many are known while instructions are counted, which takes many times as long.
const COUNTED: usize = 3_000;

/// How often servers are started.
const STARTS: usize = 3;

/// How often an agent is renamed.
const RENAMES: usize = 11;

const OF_ALL_KINDS: &str = "index of 10,000 files of all kinds";
const AGENTS: &str = "index of 10,000 agents";
const INSTRUCTIONS: &str = "index of 3,000 agents, million instructions";
const RENAME: &str = "rename with 1,000 calls in 10,000 files, ms";

/// An agent in the workspace of all kinds.
const AGENT: &str = "---\nname: edited\ndescription: d\n---\n\nUse the `agent-0` agent.\n";

pub(crate) fn rows(comparison: &mut Comparison) {
    if comparison.wants(OF_ALL_KINDS) {
        of_all_kinds(comparison);
    }
    if comparison.wants(AGENTS) || comparison.wants(RENAME) {
        of_agents(comparison, &Fleet::write(FILES));
    }
    if comparison.wants(INSTRUCTIONS) {
        let fleet = Fleet::write(COUNTED);
        let counts = PROGRAMS.map(|program| instructions(&comparison.command(program), &fleet));
        comparison.row(INSTRUCTIONS, &counts);
    }
}

fn of_all_kinds(comparison: &mut Comparison) {
    let folder = tempfile::tempdir().unwrap();
    workspace::write(folder.path(), FILES);
    let file = folder.path().canonicalize().unwrap().join(".claude/agents/edited.md");
    let uri = url::Url::from_file_path(file).unwrap();
    index(comparison, OF_ALL_KINDS, |comparison, program| {
        let mut client = comparison.client(program, Some(folder.path()), &capabilities());
        let ms = micros(|| open_in_index(&mut client, uri.as_str(), AGENT)) / 1e3;
        (client, ms)
    });
}

fn of_agents(comparison: &mut Comparison, fleet: &Fleet) {
    let start = |comparison: &Comparison, program| {
        fleet.open(|folder| comparison.client(program, Some(folder), &capabilities()))
    };
    if comparison.wants(AGENTS) {
        index(comparison, AGENTS, start);
    }
    if comparison.wants(RENAME) {
        let mut clients = PROGRAMS.map(|program| start(comparison, program).0);
        let mut renames = 0;
        let [time] = by_turns(&PROGRAMS, RENAMES, |program| {
            renames += 1;
            let name = format!("another-{renames}");
            [clients[program].timed(|client| fleet.rename(client, &name)).1 / 1e3]
        });
        comparison.row(RENAME, &time);
    }
}

/// Adds the rows of an index. A start gives a client whose server knows all files, and the milliseconds until it did.
fn index(comparison: &mut Comparison, row: &str, start: impl Fn(&Comparison, usize) -> (Client, f64)) {
    let [time, memory] = by_turns(&PROGRAMS, STARTS, |program| {
        let (client, ms) = start(comparison, program);
        [ms, client.memory_mb()]
    });
    comparison.row(&format!("{row}, ms"), &time);
    comparison.row(&format!("{row}, resident MB"), &memory);
}

/// The instructions of a server from its start until it knows all files, in millions.
fn instructions(command: &Command, fleet: &Fleet) -> Option<f64> {
    let file = tempfile::NamedTempFile::new().unwrap();
    let counted = process::counted(command, file.path())?;
    let (mut client, _) = fleet.open(|folder| Client::start(counted, Some(folder), "markdown"));
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    client.server.wait().unwrap();
    Some(process::million_instructions(file.path()))
}
