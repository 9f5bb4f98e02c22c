//! What was measured, as tables: printed while it is measured, and kept as a page.

use std::fmt::Write;
use std::path::Path;

/// The tables so far.
#[derive(Default)]
pub(crate) struct Report {
    page: String,
    width: usize,
}

impl Report {
    pub(crate) fn text(&mut self, text: &str) {
        self.line(text);
        self.line("");
    }

    /// Begins a table. The first column is as wide as the widest of the names that are to come.
    pub(crate) fn table(&mut self, first: &str, width: usize, columns: &[&str]) {
        self.width = width;
        let head: String = columns.iter().map(|column| format!(" {column:>9} |")).collect();
        let rule: String =
            columns.iter().map(|column| format!(" {}: |", "-".repeat(column.len().max(9) - 1))).collect();
        self.line(&format!("| {first:width$} |{head}"));
        self.line(&format!("| {} |{rule}", "-".repeat(width)));
    }

    /// A row of the table. What was not measured is left empty.
    pub(crate) fn row(&mut self, what: &str, cells: &[Option<f64>]) {
        self.cells(what, &cells.iter().copied().map(cell).collect::<Vec<_>>());
    }

    /// The same with cells that are written out already.
    pub(crate) fn cells(&mut self, what: &str, cells: &[String]) {
        let cells: String = cells.iter().map(|cell| format!(" {cell:>9} |")).collect();
        let width = self.width;
        self.line(&format!("| {what:width$} |{cells}"));
    }

    /// Ends a table.
    pub(crate) fn end(&mut self) {
        self.line("");
    }

    fn line(&mut self, line: &str) {
        println!("{line}");
        writeln!(self.page, "{line}").unwrap();
    }

    /// Writes everything into `server/docs/speed.md`: each section in place of the one with its heading, and new ones at the
    /// end. The others, which other benchmarks write, stay as they are.
    pub(crate) fn write(&self) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("server/docs/speed.md");
        let old = std::fs::read_to_string(&file).unwrap_or_default();
        let mut page: Vec<_> = sections(&old).collect();
        for new in sections(&self.page) {
            let heading = |section: &str| section.lines().next().map(str::to_owned);
            match page.iter_mut().find(|old| heading(old) == heading(new)) {
                Some(old) => *old = new,
                None => page.push(new),
            }
        }
        std::fs::write(file, format!("{}\n", page.join("\n\n"))).unwrap();
    }
}

/// A figure as it stands in a table.
pub(crate) fn cell(figure: Option<f64>) -> String {
    match figure {
        Some(figure) if figure.abs() < 10.0 => format!("{figure:.2}"),
        Some(figure) => format!("{figure:.0}"),
        None => String::new(),
    }
}

/// The parts of a page, each from its heading on.
fn sections(page: &str) -> impl Iterator<Item = &str> {
    let starts = page.match_indices("\n## ").map(|(at, _)| at + 1).chain([page.len()]);
    let mut start = 0;
    starts.map(move |end| page[std::mem::replace(&mut start, end)..end].trim_end())
}
