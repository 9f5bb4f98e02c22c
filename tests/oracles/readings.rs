//! The table of readings: what each tool was seen to do with each case.

use agentls_analysis::loading::{Loader, Outcome};
use agentls_analysis::tools::loaders;

use crate::cases::{CASES, Case};

/// What one tool did with the files of one kind.
pub(crate) struct Column {
    pub(crate) loader: &'static Loader,
    tool: &'static str,
    pub(crate) version: &'static str,
    /// Where the tool looks for such files.
    place: &'static str,
    letters: Vec<&'static str>,
}

/// What a tool did with a case.
pub(crate) struct Reading {
    pub(crate) path: String,
    pub(crate) expected: Outcome,
    /// Whether the agent was started, and had no tool.
    pub(crate) has_no_tool: bool,
}

/// The rows of the table before those of the cases.
const HEADING: [&str; 4] = ["case", "tool", "version", "place"];

fn rows() -> Vec<Vec<&'static str>> {
    include_str!("readings.tsv").lines().map(|row| row.split('\t').collect()).collect()
}

/// The columns of the tools whose loaders agentls has.
pub(crate) fn columns() -> Vec<Column> {
    let rows = rows();
    let column = |at: usize| {
        let loader = loaders().find(|loader| loader.id == rows[0][at])?;
        let letters = rows[HEADING.len()..].iter().map(|row| row[at]).collect();
        Some(Column { loader, tool: rows[1][at], version: rows[2][at], place: rows[3][at], letters })
    };
    (1..rows[0].len()).filter_map(column).collect()
}

impl Column {
    /// The tool, and the version that was asked.
    pub(crate) fn tool(&self) -> String {
        format!("{} {}", self.tool, self.version)
    }

    /// Where the tool looks for such files, `*` being the file or its folder.
    pub(crate) fn place(&self) -> String {
        format!("/w/{}", self.place)
    }

    /// What the tool did with each case that it was asked about.
    pub(crate) fn readings(&self) -> impl Iterator<Item = (&'static Case, Reading)> {
        CASES.iter().zip(&self.letters).filter_map(|(case, letter)| {
            let path = case.at(&self.place());
            let expected = outcome(letter)?;
            Some((case, Reading { path, expected, has_no_tool: matches!(*letter, "l" | "r") }))
        })
    }
}

fn outcome(letter: &str) -> Option<Outcome> {
    match letter {
        "L" | "l" => Some(Outcome::Loads),
        "R" | "r" => Some(Outcome::Repaired),
        "P" => Some(Outcome::Placeholder),
        "-" => Some(Outcome::Dropped),
        "X" => Some(Outcome::Stops),
        _ => None,
    }
}

#[test]
fn the_table_is_about_the_cases() {
    let rows = rows();
    let (heading, body) = rows.split_at(HEADING.len());
    assert!(heading.iter().map(|row| row[0]).eq(HEADING));
    assert!(body.iter().map(|row| row[0]).eq(CASES.iter().map(|case| case.name.as_str())));
    for row in &rows {
        assert_eq!(row.len(), rows[0].len(), "{}", row[0]);
    }
    for letter in body.iter().flat_map(|row| &row[1..]) {
        assert!(letter.len() == 1 && "LlRrP-X?".contains(letter), "`{letter}` is no letter of the table");
    }
}

/// `agentls dialects` and the README say against how many readings a verdict is held.
#[test]
fn the_numbers_of_readings_are_those_of_the_table() {
    let count = |column: &Column| column.letters.iter().filter(|letter| outcome(letter).is_some()).count();
    let lines = columns().into_iter().map(|column| format!("{}\t{}\n", column.loader.id, count(&column)));
    let text: String = lines.collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/server/analysis/src/tools/readings.txt");
    let stale = std::fs::read_to_string(path).unwrap_or_default() != text;
    if stale {
        std::fs::write(path, &text).unwrap();
    }
    assert!(!stale, "{path} was stale and has been written anew: look at it, then commit it");
}

#[test]
fn a_tool_that_has_loaders_has_one_for_each_of_its_columns() {
    let dialect = |id: &'static str| id.split('.').next();
    for id in rows()[0][1..].iter() {
        let is_known = loaders().any(|loader| loader.id == *id);
        assert!(is_known || loaders().all(|loader| dialect(loader.id) != dialect(id)), "no loader for {id}");
    }
}
