//! Which programs were asked what they do with files, and how many answers their loaders are held against.

use super::loaders;
use crate::loading::Observed;

/// The number of readings of each loader, by its id. `tests/oracles` writes the file anew from its table.
const READINGS: &str = include_str!("readings.txt");

/// A program whose loading is modelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedProgram {
    /// The program, with its version and the day on which it was asked.
    pub observed: &'static Observed,
    /// Whether its vendor has given it up.
    pub retired: bool,
    /// The kinds of file that there are verdicts on, as nouns in the plural.
    pub kinds: Vec<String>,
    /// The number of recorded answers that the verdicts are held against.
    pub readings: usize,
}

/// Returns the programs of a dialect that were asked, in the order of their loaders.
pub fn asked_programs(dialect: &str) -> Vec<AskedProgram> {
    let mut all: Vec<AskedProgram> = Vec::new();
    for loader in loaders() {
        let Some((_, kind)) = loader.document.split_once('.').filter(|(id, _)| *id == dialect) else {
            continue;
        };
        let (observed, readings) = (loader.observed(), readings_of(loader.id));
        let kind = format!("{}s", kind.replace('-', " "));
        match all.iter_mut().find(|asked| asked.observed == observed && asked.retired == loader.retired) {
            Some(asked) => {
                asked.readings += readings;
                if !asked.kinds.contains(&kind) {
                    asked.kinds.push(kind);
                }
            }
            None => {
                all.push(AskedProgram { observed, retired: loader.retired, kinds: vec![kind], readings });
            }
        }
    }
    all
}

/// Returns the number of readings of a loader; 0 if it is held against no table.
fn readings_of(id: &str) -> usize {
    let mut lines = READINGS.lines().filter_map(|line| line.split_once('\t'));
    lines.find(|(loader, _)| *loader == id).and_then(|(_, count)| count.parse().ok()).unwrap_or_default()
}
