//! What a process takes: time, memory, threads and instructions.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

use wait4::Wait4;

/// What a process took.
pub(crate) struct Spent {
    /// The time of all its threads, with that of the system for them, in milliseconds.
    pub(crate) processor_ms: f64,
    pub(crate) wall_ms: f64,
    /// The most memory that it held, in megabytes.
    pub(crate) resident_mb: f64,
}

/// Runs a command to its end.
pub(crate) fn spent(mut command: Command) -> Spent {
    let start = Instant::now();
    let used = command.stdout(Stdio::null()).spawn().unwrap().wait4().unwrap();
    let wall_ms = start.elapsed().as_secs_f64() * 1e3;
    check(used.status, &command);
    let used = used.rusage;
    let processor_ms = (used.utime + used.stime).as_secs_f64() * 1e3;
    Spent { processor_ms, wall_ms, resident_mb: used.maxrss as f64 / 1e6 }
}

/// The threads that a command starts, if strace is installed to see them.
pub(crate) fn threads(command: &Command) -> Option<f64> {
    let seen = tempfile::NamedTempFile::new().unwrap();
    let options = ["-f", "-qq", "-e", "trace=clone,clone3", "-o"].map(OsStr::new);
    let mut strace = under("strace", &[&options[..], &[seen.path().as_os_str()]].concat(), command);
    check(strace.stdout(Stdio::null()).status().ok()?, &strace);
    let seen = fs::read_to_string(seen.path()).unwrap();
    Some(seen.lines().filter(|line| line.contains(" clone")).count() as f64)
}

/// A command that valgrind counts the instructions of, if it is installed. They are in the file once it is at its end.
pub(crate) fn counted(command: &Command, file: &Path) -> Option<Command> {
    let mut version = Command::new("valgrind");
    version.arg("--version").stdout(Stdio::null()).status().ok()?;
    let mut out = "--cachegrind-out-file=".to_owned();
    out.push_str(file.to_str().unwrap());
    let options = ["-q", "--tool=cachegrind", "--cache-sim=no", "--log-file=/dev/null", &out].map(OsStr::new);
    Some(under("valgrind", &options, command))
}

/// The instructions that valgrind wrote to a file, in millions.
pub(crate) fn million_instructions(file: &Path) -> f64 {
    let text = fs::read_to_string(file).unwrap();
    let summary = text.lines().find_map(|line| line.strip_prefix("summary: ")).unwrap();
    summary.trim().parse::<f64>().unwrap() / 1e6
}

/// Fails unless a process reported problems, or none.
pub(crate) fn check(status: ExitStatus, command: &Command) {
    assert!(matches!(status.code(), Some(0 | 1)), "{status}: {command:?}");
}

/// A command as the argument of another program.
fn under(program: &str, options: &[&OsStr], command: &Command) -> Command {
    let mut outer = Command::new(program);
    outer.args(options).arg(command.get_program()).args(command.get_args());
    outer.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    outer
}
