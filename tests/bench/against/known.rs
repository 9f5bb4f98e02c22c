//! A server that knows 10,000 files: until it does, in memory, and in a rename that touches many.

use std::process::Command;

use serde_json::Value;

use crate::client::{Client, capabilities};
use crate::comparison::{Comparison, by_turns};
use crate::figures::micros;
use crate::fleet::{Fleet, open_in_index};
use crate::process;
use crate::workspace;

const FILES: usize = 10_000;

/// How often servers are started.
const STARTS: usize = 5;

/// How often an agent is renamed.
const RENAMES: usize = 11;

const RENAME: &str = "rename with 1,000 calls in 10,000 files, ms";

/// An agent in the workspace of all kinds.
const AGENT: &str = "---\nname: edited\ndescription: d\n---\n\nUse the `agent-0` agent.\n";

pub(crate) fn rows(comparison: &mut Comparison) {
    of_all_kinds(comparison);
    if comparison.wants("index of 10,000 agents") || comparison.wants(RENAME) {
        of_agents(comparison, &Fleet::write(FILES));
    }
}

fn of_all_kinds(comparison: &mut Comparison) {
    if !comparison.wants("index of 10,000 files of all kinds") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    workspace::write(folder.path(), FILES);
    let file = folder.path().canonicalize().unwrap().join(".claude/agents/edited.md");
    let uri = url::Url::from_file_path(file).unwrap();
    let [time, memory] = by_turns(STARTS, |program| {
        let mut client = comparison.client(program, Some(folder.path()), &capabilities());
        let ms = micros(|| open_in_index(&mut client, uri.as_str(), AGENT)) / 1e3;
        [ms, client.memory_mb()]
    });
    comparison.row("index of 10,000 files of all kinds, ms", time);
    comparison.row("index of 10,000 files of all kinds, resident MB", memory);
}

fn of_agents(comparison: &mut Comparison, fleet: &Fleet) {
    let [time, memory] = by_turns(STARTS, |program| {
        let (client, ms) = fleet.open(|folder| comparison.client(program, Some(folder), &capabilities()));
        [ms, client.memory_mb()]
    });
    comparison.row("index of 10,000 agents, ms", time);
    comparison.row("index of 10,000 agents, resident MB", memory);
    let row = "index of 10,000 agents, million instructions";
    if comparison.wants(row) {
        let counts = [0, 1].map(|program| instructions(comparison.command(program), fleet));
        comparison.row(row, counts);
    }
    if comparison.wants(RENAME) {
        let start =
            |program| fleet.open(|folder| comparison.client(program, Some(folder), &capabilities())).0;
        let mut clients = [0, 1].map(start);
        let mut renames = 0;
        let [time] = by_turns(RENAMES, |program| {
            renames += 1;
            [micros(|| fleet.rename(&mut clients[program], &format!("another-{renames}"))) / 1e3]
        });
        comparison.row(RENAME, time);
    }
}

/// The instructions of a server from its start until it knows all files, in millions.
fn instructions(command: Command, fleet: &Fleet) -> Option<f64> {
    let file = tempfile::NamedTempFile::new().unwrap();
    let counted = process::counted(&command, file.path())?;
    let (mut client, _) = fleet.open(|folder| Client::start(counted, Some(folder), "markdown"));
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    client.server.wait().unwrap();
    Some(process::million_instructions(file.path()))
}
