//! Lines of the product that stand twice.

use std::collections::HashMap;
use std::path::PathBuf;

/// So many lines in a row never stand in two places, without blank ones, comments, imports and brackets alone.
const MOST_REPEATED: usize = 11;

/// The places of longer runs, each with the place where its lines stand already.
pub(super) fn runs(files: &[(PathBuf, String)]) -> Vec<String> {
    let mut seen: HashMap<Vec<&str>, String> = HashMap::new();
    let mut twice = Vec::new();
    for (path, text) in files {
        let lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| counts(line));
        let lines: Vec<_> = lines.collect();
        let mut after = 0;
        for (at, run) in lines.windows(MOST_REPEATED + 1).enumerate() {
            let place = format!("{}:{}", path.display(), run[0].0 + 1);
            let run = run.iter().map(|(_, line)| *line).collect();
            if let Some(first) = seen.get(&run) {
                // The lines after the first of a longer run are told with it.
                if at >= after {
                    twice.push(format!("{place} repeats {first}"));
                }
                after = at + MOST_REPEATED + 1;
            } else {
                seen.insert(run, place);
            }
        }
    }
    twice
}

/// Whether a line says something of its own.
fn counts(line: &str) -> bool {
    let imports = ["//", "#", "--", "use ", "pub use ", "import ", "mod ", "pub(super) mod "];
    line.chars().any(char::is_alphanumeric) && !imports.iter().any(|start| line.starts_with(start))
}
