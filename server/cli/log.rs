//! The log of the server: to a file, or to standard error, as the person who starts it wants it.
//!
//! It holds no text of documents and nothing that was typed, unless `debug` or `trace` is asked for.

use std::fs::OpenOptions;
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;

use clap::ValueEnum;
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Where the server logs to, and how much.
#[derive(clap::Args)]
pub(crate) struct Log {
    /// Append the log to this file. Without it, `--log-level` logs to standard error.
    #[arg(long, value_name = "PATH")]
    log_file: Option<PathBuf>,
    /// Log level, `info` unless given. `debug` and `trace` may quote what the client sends.
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<LogLevel>,
}

/// How much is logged.
#[derive(Clone, Copy, ValueEnum)]
enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

impl Log {
    /// Begins to log, if that is wanted.
    ///
    /// # Errors
    /// What is wrong with the file, in a sentence for the person.
    pub(crate) fn start(&self) -> Result<(), String> {
        if self.log_file.is_none() && self.log_level.is_none() {
            return Ok(());
        }
        let filter = Targets::new().with_target("agentls", self.level());
        let layer = fmt::layer().with_ansi(false).with_target(false);
        match &self.log_file {
            None => tracing_subscriber::registry().with(filter).with(layer.with_writer(io::stderr)).init(),
            Some(path) => {
                let file = OpenOptions::new().create(true).append(true).open(path);
                let file = file.map_err(|error| format!("cannot log to {}: {error}", path.display()))?;
                tracing_subscriber::registry().with(filter).with(layer.with_writer(Mutex::new(file))).init();
            }
        }
        Ok(())
    }

    fn level(&self) -> Level {
        match self.log_level {
            Some(LogLevel::Error) => Level::ERROR,
            Some(LogLevel::Warn) => Level::WARN,
            Some(LogLevel::Info) | None => Level::INFO,
            Some(LogLevel::Debug) => Level::DEBUG,
            Some(LogLevel::Trace) => Level::TRACE,
        }
    }
}
