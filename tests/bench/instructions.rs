//! How many instructions the parts of the analysis take, beside those that are kept in `instructions.txt`: `cargo bench --bench
//! instructions`, and with `-- --keep` to keep those of today. They are counted by valgrind's callgrind, which a busy machine
//! does not disturb; other compilers, and processors with other vector units, differ by some percent.
//!
//! Each part runs in a process of its own, once few and once many times, so that what is needed once does not count.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark fails by panicking, and prints")]

mod agent;
mod faulty;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;

use agentls_analysis::document::{Change, Document};
use agentls_analysis::ide::completion::{self, CompletionScope, OfferCache};
use agentls_analysis::index::{AgentIndex, DocumentSummary};
use agentls_analysis::lint::cross_file::{self, CrossFileContext};
use agentls_analysis::lint::{Policy, diagnostics_for};
use agentls_analysis::text::{Encoding, Position};
use agentls_analysis::verdicts::Targets;

use agent::{agent, middle_line};
use faulty::{LIST, QUOTE};

/// How often a part runs in the first process; in the second one twice that.
const ROUNDS: usize = 20;

/// A part that takes so many times the instructions that are kept has become slower.
const TOLERANCE: f64 = 1.05;

/// Does something so many times.
type Part = fn(usize);

/// The parts, by name.
const PARTS: [(&str, Part); 12] = [
    ("read a document of 2 KB", |rounds| read(2, rounds)),
    ("read a document of 100 KB", |rounds| read(100, rounds)),
    ("check a document of 2 KB", |rounds| check(2, rounds)),
    ("edit the body of 2 KB, with findings", |rounds| edit(2, (20, 0), rounds)),
    ("edit the body of 100 KB, with findings", |rounds| edit(100, (1000, 0), rounds)),
    ("edit a value, with findings", |rounds| edit(2, (3, 20), rounds)),
    ("edit a key, with findings", |rounds| edit(2, (3, 3), rounds)),
    ("edit beside an unclosed quote, with findings", |rounds| edit_faulty(QUOTE, rounds)),
    ("edit beside an unclosed list, with findings", |rounds| edit_faulty(LIST, rounds)),
    ("edit a fence of 2 KB, with findings", |rounds| edit_fence(2, rounds)),
    ("edit a fence of 100 KB, with findings", |rounds| edit_fence(100, rounds)),
    ("complete a capability", complete),
];

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().collect();
    if let [_, run, part, rounds] = arguments.as_slice()
        && run == "--run"
    {
        PARTS[part.parse::<usize>().unwrap()].1(rounds.parse().unwrap());
        return ExitCode::SUCCESS;
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/instructions.txt");
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let kept: BTreeMap<_, f64> = kept
        .lines()
        .filter_map(|line| line.rsplit_once(": "))
        .map(|(name, count)| (name, count.parse().unwrap()))
        .collect();
    let (mut slower, mut text) = (false, String::new());
    println!("{:44} {:>12} {:>12} {:>7}", "instructions", "now", "kept", "ratio");
    for (index, (name, _)) in PARTS.iter().enumerate() {
        let [few, many] = [ROUNDS, 2 * ROUNDS].map(|rounds| count(index, rounds));
        let now = (many - few) / ROUNDS as f64;
        let before = kept.get(name).copied().unwrap_or(f64::NAN);
        slower |= now / before > TOLERANCE;
        println!("{name:44} {now:12.0} {before:12.0} {:7.2}", now / before);
        writeln!(text, "{name}: {now:.0}").unwrap();
    }
    if arguments.iter().any(|argument| argument == "--keep") {
        fs::write(file, text).unwrap();
    } else if slower {
        println!(
            "A part takes more than {TOLERANCE} times what is kept. If it is worth it, keep it with `-- --keep`."
        );
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The instructions of a process that does a part so many times.
fn count(part: usize, rounds: usize) -> f64 {
    let out = tempfile::NamedTempFile::new().unwrap();
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["-q", "--tool=callgrind"]).arg(format!("--callgrind-out-file={}", out.path().display()));
    valgrind.arg(std::env::current_exe().unwrap()).args(["--run", &part.to_string(), &rounds.to_string()]);
    let status = valgrind.stderr(Stdio::inherit()).status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "this needs valgrind, which Debian has in a package of that name"
    );
    let text = fs::read_to_string(out.path()).unwrap();
    let summary =
        text.lines().find_map(|line| line.strip_prefix("summary: ").or(line.strip_prefix("totals: ")));
    summary.unwrap().trim().parse().unwrap()
}

