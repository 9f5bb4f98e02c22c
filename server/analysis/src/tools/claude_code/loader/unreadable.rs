//! Why Claude Code cannot read a file's front matter, and where.

use std::ops::Range;

use super::repair::Repair;
use crate::loading::block::{Block, CR_ENDS, CUT, UNCLOSED, bom, js_space};
use crate::loading::yaml::ParseError;
use crate::loading::{File, Outcome, Part, Verdict};

/// Why a file has no readable front matter.
#[derive(Clone, Debug)]
pub(super) struct Unreadable {
    pub(super) part: Part,
    pub(super) cause: Option<Range<usize>>,
    pub(super) reason: &'static str,
    /// Details of the reason, in full sentences; may be empty.
    pub(super) detail: &'static str,
}

impl Unreadable {
    /// Returns the verdict on the file, if that alone decides it.
    pub(super) fn verdict(self, outcome: Outcome) -> Verdict {
        Verdict::new(outcome, self.part, self.cause, self.reason).detail(self.detail)
    }
}

/// Returns why front matter has no keys, if so.
pub(super) fn keyless(file: &File<'_>, block: &Block) -> Unreadable {
    let (cause, reason, detail) = match file.cut(block.content.end) {
        Some(cut) => (Some(cut), CUT, "There is no key above it."),
        None if is_blank(block.content_of(file.text())) => (file.opening(), "the front matter is empty", ""),
        None => (Some(visible(file, block)), "the front matter is not a mapping", ""),
    };
    Unreadable { part: Part::Yaml, cause, reason, detail }
}

/// Returns why a file has no front matter for Claude Code.
pub(super) fn missing(file: &File<'_>) -> Unreadable {
    let text = file.text().get(bom(file.text())..).unwrap_or_default();
    let first = text.get(..text.find(['\n', '\r']).unwrap_or(text.len())).unwrap_or_default();
    let start = bom(file.text());
    let before = file.front.map_or(start..start, |front| start..front.open.start.max(start));
    let skipped = file.text().get(before.clone()).unwrap_or_default();
    let (cause, reason) = match text.strip_prefix("---") {
        None if text.starts_with('\u{feff}') => {
            (Some(start..start + bom(text)), "two byte-order marks before `---`")
        }
        None if skipped.is_empty() || file.front.is_some_and(|front| front.open.is_empty()) => {
            (Some(file.first_line()), "no front matter")
        }
        None if !skipped.trim().is_empty() => (Some(before), "text before the opening `---`"),
        None if skipped.contains('\n') => (Some(before), "an empty line before the opening `---`"),
        None => (Some(before), "a space before the opening `---`"),
        Some(_) if first.trim_end_matches(js_space) != "---" => {
            (Some(start..start + first.len()), "text after the opening `---`")
        }
        Some(rest) if !rest.contains('\n') && rest.contains('\r') => {
            (Some(start..start + "---".len()), CR_ENDS)
        }
        Some(_) => (Some(start..start + "---".len()), UNCLOSED),
    };
    let detail = match reason {
        UNCLOSED | CR_ENDS => "",
        _ => "The file must start with a line `---`.",
    };
    Unreadable { part: Part::Delimiters, cause, reason, detail }
}

/// Returns why the YAML fails both as it is and repaired. The range is what the repair does not fix, if there is any.
pub(super) fn refused(
    file: &File<'_>,
    block: &Block,
    repair: &Repair,
    first: &ParseError,
    second: &ParseError,
) -> Unreadable {
    if let Some(cut) = file.cut(block.content.end) {
        let detail = "What is above it is not valid YAML.";
        return Unreadable { part: Part::Yaml, cause: Some(cut), reason: CUT, detail };
    }
    let start = block.content.start;
    let faults = file.front.map(|front| front.yaml.faults.as_slice()).unwrap_or_default();
    let left = faults.iter().find(|fault| !repair.quoted_at(fault.range.start.saturating_sub(start)));
    let refusal = ParseError { offset: repair.origin(second.offset), ..first.clone() };
    let cause = left.map(|fault| fault.range.clone()).or_else(|| file.error_range(&refusal, start));
    Unreadable {
        part: Part::Yaml,
        cause,
        reason: "invalid YAML",
        detail: "Claude Code's automatic quoting does not repair it.",
    }
}

/// Returns the range of the front matter without the spaces around it.
fn visible(file: &File<'_>, block: &Block) -> Range<usize> {
    let text = block.content_of(file.text());
    let start = block.content.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// Whether a text contains only spaces and comments.
fn is_blank(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#'))
}
