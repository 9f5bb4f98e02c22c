//! What thousands of agent files cost: until they are known, in memory, at an edit, and in a rename that touches many.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::client::Client;
use crate::figures::{Figures, ratio};
use crate::report::Report;
use crate::servers::{self, Server};

/// So many files call the agent that is renamed.
const CALLERS: usize = 1000;

/// How many edits are made.
const EDITS: usize = 2000;

/// How long a peer is asked.
const FOR_PEERS: Duration = Duration::from_secs(2);

/// How often the agent is renamed.
const RENAMES: usize = 20;

/// So many neighbours a fleet has.
const SIZES: [usize; 4] = [0, 300, 3_000, 10_000];

pub(crate) fn report(report: &mut Report, home: &Path) {
    report.text("## With other agent files in the workspace");
    report.text("Medians in microseconds unless noted otherwise; the ratios are relative to no other files.");
    report.table("", 46, &["0", "300", "3,000", "10,000"]);
    let fleets = SIZES.map(Fleet::write);
    let start = |folder: &Path| servers::agentls(home, Some(folder));
    let mut clients: Vec<_> = fleets.iter().map(|fleet| fleet.open(start)).collect();
    let known: Vec<_> = clients.iter().map(|(_, known)| Some(*known)).collect();
    report.row("indexing, ms", &known);
    let memory: Vec<_> = clients.iter().map(|(client, _)| Some(client.memory_mb())).collect();
    report.row("resident memory, MB", &memory);
    let mut own = Vec::new();
    for (what, line, column) in [("a value", 2, 15), ("the name", 1, 6), ("the body", 8, 0)] {
        let mut times = SIZES.map(|_| Figures::default());
        for _ in 0..EDITS {
            for ((client, _), times) in clients.iter_mut().zip(&mut times) {
                times.add(client.timed(|client| client.type_or_delete(line, column)).1);
            }
        }
        let medians: Vec<_> = times.iter().map(Figures::median).collect();
        report.row(&format!("edit to diagnostics in {what}"), &medians);
        let ratios: Vec<_> = medians.iter().map(|median| ratio(*median, medians[0])).collect();
        report.row(&format!("… as a ratio, in {what}"), &ratios);
        own = medians;
    }
    for peer in servers::peers().into_iter().filter(|peer| peer.language == "markdown") {
        let medians: Vec<_> = fleets.iter().map(|fleet| fleet.edit_in(peer)).collect();
        report.row(&format!("edit to diagnostics in the body, {}", peer.name), &medians);
        let ratios: Vec<_> = medians.iter().zip(&own).map(|(peer, own)| ratio(*peer, *own)).collect();
        report.row("… as a ratio to agentls", &ratios);
    }
    let mut times = Vec::new();
    for ((client, _), fleet) in clients.iter_mut().zip(&fleets) {
        let mut own = Figures::default();
        for rename in 0..RENAMES {
            own.add(client.timed(|client| fleet.rename(client, &format!("another-{rename}"))).1);
        }
        times.push(own.median().map(|median| median / 1e3));
    }
    report.row(&format!("rename of an agent that {CALLERS} files call, ms"), &times);
    report.end();
}

/// Many agent files in a folder of their own.
pub(crate) struct Fleet {
    folder: tempfile::TempDir,
    files: usize,
}

impl Fleet {
    /// Writes that many files.
    pub(crate) fn write(files: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let agents = folder.path().join(".claude/agents");
        for file in 0..files {
            let team = agents.join(format!("team-{}", file / 100));
            std::fs::create_dir_all(&team).unwrap();
            std::fs::write(team.join(format!("agent-{file}.md")), agent(file)).unwrap();
        }
        std::fs::create_dir_all(&agents).unwrap();
        Self { folder, files }
    }

    fn uri(&self, file: &str) -> String {
        url::Url::from_file_path(self.folder.path().canonicalize().unwrap().join(file)).unwrap().to_string()
    }

    /// A client with one more agent open, and the time until all files are known, in milliseconds.
    pub(crate) fn open(&self, start: impl FnOnce(&Path) -> Client) -> (Client, f64) {
        let mut client = start(self.folder.path());
        let (uri, begin) = (self.uri(".claude/agents/edited.md"), Instant::now());
        open_in_index(&mut client, &uri, &agent(self.files));
        (client, begin.elapsed().as_secs_f64() * 1e3)
    }

    /// The median of edits in the body with another server, if it ever tells of its findings.
    fn edit_in(&self, peer: &Server) -> Option<f64> {
        let mut client = servers::start(peer, Some(self.folder.path()));
        client.open(&self.uri(".claude/agents/edited.md"), &agent(self.files));
        let mut times = Figures::default();
        while times.sum() < FOR_PEERS {
            times.add(client.timed(|client| client.type_or_delete(8, 0)).1);
        }
        times.median()
    }

    /// Renames the agent that the others call; the answer is not applied.
    pub(crate) fn rename(&self, client: &mut Client, name: &str) {
        let uri = self.uri(".claude/agents/edited.md");
        let position = json!({ "line": 8, "character": 12 });
        let text_document = json!({ "uri": uri });
        let params = json!({ "textDocument": text_document, "position": position, "newName": name });
        let answer = client.request("textDocument/rename", params);
        let changed = answer["result"]["changes"].as_object().map_or(0, serde_json::Map::len);
        assert!(changed >= self.files.min(CALLERS), "{changed} files: {answer}");
    }
}

/// Opens an agent, and waits until all files of the workspace are known.
pub(crate) fn open_in_index(client: &mut Client, uri: &str, text: &str) {
    client.open(uri, text);
    let position = json!({ "line": 1, "character": 8 });
    client
        .request("textDocument/definition", json!({ "textDocument": { "uri": uri }, "position": position }));
}

/// An agent of about 2 KB; the first thousand call the first one, which is the one that calls itself.
fn agent(file: usize) -> String {
    let called = if file < CALLERS { 0 } else { file / 2 };
    let called = if file.is_multiple_of(1000) { 0 } else { called };
    let mut text = format!(
        "---\nname: agent-{file}\ndescription: Does the work of number {file}\ntype: developer\n\
         capabilities:\n  - work-{}\n---\n\nUse the `agent-{called}` agent.\n",
        file % 50
    );
    for section in 0..12 {
        text += &format!(
            "\n## Section {section}\n\nProse of some length, with `code`, *stress* and a [link](#section-0).\n\n\
             - one item\n- another item\n\n```rust\nfn main() {{}}\n```\n"
        );
    }
    text
}
