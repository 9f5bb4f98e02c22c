//! Models how VS Code reads agents and skills. It leaves out no file that it finds: what it does not understand has no
//! effect, and is marked in the editor.
//!
//! Facts: readings of VS Code 1.139.1 (code-server 4.139.1, without a login) over 700 files, with the messages of its
//! validator, and its source (`src/vs/workbench/contrib/chat/common/promptSyntax`, MIT).
//!
//! Not modelled: `target: github-copilot`, with which other keys count, and what the handlers of hooks may contain.

use std::ops::Range;
use std::rc::Rc;

use crate::loading::block::{Block, bom, js_space};
use crate::loading::shape::key_excerpt;
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{LenientFault, LenientFaultKind, LenientYaml, parse_leniently};
use crate::loading::{File, IgnoredPart, LIMITS, Outcome, Part, Verdict, VerdictResult, Why};

mod agent;
mod claude;
mod fields;

pub(super) use agent::{agent_verdict, misses_agent};
pub(super) use claude::{claude_verdict, is_claude};
use fields::VsCodeField;

/// Keys of skills.
const SKILL: &[VsCodeField] = &[
    VsCodeField::text("name"),
    VsCodeField::text("description"),
    VsCodeField::text("argument-hint"),
    VsCodeField::switch("user-invocable"),
    VsCodeField::switch("disable-model-invocation"),
    VsCodeField::text("context"),
    VsCodeField::any("license"),
    VsCodeField::any("compatibility"),
    VsCodeField::any("metadata"),
];

/// Skills: each `SKILL.md` in a folder of its own, whose name the skill has.
pub(super) fn skill_verdict(file: &File<'_>) -> VerdictResult {
    let front = LenientFront::from_file(file)?;
    let mut verdict = front.described(file);
    front.lose_unread(file, &mut verdict);
    front.lose_fields(file, SKILL, &mut verdict);
    front.lose_unknown(file, SKILL, &mut verdict);
    let name = front.map.get("name").and_then(Value::as_str);
    if name.is_some_and(|name| name != file.folder() && !file.path.is_empty()) {
        let ignored = IgnoredPart::new("`name` has no effect").because("the skill has the folder's name");
        verdict.lose(file.value_range(&["name"]), ignored.minor());
    }
    Ok(verdict)
}

/// The front matter of a file.
struct LenientFront {
    block: Block,
    map: Rc<Map>,
    yaml: LenientYaml,
}

impl LenientFront {
    /// Finds and parses the front matter, or fails if the file is listed without any.
    fn from_file(file: &File<'_>) -> Result<Self, Verdict> {
        let text = file.text();
        let Some(block) = find_front_matter(text) else { return Err(missing(file)) };
        let mut yaml = parse_leniently(block.content_of(text));
        let (part, why) = match yaml.value.take() {
            Some(Value::Map(map)) => return Ok(Self { block, map, yaml }),
            None => (Part::Yaml, "the front matter is empty"),
            Some(_) => (Part::Yaml, "the front matter is not a mapping"),
        };
        Err(Verdict::new(Outcome::Placeholder, part, file.opening(), why))
    }

    /// Returns the verdict on a file by its description.
    fn described(&self, file: &File<'_>) -> Verdict {
        const KEY: &[&str] = &["description"];
        let (cause, why) = match self.map.get("description") {
            Some(Value::Text(text)) if !text.is_empty() => return Verdict::loads(),
            Some(Value::Text(_)) => (file.value_range(KEY), Why::new("`description` is empty")),
            Some(_) => (file.value_range(KEY), Why::new("`description` must be a string")),
            None => match self.unread(file) {
                Some(unread) => {
                    let why = Why::new("`description` is not read");
                    (Some(unread), why.detail("VS Code reads the front matter as far as here."))
                }
                None => (file.opening(), Why::new("`description` is missing")),
            },
        };
        Verdict::new(Outcome::Placeholder, Part::Field, cause.or_else(|| file.opening()), why)
    }

    /// Returns the line from which on nothing is read, if there is one.
    fn unread(&self, file: &File<'_>) -> Option<Range<usize>> {
        let start = self.block.content.start + self.yaml.unread?;
        let line = file.text().get(start..self.block.content.end)?.lines().next()?;
        Some(start..start + line.trim_end().len())
    }

