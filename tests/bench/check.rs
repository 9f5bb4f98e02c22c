//! How long `agentls check` takes for a folder of agents, and whether that grows as the folder does: `cargo bench --bench
//! check`. Times are wall time of the built program, warm, in milliseconds.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark fails by panicking, and prints")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How often each folder is checked.
const RUNS: usize = 9;

fn main() {
    println!("{:16} {:>10} {:>10} {:>14}", "agent files", "median ms", "best ms", "µs for a file");
    for files in [300, 3_000, 30_000] {
        let folder = folder(files);
        let mut times: Vec<_> = (0..=RUNS).map(|_| check(&folder)).skip(1).collect();
        times.sort_by(f64::total_cmp);
        let (median, best) = (times[times.len() / 2], times[0]);
        println!("{files:16} {median:10.1} {best:10.1} {:14.2}", median * 1e3 / files as f64);
        fs::remove_dir_all(folder).unwrap();
    }
}

/// Checks a folder, and gives the milliseconds.
fn check(folder: &Path) -> f64 {
    let start = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_agentls"));
    command.arg("check").arg(folder).stdout(Stdio::null()).status().unwrap();
    start.elapsed().as_secs_f64() * 1e3
}

/// A folder with that many agents, of which every tenth has something wrong.
fn folder(files: usize) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("check-{files}"));
    let _ = fs::remove_dir_all(&root);
    for index in 0..files {
        let folder = root.join(format!(".claude/agents/team-{}", index / 100));
        fs::create_dir_all(&folder).unwrap();
        let priority = if index % 10 == 0 { "hihg" } else { "high" };
        let text = format!(
            "---\nname: agent-{index}\ntype: developer\ndescription: Reviews the part {index} of a change\n\
             color: \"#2196F3\"\ncapabilities:\n  - analysis\n  - code_review\npriority: {priority}\n---\n\n\
             # Agent {index}\n\n{}",
            "You review one part of a change, and say what is wrong with it.\n".repeat(40)
        );
        fs::write(folder.join(format!("agent-{index}.md")), text).unwrap();
    }
    root
}
