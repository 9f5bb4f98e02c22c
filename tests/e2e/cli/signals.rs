//! Signals in the middle of writing.

use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ExitStatus};

use rustix::process::{Pid, Signal, kill_process};

use super::*;

const FAULTY: &str = "---\nname: x\ndescription: Use this: now\n---\n";

/// So many files are not written before a signal comes.
const FILES: usize = 400;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Fixes files, and sends a signal while one is being written. `how` is the option of `env` for the signal.
fn signalled(folder: &Path, signal: Signal, how: &str) -> ExitStatus {
    for number in 0..FILES {
        let text = FAULTY.replace("name: x", &format!("name: x{number}"));
        fs::write(folder.join(format!("{number}.md")), text).unwrap();
    }
    let mut command = Command::new("env");
    command.args([how, env!("CARGO_BIN_EXE_agentls"), "fix"]).arg(folder).stdout(Stdio::null());
    let mut child: Child = command.spawn().unwrap();
    while !names(folder).iter().any(|name| name.starts_with(".agentls-")) {
        assert_eq!(child.try_wait().unwrap(), None, "no file was seen while it was written");
    }
    kill_process(Pid::from_child(&child), signal).unwrap();
    child.wait().unwrap()
}

#[test]
fn a_signal_ends_fix_between_two_files() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let folder = Folder::new(&format!("signal-{}", signal.as_raw()));
        let agents = folder.0.join(".claude/agents");
        fs::create_dir_all(&agents).unwrap();
        let status = signalled(&agents, signal, "--default-signal=HUP,INT,TERM");
        assert_eq!(status.signal(), Some(signal.as_raw()), "{status}");
        assert_eq!(names(&agents).len(), FILES, "nothing is left behind");
    }
}

#[test]
fn a_signal_that_is_ignored_stays_so() {
    let folder = Folder::new("signal-ignored");
    let agents = folder.0.join(".claude/agents");
    fs::create_dir_all(&agents).unwrap();
    let status = signalled(&agents, Signal::HUP, "--ignore-signal=HUP");
    assert_eq!(status.code(), Some(0), "{status}");
    let fixed =
        |name: &String| !fs::read_to_string(agents.join(name)).unwrap().contains("Use this: now\n---");
    assert!(names(&agents).iter().all(fixed));
}
