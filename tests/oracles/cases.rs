//! The cases: minimal agent files, each of which asks one question of a loader. `gen_cases.py` writes them.

use std::sync::LazyLock;

use serde::Deserialize;

/// A case, and where in its place a tool sees it.
pub(crate) struct Case {
    pub(crate) name: String,
    file: String,
    /// The text as an editor reads it: bytes that are no UTF-8 are replaced.
    pub(crate) text: String,
}

/// A line of the file of cases.
#[derive(Deserialize)]
struct Line {
    case: String,
    /// The name of its file, if it is not that of the case with `.md`.
    file: Option<String>,
    #[serde(default)]
    text: String,
    /// The text's bytes in hexadecimal, if they are no UTF-8.
    #[serde(default)]
    hex: String,
    /// What follows the text, and how many times.
    #[serde(default)]
    repeat: (String, usize),
}

/// All cases, in the order of the table of readings.
pub(crate) static CASES: LazyLock<Vec<Case>> =
    LazyLock::new(|| include_str!("cases.jsonl").lines().map(Case::read).collect());

impl Case {
    fn read(line: &str) -> Self {
        let Line { case, file, mut text, hex, repeat } = serde_json::from_str(line).unwrap();
        let byte = |at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        let bytes: Vec<_> = (0..hex.len()).step_by(2).map(byte).collect();
        text.push_str(&String::from_utf8_lossy(&bytes));
        text.push_str(&repeat.0.repeat(repeat.1));
        Self { file: file.unwrap_or_else(|| format!("{case}.md")), name: case, text }
    }

    /// The path of the case at a place, in which `*` is its file, or its name if that is the name of a folder.
    pub(crate) fn at(&self, place: &str) -> String {
        let name = if place.ends_with('*') { &self.file } else { &self.name };
        place.replace('*', name)
    }
}