fn read(kilobytes: usize, rounds: usize) {
    let text = agent(kilobytes * 1024);
    for _ in 0..rounds {
        let document = document(&text);
        black_box((DocumentSummary::from_document(&document), &document));
    }
}

fn check(kilobytes: usize, rounds: usize) {
    let text = agent(kilobytes * 1024);
    for _ in 0..rounds {
        black_box(findings(&document(&text), &AgentIndex::default()));
    }
}

/// A character is typed and deleted, each time with the findings that depend on what it changes, as the server looks for them.
fn edit(kilobytes: usize, place: (u32, u32), rounds: usize) {
    edit_text(&agent(kilobytes * 1024), place, rounds);
}

/// The same in the description of an agent whose front matter is no YAML.
fn edit_faulty([sound, faulty]: [&str; 2], rounds: usize) {
    edit_text(&agent(2048).replacen(sound, faulty, 1), (3, 20), rounds);
}

fn edit_text(text: &str, (line, column): (u32, u32), rounds: usize) {
    let mut document = document(text);
    let mut fleet = AgentIndex::default();
    let path = document.path.clone().unwrap();
    fleet.set(&path, DocumentSummary::from_document(&document));
    for round in 0..rounds {
        let at = |column| Position { line, column };
        let (end, text) = if round.is_multiple_of(2) { (column, "x") } else { (column + 1, "") };
        let change = Change { range: Some((at(column), at(end))), text };
        let next = document.changed(0, &[change], Encoding::Utf16);
        fleet.set(&path, DocumentSummary::from_document(&next));
        if !next.is_read_like(&document) {
            black_box(findings(&next, &fleet));
        }
        document = next;
    }
}

/// The same where a block of code begins, so that what stands behind it is read anew.
fn edit_fence(kilobytes: usize, rounds: usize) {
    let line = middle_line(&agent(kilobytes * 1024), "```rust");
    edit(kilobytes, (line, 1), rounds);
}

fn complete(rounds: usize) {
    let document = document(&agent(2048));
    let offset = document.text.offset(Position { line: 6, column: 6 }, Encoding::Utf16);
    let mut fleet = AgentIndex::default();
    for file in 0..300 {
        let path: Arc<str> = format!("/w/.claude/agents/{file}.md").into();
        let text = format!(
            "---\nname: agent-{file}\ndescription: d\npriority: high\ncapabilities:\n  - work-{}\n---\n",
            file % 50
        );
        fleet.set(&path, DocumentSummary::from_document(&Document::new(Some(path.clone()), 0, &text)));
    }
    let (targets, cache) = (Targets::default(), OfferCache::default());
    let scope = CompletionScope {
        index: &fleet,
        targets: &targets,
        most: completion::MOST,
        docs: true,
        cache: &cache,
    };
    for _ in 0..rounds {
        assert!(!black_box(completion::completions_in(&scope, &document, offset)).is_empty());
    }
}

fn findings(document: &Document, fleet: &AgentIndex) -> usize {
    let policy = Policy::default();
    let among = CrossFileContext::of_index(fleet, &policy);
    diagnostics_for(document, &policy).len() + cross_file::diagnostics(document, &among).len()
}

fn document(text: &str) -> Document {
    Document::new(Some("/w/.claude/agents/edited.md".into()), 0, text)
}
