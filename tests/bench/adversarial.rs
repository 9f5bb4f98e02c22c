//! How long the built server takes for texts that nobody writes, and how long it lets a question about another file
//! wait meanwhile: `cargo bench --bench adversarial`. Times are in milliseconds; a word behind `--` picks texts.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark fails by panicking, and prints")]
#![allow(clippy::needless_pass_by_value, reason = "`json!` values are made to be handed over")]

#[path = "server/client.rs"]
#[expect(dead_code, reason = "the other benchmark needs more of it")]
mod client;
#[path = "../e2e/adversarial/inputs.rs"]
mod inputs;

use std::process::Command;
use std::time::Instant;

use client::Client;
use inputs::{Input, inputs};
use serde_json::{Value, json};

const URI: &str = "file:///w/.claude/agents/x.md";
const OTHER: &str = "file:///w/.claude/agents/other.md";

/// What is asked about each text.
const QUESTIONS: &[&str] = &[
    "hover",
    "completion",
    "codeAction",
    "documentSymbol",
    "documentColor",
    "documentLink",
    "definition",
    "references",
    "rename",
    "prepareCallHierarchy",
];

fn main() {
    let words: Vec<_> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    println!(
        "{:36} {:>8} {:>8} {:>8}  what took over 20 ms: itself, and another file's answer",
        "", "worst", "delay", "busy"
    );
    for input in inputs(100_000).iter().filter(|it| words.iter().all(|word| it.name.contains(word.as_str())))
    {
        measure(input);
    }
}

/// What one step took, how long a question about another file waited that was asked right behind it, and how long the thread
/// was busy by then that reads messages.
struct Step {
    name: String,
    itself: f64,
    other: f64,
    busy: f64,
}

fn measure(input: &Input) {
    let mut client = Client::start(Command::new(env!("CARGO_BIN_EXE_agentls")), None, "markdown");
    client.unread = Some(Vec::new());
    client.open(OTHER, "---\nname: other\ndescription: d\n---\n");
    let mut steps = Vec::new();
    let document = json!({ "uri": URI, "languageId": "markdown", "version": 1, "text": input.text });
    let open = notification("textDocument/didOpen", json!({ "textDocument": document }));
    steps.push(step(&mut client, "open", &open, 1));
    let lines = input.text.lines().count();
    let places = [(1, 2), (lines / 2, 3), (lines.saturating_sub(2), 1)];
    for (version, (line, column)) in (2..).zip(places) {
        let at = json!({ "line": line, "character": column });
        let change = json!({ "range": { "start": at, "end": at }, "text": "x" });
        let document = json!({ "uri": URI, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        let edit = notification("textDocument/didChange", params);
        steps.push(step(&mut client, &format!("edit at {line}"), &edit, version));
        for question in QUESTIONS {
            steps.push(ask(&mut client, question, &at));
        }
    }
    let worst = |of: fn(&Step) -> f64| steps.iter().map(of).fold(0.0, f64::max);
    let slow = steps.iter().filter(|it| it.itself > 20.0 || it.other > 20.0);
    let slow: Vec<_> = slow.map(|it| format!("{} {:.0}/{:.0}", it.name, it.itself, it.other)).collect();
    println!(
        "{:36} {:8.0} {:8.0} {:8.0}  {}  {:.0} MB",
        input.name,
        worst(|it| it.itself),
        worst(|it| it.other),
        worst(|it| it.busy),
        slow.join(", "),
        client.memory_mb()
    );
}

fn notification(method: &str, params: Value) -> String {
    json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string()
}

/// Sends a notification and, right behind it, a question about another file.
fn step(client: &mut Client, name: &str, notification: &str, version: i32) -> Step {
    let (start, busy) = (Instant::now(), busy_ms(client));
    client.send_body(notification);
    let other = other(client, start);
    let busy = busy_ms(client) - busy;
    client.findings_of(URI, version);
    Step { name: name.to_owned(), itself: start.elapsed().as_secs_f64() * 1e3, other, busy }
}

fn ask(client: &mut Client, question: &str, at: &Value) -> Step {
    let (start, busy) = (Instant::now(), busy_ms(client));
    let range = json!({ "start": at, "end": at });
    let id = client.ask(
        &format!("textDocument/{question}"),
        json!({
            "textDocument": { "uri": URI }, "position": at, "range": range, "context": {
                "diagnostics": [], "includeDeclaration": true, "triggerKind": 1,
            }, "newName": "y",
        }),
    );
    let other = other(client, start);
    let busy = busy_ms(client) - busy;
    client.answer_to(id);
    Step { name: question.to_owned(), itself: start.elapsed().as_secs_f64() * 1e3, other, busy }
}

/// How long the answer about another file takes from `start` on.
fn other(client: &mut Client, start: Instant) -> f64 {
    let at = json!({ "line": 1, "character": 2 });
    let id = client.ask("textDocument/hover", json!({ "textDocument": { "uri": OTHER }, "position": at }));
    client.answer_to(id);
    start.elapsed().as_secs_f64() * 1e3
}

/// How long the thread that reads messages has been busy, in milliseconds, where Linux says so: what every other message
/// has to wait for, whatever else the machine does.
fn busy_ms(client: &Client) -> f64 {
    let path = format!("/proc/{0}/task/{0}/schedstat", client.server.id());
    let said = std::fs::read_to_string(path).unwrap_or_default();
    said.split(' ').next().and_then(|busy| busy.parse::<f64>().ok()).map_or(f64::NAN, |busy| busy / 1e6)
}
