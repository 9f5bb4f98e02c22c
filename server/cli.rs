//! The command line interface: arguments, files, and output.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use agentls_analysis::code_span::code_span;
use agentls_workspace::settings::suggestion;
use serde::Serialize;

pub(crate) mod check;
pub(crate) mod completions;
mod diagnostic;
pub(crate) mod dialects;
mod diff;
pub(crate) mod explain;
pub(crate) mod fix;
pub(crate) mod fmt;
mod format;
pub(crate) mod graph;
pub(crate) mod hook;
pub(crate) mod init;
mod input;
mod level;
mod log;
pub(crate) mod new;
mod no_agents;
pub(crate) mod preview;
#[cfg(test)]
mod reference;
mod role;
pub(crate) mod schema;
mod targets;
mod text;
mod totals;
mod verdict;
mod write;

pub(crate) use log::Log;
pub(crate) use text::printable;

/// Starts the log, if one was asked for.
///
/// # Errors
/// The exit code, after a message about a file that cannot be used.
pub(crate) fn start_log(log: &Log) -> Result<(), ExitCode> {
    log.start().map_err(|reason| {
        complain(&reason);
        ExitCode::from(2)
    })
}

/// Serves over stdin and stdout. At a terminal, says so: whoever starts it there may have meant something else.
pub(crate) fn serve() -> ExitCode {
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        complain(
            "this is a language server, which waits for an editor on standard input. `agentls check` checks the \
             files of this folder, `agentls --help` lists all commands, and Ctrl+C ends it",
        );
    }
    ExitCode::from(u8::try_from(agentls::serve_stdio()).unwrap_or(1))
}

/// Reports an error on standard error.
fn complain(message: &str) {
    complain_to(&mut io::stderr(), message);
}

/// Reports an error to `notes`, where messages beside a report go.
fn complain_to(notes: &mut dyn Write, message: &str) {
    // Nothing can be reported when standard error is closed.
    let _ = writeln!(notes, "agentls: {}", printable(message));
}

/// Prints output. Treats a closed pipe, as with `head`, as success.
fn print(text: &str) -> ExitCode {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain(&format!("cannot write the output: {error}"));
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// Prints a value as JSON.
fn print_json(value: &impl Serialize) -> ExitCode {
    match text::json(value) {
        Ok(text) => print(&format!("{text}\n")),
        Err(error) => {
            complain(&format!("cannot write the output: {error}"));
            ExitCode::from(2)
        }
    }
}

/// Reports an unknown name, with the command that lists all. Returns the exit code.
fn unknown<'a>(name: &str, what: &str, known: impl Iterator<Item = &'a str>, command: &str) -> ExitCode {
    complain(&format!(
        "unknown {what} {}.{} `{command}` lists all",
        code_span(name),
        suggestion(name, known)
    ));
    ExitCode::from(2)
}

/// Reports an unknown name, with all that are known.
fn complain_of_unknown(name: &str, what: &str, known: &[&str]) {
    let hint = suggestion(name, known.iter().copied());
    complain(&format!("unknown {what} {}.{hint} Known are {}", code_span(name), known.join(", ")));
}
