//! The log: to a file, or to standard error, as requested on the command line.
//!
//! Contains no text of documents and no typed text, unless `debug` or `trace` is requested.

use std::fmt::Display;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Mutex;

use agentls_analysis::printable::printable;
use clap::ValueEnum;
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Where is logged to, and how much.
#[derive(clap::Args)]
pub(crate) struct Log {
    /// Append the log to this file. Without it, `--log-level` logs to standard error.
    #[arg(long, value_name = "PATH", global = true)]
    log_file: Option<PathBuf>,
    /// How much is logged, `information` unless given. `debug` and `trace` may quote what the client sends.
    #[arg(long, value_name = "LEVEL", global = true)]
    log_level: Option<LogLevel>,
}

/// How much is logged.
#[derive(Clone, Copy, ValueEnum)]
enum LogLevel {
    /// What failed.
    Error,
    /// What was given up, too.
    #[value(alias = "warn")]
    Warning,
    /// What was done, and what was slow.
    #[value(alias = "info")]
    Information,
    /// Each message, too.
    Debug,
    /// Everything.
    Trace,
}

/// Writes each event as one line, whatever it contains.
struct Lines<W>(W);

impl<W: Write> Write for Lines<W> {
    /// Writes a whole event: the formatter passes each one in a single call.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(event);
        let line = printable(text.strip_suffix('\n').unwrap_or(&text));
        self.0.write_all(format!("{line}\n").as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Log {
    /// Starts logging, if requested.
    ///
    /// # Errors
    /// A sentence for the user about a file that cannot be used.
    pub(crate) fn start(&self) -> Result<(), String> {
        if self.log_file.is_none() && self.log_level.is_none() {
            return Ok(());
        }
        let filter = Targets::new().with_target("agentls", self.level());
        let layer = fmt::layer().with_ansi(false).with_target(false);
        match &self.log_file {
            None => {
                let writer = || Lines(io::stderr());
                tracing_subscriber::registry().with(filter).with(layer.with_writer(writer)).init();
            }
            Some(path) => {
                let cannot = |why: &dyn Display| format!("cannot log to {}: {why}", path.display());
                // Opening a pipe would wait for a reader.
                if path.metadata().is_ok_and(|data| !data.is_file()) {
                    return Err(cannot(&"not a regular file; `--log-level` alone logs to standard error"));
                }
                let file = OpenOptions::new().create(true).append(true).open(path);
                let file = file.map_err(|error| cannot(&error))?;
                tracing_subscriber::registry()
                    .with(filter)
                    .with(layer.with_writer(Mutex::new(Lines(file))))
                    .init();
            }
        }
        Ok(())
    }

    fn level(&self) -> Level {
        match self.log_level {
            Some(LogLevel::Error) => Level::ERROR,
            Some(LogLevel::Warning) => Level::WARN,
            Some(LogLevel::Information) | None => Level::INFO,
            Some(LogLevel::Debug) => Level::DEBUG,
            Some(LogLevel::Trace) => Level::TRACE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line() {
        let mut lines = Lines(Vec::new());
        lines.write_all("INFO folder=\u{1b}[31m\nERROR forged ü\n".as_bytes()).unwrap();
        assert_eq!(String::from_utf8(lines.0).unwrap(), "INFO folder=␛[31m␊ERROR forged ü\n");
    }
}