    /// Reports what is not read at all, or as something else: the second of two keys, and a line that continues a value
    /// and looks like a key.
    fn lose_unread(&self, file: &File<'_>, verdict: &mut Verdict) {
        let start = self.block.content.start;
        for LenientFault { kind, range } in &self.yaml.faults {
            let range = start + range.start..start + range.end;
            let text = file.text().get(range.start..self.block.content.end).unwrap_or_default();
            let (length, ignored) = match kind {
                LenientFaultKind::DuplicateKey => {
                    let key = key_excerpt(text.get(..range.len()).unwrap_or_default());
                    let ignored = IgnoredPart::new(format!("the second {key} has no effect"));
                    (range.len(), ignored.because("the first one counts"))
                }
                LenientFaultKind::Indentation => {
                    let ignored = IgnoredPart::new("an indented line is cut off the value above");
                    let line = text.lines().next().unwrap_or_default().trim_end();
                    (line.len(), ignored.because("it is read as a key"))
                }
                _ => continue,
            };
            verdict.lose(Some(range.start..range.start + length), ignored);
        }
        if let Some(range) = self.unread(file) {
            let ignored = IgnoredPart::new("the rest of the front matter has no effect");
            verdict.lose(Some(range), ignored.because("it is not a key with its value"));
        }
    }

    /// Reports the values that VS Code does not understand.
    fn lose_fields(&self, file: &File<'_>, fields: &[VsCodeField], verdict: &mut Verdict) {
        for field in fields.iter().filter(|field| field.name != "description") {
            if let Some(why) = self.map.get(field.name).and_then(|value| field.misfit(value)) {
                let ignored = IgnoredPart::new(format!("`{}` has no effect", field.name));
                verdict.lose(file.value_range(&[field.name]), ignored.because(why));
            }
        }
    }

    /// Reports the keys that VS Code does not know.
    fn lose_unknown(&self, file: &File<'_>, fields: &[VsCodeField], verdict: &mut Verdict) {
        /// Only a broken file has more of them, and they add nothing.
        const ENOUGH: usize = 50;
        let is_known = |key: &str| fields.iter().any(|field| field.name == key);
        for (key, _) in self.map.iter().filter(|(key, _)| !is_known(key)).take(ENOUGH) {
            // A line that is cut off a value is reported as that.
            let Some(range) = file.key_range(&[key]) else { continue };
            // An author may keep keys for other programs.
            let ignored =
                IgnoredPart::new(format!("{} has no effect", key_excerpt(key))).because("unknown key");
            let is_limit = LIMITS.contains(&key);
            verdict.lose(Some(range), if is_limit { ignored } else { ignored.minor() });
        }
    }
}

/// Finds the front matter: from a first line of three dashes and blanks to the next such line, or else to the end.
fn find_front_matter(text: &str) -> Option<Block> {
    let is_delimiter =
        |line: &str| line.strip_prefix("---").is_some_and(|rest| rest.trim_matches(js_space).is_empty());
    let mut lines = split_lines(text);
    let (_, first) = lines.next().filter(|(_, line)| is_delimiter(line))?;
    let close = lines.find(|(_, line)| is_delimiter(line));
    let (end, body) = close.map_or((text.len(), text.len()), |(start, line)| (start, start + line.len()));
    Some(Block { content: first.len()..end, body })
}

/// Splits a text into lines with their line breaks (LF, CR LF or CR), each with its offset.
fn split_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(['\n', '\r']).map_or(rest.len(), |at| {
            let both = rest.get(at..).is_some_and(|rest| rest.starts_with("\r\n"));
            at + if both { 2 } else { 1 }
        });
        let line = (start, rest.get(..length)?);
        start += length;
        Some(line)
    })
}

/// Returns the verdict on a file without front matter.
fn missing(file: &File<'_>) -> Verdict {
    let text = file.text();
    let (cause, why) = match text.strip_prefix("---") {
        _ if bom(text) > 0 => (0..bom(text), "a byte-order mark before `---`"),
        Some(rest) if !rest.starts_with('-') => (file.first_line(), "text after the opening `---`"),
        _ => (file.first_line(), "no front matter"),
    };
    Verdict::new(Outcome::Placeholder, Part::Delimiters, Some(cause), why)
}
