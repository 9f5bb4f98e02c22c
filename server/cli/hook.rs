//! `agentls hook`: checks the files that an agent has just written, and tells its model what is wrong with them.
//!
//! A hook must never be in the way: whatever arrives, it says nothing and exits with 0 unless there is a problem in a
//! written agent file.

mod answer;
mod report;
mod table;
mod written;

use std::io::{self, IsTerminal, Read};
use std::panic;
use std::process::ExitCode;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use agentls_workspace::settings::suggestion;
use serde::Deserialize;
use serde_json::{Deserializer, Value};

use super::complain;
use super::input::{Checker, Input};
use agentls_analysis::code_span::code_span;
use agentls_analysis::lint::diagnostics_for;
use table::HookTool;

/// The exit codes, for `--help`.
const EXIT_CODES: &str = "\
Exit codes:
  0  Nothing to say, or the answer is on standard output, as the tool takes it
  1  TOOL is unknown, or standard input is a terminal
  2  Problems are on standard error, for tools that read them there";

/// Maximum size of an event, in bytes. It holds the text of the file, of at most 16 MB, more than once.
const LARGEST: u64 = 128 * 1024 * 1024;

/// How long an event and the diagnostics of its files alone are waited for.
const LONGEST: Duration = Duration::from_secs(5);

/// The arguments of `agentls hook`.
#[derive(clap::Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct HookArguments {
    /// The tool that runs the hook, for example `claude-code`.
    #[arg(value_name = "TOOL")]
    tool: String,
    /// How long to look at other files, for problems across files. What is not found by then is left out.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 100)]
    within: u64,
}

/// What the hook has to say about an event.
struct Finding {
    /// The name of the event.
    event: Option<String>,
    /// The problems, in words; empty if there are none.
    text: String,
}

/// Answers an event on standard input. Returns the exit code.
pub(crate) fn run_hook(arguments: &HookArguments) -> ExitCode {
    let start = Instant::now();
    let mut tools = HookTool::all();
    let Some(at) = tools.iter().position(|tool| tool.id == arguments.tool) else {
        let ids: Vec<_> = tools.iter().map(|tool| tool.id.as_str()).collect();
        let hint = suggestion(&arguments.tool, ids.iter().copied());
        complain(&format!("unknown tool {}.{hint} Known are {}", code_span(&arguments.tool), ids.join(", ")));
        return ExitCode::FAILURE;
    };
    let tool = tools.swap_remove(at);
    let form = tool.answer;
    if io::stdin().is_terminal() {
        complain(
            "a hook reads an event on standard input, and is started by the tool; see `agentls init --help`",
        );
        return ExitCode::FAILURE;
    }
    // A fault of ours is not the agent's business.
    panic::set_hook(Box::new(|_| ()));
    let (sender, findings) = mpsc::channel();
    thread::spawn(move || look(&tool, &sender));
    let Ok(mut found) = findings.recv_timeout(LONGEST) else { return ExitCode::SUCCESS };
    let end = start + Duration::from_millis(arguments.within);
    // Each is more complete than the one before.
    while let Ok(next) = findings.recv_timeout(end.saturating_duration_since(Instant::now())) {
        found = next;
    }
    match found.text.is_empty() {
        true => ExitCode::SUCCESS,
        false => form.give(found.event.as_deref(), &found.text),
    }
}

/// The one key of an event that all tools share.
#[derive(Deserialize)]
struct EventName {
    hook_event_name: Option<String>,
}

/// Reads the event and checks its files, first each alone and then among the others.
fn look(tool: &HookTool, findings: &Sender<Finding>) {
    // The event ends with its value: some tools leave the stream open.
    let mut values = Deserializer::from_reader(io::stdin().lock().take(LARGEST)).into_iter::<Value>();
    let Some(Ok(event)) = values.next() else { return };
    let paths = written::agent_files(&event, &tool.paths_in(&event));
    if paths.is_empty() {
        return;
    }
    let event = EventName::deserialize(event).ok().and_then(|event| event.hook_event_name);
    let input = Input::of_paths(paths.clone(), Vec::new());
    let Ok(mut checker) = Checker::new(&input) else { return };
    let send = |text| drop(findings.send(Finding { event: event.clone(), text }));
    send(report::to_text(&checker, &paths, |document, policy| diagnostics_for(document, policy)));
    checker.survey(&paths.iter().cloned().map(Ok).collect::<Vec<_>>());
    send(report::to_text(&checker, &paths, |document, policy| checker.diagnostics(document, policy)));
}
