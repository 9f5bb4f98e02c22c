//! Why Claude Code gets nothing out of a file's front matter, and where.

use std::ops::Range;

use super::front::Front;
use super::repair::Repair;
use crate::loader::block::{Block, bom, js_space};
use crate::loader::yaml::Refusal;
use crate::loader::{File, Outcome, Part, Verdict};

/// Why a file has no readable front matter.
#[derive(Clone, Debug)]
pub(super) struct Unreadable {
    pub(super) part: Part,
    pub(super) cause: Option<Range<usize>>,
    pub(super) reason: &'static str,
}

impl Unreadable {
    /// The verdict on the file, where that alone decides it.
    pub(super) fn verdict(self, outcome: Outcome) -> Verdict {
        Verdict::new(outcome, self.part, self.cause, self.reason)
    }
}

impl Front {
    /// Why the front matter has no keys, when it has none.
    pub(super) fn keyless(&self, file: &File<'_>) -> Unreadable {
        let (cause, reason) = match file.cut(self.block.content.end) {
            Some(cut) => (Some(cut), "the front matter ends at the first `---`, before its keys"),
            None if is_blank(self.block.text(file)) => (file.opening(), "the front matter is empty"),
            None => (Some(visible(file, &self.block)), "the front matter is not a mapping of keys to values"),
        };
        Unreadable { part: Part::Yaml, cause, reason }
    }
}

/// Why a file has no front matter for Claude Code.
pub(super) fn missing(file: &File<'_>) -> Unreadable {
    let text = file.text().get(bom(file.text())..).unwrap_or_default();
    let first = text.get(..text.find(['\n', '\r']).unwrap_or(text.len())).unwrap_or_default();
    let start = bom(file.text());
    let (cause, reason) = match text.strip_prefix("---") {
        None if text.starts_with('\u{feff}') => {
            (Some(start..start + bom(text)), "a second byte-order mark stands before the front matter")
        }
        None if file.front.is_some_and(|front| !front.open.is_empty() && front.open.start > start) => {
            (file.front.map(|front| start..front.open.start), "something stands before the opening `---`")
        }
        None => (Some(file.first_line()), "it has no front matter: the first line is not `---`"),
        Some(_) if first.trim_end_matches(js_space) != "---" => {
            (Some(start..start + first.len()), "something stands behind the opening `---`")
        }
        Some(rest) if !rest.contains('\n') && rest.contains('\r') => {
            (Some(start..start + "---".len()), "its lines end in CR alone")
        }
        Some(_) => (Some(start..start + "---".len()), "no `---` ends the front matter"),
    };
    Unreadable { part: Part::Delimiters, cause, reason }
}

/// Why both tries at the YAML fail. The author has to look at what the repair does not mend, if there is such a thing.
pub(super) fn refused(
    file: &File<'_>,
    block: &Block,
    repair: &Repair,
    first: &Refusal,
    second: &Refusal,
) -> Unreadable {
    if let Some(cut) = file.cut(block.content.end) {
        let reason =
            "the front matter ends at the first `---`, here within a value, and what is left is not YAML";
        return Unreadable { part: Part::Yaml, cause: Some(cut), reason };
    }
    let start = block.content.start;
    let faults = file.front.map(|front| front.yaml.faults.as_slice()).unwrap_or_default();
    let left = faults.iter().find(|fault| !repair.mends(fault.range.start.saturating_sub(start)));
    let refusal = Refusal { offset: repair.origin(second.offset), ..first.clone() };
    let cause = left.map(|fault| fault.range.clone()).or_else(|| file.fault(&refusal, start));
    Unreadable {
        part: Part::Yaml,
        cause,
        reason: "the front matter is not valid YAML, and putting quotes around its values does not help",
    }
}

/// The front matter without the blanks around it.
fn visible(file: &File<'_>, block: &Block) -> Range<usize> {
    let text = block.text(file);
    let start = block.content.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// Whether a text holds nothing but blanks and comments.
fn is_blank(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#'))
}
