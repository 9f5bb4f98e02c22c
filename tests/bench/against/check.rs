//! `agentls check` of folders with files of all kinds.

use std::process::Command;

use crate::comparison::{Comparison, PROGRAMS, by_turns};
use crate::figures::ratio;
use crate::limits::PROCESSORS;
use crate::process;
use crate::processor;
use crate::workspace;

/// The sizes of the folders by name, how often each is checked, and whether threads and instructions are counted, which
/// takes many times as long.
const SIZES: [(&str, usize, usize, bool); 2] = [("3,000", 3_000, 5, true), ("30,000", 30_000, 3, false)];

pub(crate) fn rows(comparison: &mut Comparison) {
    for (name, files, rounds, counts) in SIZES {
        let row = |what: &str| format!("check of {name} files, {what}");
        if !comparison.wants(&row("")) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        workspace::write(folder.path(), files);
        let check = |place: usize| comparison.check(place, folder.path());
        // Peers that walk a large folder take minutes.
        let places = if counts { comparison.checkers() } else { PROGRAMS.to_vec() };
        let [processor_ms, resident_mb, one_ms, two_ms] = by_turns(&places, rounds, |place| {
            let on = |processors| processor::on(processors, || process::spent(check(place)));
            let (one, two) = (on(1), on(PROCESSORS));
            [one.processor_ms, one.resident_mb, one.wall_ms, two.wall_ms]
        });
        let to_one: Vec<_> = two_ms.iter().zip(&one_ms).map(|(two, one)| ratio(*two, *one)).collect();
        let of_each = |count: fn(&Command) -> Option<f64>| PROGRAMS.map(|program| count(&check(program)));
        let wants = |what: &str| counts && comparison.wants(&row(what));
        let threads =
            wants("threads started").then(|| processor::on(PROCESSORS, || of_each(process::threads)));
        let instructions = wants("million instructions").then(|| processor::on(1, || of_each(instructions)));
        comparison.row(&row("processor ms"), &processor_ms);
        comparison.row(&row("ms on two processors"), &two_ms);
        comparison.row(&row("on two to on one"), &to_one);
        comparison.row(&row("resident MB"), &resident_mb);
        if counts {
            comparison.row(&row("threads started"), &threads.unwrap_or_default());
            comparison.row(&row("million instructions"), &instructions.unwrap_or_default());
        }
    }
}

fn instructions(command: &Command) -> Option<f64> {
    let file = tempfile::NamedTempFile::new().unwrap();
    process::spent(process::counted(command, file.path())?);
    Some(process::million_instructions(file.path()))
}
