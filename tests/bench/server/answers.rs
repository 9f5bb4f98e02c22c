//! Answers to questions about a document, and the memory that it takes.

use serde_json::{Value, json};

use crate::agent::agent;
use crate::figures::Figures;
use crate::report::Report;
use crate::servers;

/// How often each question is asked.
const TIMES: usize = 300;

/// What is asked: its name, the method, and the line and the column that it is about.
type Question = (&'static str, &'static str, Option<(u32, u32)>);

const QUESTIONS: [Question; 9] = [
    ("completion of a capability", "textDocument/completion", Some((6, 6))),
    ("completion of a key", "textDocument/completion", Some((8, 2))),
    ("hover", "textDocument/hover", Some((8, 2))),
    ("code actions", "textDocument/codeAction", None),
    ("symbols", "textDocument/documentSymbol", None),
    ("colours", "textDocument/documentColor", None),
    ("links", "textDocument/documentLink", None),
    ("semantic tokens", "textDocument/semanticTokens/full", None),
    ("code lenses", "textDocument/codeLens", None),
];

const URI: &str = "file:///w/.claude/agents/edited.md";

pub(crate) fn report(report: &mut Report, home: &std::path::Path) {
    let sizes = [2 << 10, 100 << 10, 1 << 20, 10 << 20];
    let mut clients: Vec<_> = sizes.iter().map(|_| servers::agentls(home, None)).collect();
    let start = clients[0].memory_mb();
    for (client, size) in clients.iter_mut().zip(sizes) {
        let settings = json!({ "agentls": { "code-lenses": true } });
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        client.open(URI, &agent(size));
    }
    report.text("## Requests");
    report.text("Median in microseconds; resident memory in MB.");
    report.table("", 28, &["2 KB", "100 KB", "1 MB", "10 MB"]);
    for (name, method, place) in QUESTIONS {
        let mut medians = Vec::new();
        for client in &mut clients {
            let mut figures = Figures::default();
            for _ in 0..TIMES {
                figures.add(client.timed(|client| client.request(method, params(place))).1);
            }
            medians.push(figures.median());
        }
        report.row(name, &medians);
    }
    let memory: Vec<_> = clients.iter().map(|client| Some(client.memory_mb())).collect();
    report.row("memory with the file open", &memory);
    report.row("memory after startup", &[Some(start)]);
    report.end();
}

fn params(place: Option<(u32, u32)>) -> Value {
    let document = json!({ "uri": URI });
    let Some((line, character)) = place else {
        let at = json!({ "line": 3, "character": 2 });
        let range = json!({ "start": at, "end": at });
        return json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
    };
    json!({ "textDocument": document, "position": { "line": line, "character": character } })
}
