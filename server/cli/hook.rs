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
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Deserializer, Value};

use super::input::{Checker, Exclude, Input};
use super::{complain, complain_of_unknown};
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
    /// Whether problems across files are among them.
    is_whole: bool,
}

/// Answers an event on standard input. Returns the exit code.
pub(crate) fn run_hook(arguments: &HookArguments) -> ExitCode {
    let start = Instant::now();
    let mut tools = HookTool::all();
    let Some(at) = tools.iter().position(|tool| tool.id == arguments.tool) else {
        let ids: Vec<_> = tools.iter().map(|tool| tool.id.as_str()).collect();
        complain_of_unknown(&arguments.tool, "tool", &ids);
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
    let found = best_of(&findings, start, Duration::from_millis(arguments.within));
    match found.filter(|found| !found.text.is_empty()) {
        None => ExitCode::SUCCESS,
        Some(found) => form.give(found.event.as_deref(), &found.text),
    }
}

/// Waits for what there is to say: for all of it within a time, and after that for the problems of the files alone.
fn best_of(findings: &Receiver<Finding>, start: Instant, within: Duration) -> Option<Finding> {
    let mut best = None;
    loop {
        let end = start + if best.is_some() { within } else { LONGEST };
        match findings.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(found) if found.is_whole => return Some(found),
            Ok(found) => best = Some(found),
            Err(_) => return best,
        }
    }
}

/// Reads the event and checks its files: each alone, and at the same time among the others.
fn look(tool: &HookTool, findings: &Sender<Finding>) {
    // The event ends with its value: some tools leave the stream open.
    let mut values = Deserializer::from_reader(io::stdin().lock().take(LARGEST)).into_iter::<Value>();
    let Some(Ok(event)) = values.next() else { return };
    let paths = written::agent_files(&event, &tool.paths_in(&event));
    if paths.is_empty() {
        return;
    }
    let name = event.get("hook_event_name").and_then(Value::as_str).map(str::to_owned);
    let send = |is_whole| {
        let input = Input::of_paths(paths.clone(), Vec::new(), Exclude::of_settings());
        let text = check_files(&input, is_whole).unwrap_or_default();
        // Nobody takes what comes too late.
        drop(findings.send(Finding { event: name.clone(), text, is_whole }));
    };
    rayon::join(|| send(false), || send(true));
}

/// Returns the problems of the files alone, or also those across files.
///
/// # Errors
/// A sentence about the settings.
fn check_files(input: &Input, across: bool) -> Result<String, String> {
    let mut checker = Checker::new(input)?;
    // Those that the settings exclude are not among them.
    let files = checker.find_files();
    let paths: Vec<_> = files.iter().flatten().cloned().collect();
    if !across {
        return Ok(report::to_text(&checker, &paths, diagnostics_for));
    }
    checker.survey(&files);
    Ok(report::to_text(&checker, &paths, |document, policy| checker.diagnostics(document, policy)))
}
