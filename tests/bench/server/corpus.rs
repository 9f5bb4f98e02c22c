//! Every request on every file of a folder of real agents: `AGENTLS_CORPUS`, or a folder beside the project.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::client::Client;
use crate::report::Report;

/// The slowest request of all; or nothing where there is nothing to look at.
pub(crate) fn report(report: &mut Report, mut client: Client) {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/dev");
    let root = std::env::var_os("AGENTLS_CORPUS").map_or_else(beside, PathBuf::from);
    let mut files = Vec::new();
    find(&root, &mut files);
    if files.is_empty() {
        println!("skipped: there are no agent files in {}", root.display());
        return;
    }
    let mut slowest = (Duration::ZERO, String::new());
    let mut requests = 0;
    for file in &files {
        let text = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
        // Each lies where an agent lies, so that every file is looked at.
        let uri = format!(
            "file:///w/.claude/agents/{}.md",
            file.file_stem().unwrap().to_string_lossy().replace(' ', "-")
        );
        let mut note = |what: String, start: Instant| {
            requests += 1;
            if start.elapsed() > slowest.0 {
                slowest = (start.elapsed(), what);
            }
        };
        let start = Instant::now();
        client.open(&uri, &text);
        note("open to findings".to_owned(), start);
        for method in ["textDocument/documentSymbol", "textDocument/documentColor"] {
            let start = Instant::now();
            client.request(method, json!({ "textDocument": { "uri": uri } }));
            note(method.to_owned(), start);
        }
        for line in 0..12 {
            for method in ["textDocument/completion", "textDocument/hover"] {
                let start = Instant::now();
                let position = json!({ "line": line, "character": 8 });
                client.request(method, json!({ "textDocument": { "uri": uri }, "position": position }));
                note(method.to_owned(), start);
            }
        }
        client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }
    report.text(&format!(
        "Of {requests} requests on {} real agent files, the slowest took {:.1} ms: {}.",
        files.len(),
        slowest.0.as_secs_f64() * 1e3,
        slowest.1
    ));
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md" || extension == "mdc") {
            files.push(path);
        }
    }
}
