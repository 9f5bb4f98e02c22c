//! What was measured, as tables: printed while it is measured, and kept as a page.

use std::fmt::Write;

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
        let cell = |cell: &Option<f64>| match cell {
            Some(number) if number.abs() < 10.0 => format!(" {number:9.2} |"),
            Some(number) => format!(" {number:9.0} |"),
            None => format!(" {:9} |", ""),
        };
        let cells: String = cells.iter().map(cell).collect();
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

    /// Everything, as a markdown page.
    pub(crate) fn page(&self) -> &str {
        self.page.trim_end()
    }
}
