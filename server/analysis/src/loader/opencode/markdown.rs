//! The front matter as gray-matter 4.0.3 finds and reads it, and OpenCode's second try.

use std::borrow::Cow;
use std::rc::Rc;

use crate::loader::block::bom;
use crate::loader::value::{Map, Value};
use crate::loader::yaml::{DEEPEST, Flavour, Numbers, Refusal, load};
use crate::loader::{File, Judged, Outcome, Part, Verdict};
use crate::syntax::lines::{Line, lines};

/// js-yaml 3.14, `safeLoad`.
const JS_YAML: Flavour = Flavour {
    last_key_wins: false,
    merges: true,
    dates: true,
    numbers: Numbers::JsYaml3,
    unknown_tags: false,
    strict: false,
    deepest: DEEPEST,
    texts_only: false,
    old_breaks: false,
    controls: false,
    libyaml: false,
    bun: false,
    stand_ins: false,
};

/// What was read of a file.
pub(super) enum Front {
    /// Keys, with what was refused before a repair.
    Keys { map: Rc<Map>, repaired: Option<Refusal> },
    /// No front matter, so that all of the file is the prompt.
    Absent,
    /// The library refused the front matter and OpenCode had nothing to repair: all of the file is the prompt.
    Ignored(Option<Refusal>),
}

impl Front {
    /// The verdict on a file whose keys are all right.
    pub(super) fn verdict(&self, file: &File<'_>) -> Judged {
        let place =
            |refusal: &Refusal| file.fault(refusal, file.front.map_or(0, |front| front.content.start));
        match self {
            Self::Keys { repaired: None, .. } => Ok(Verdict::loads()),
            Self::Keys { repaired: Some(refusal), .. } => Ok(Verdict::new(
                Outcome::Repaired,
                Part::Yaml,
                place(refusal),
                "the front matter is not valid YAML, so values with a colon are read again as blocks",
            )),
            Self::Absent => Err(Verdict::new(
                Outcome::Placeholder,
                Part::Delimiters,
                Some(file.first_line()),
                "it has no front matter that starts with `---` at the first character",
            )),
            Self::Ignored(refusal) => Err(Verdict::new(
                Outcome::Placeholder,
                Part::Yaml,
                refusal.as_ref().map_or_else(|| file.opening(), place),
                "the front matter is not valid YAML, so all of the file is taken for the prompt",
            )),
        }
    }
}

/// Reads a file: as it is, or after OpenCode's repair.
pub(super) fn read(file: &File<'_>) -> Result<Front, Verdict> {
    let text = file.text.get(bom(file.text)..).unwrap_or_default();
    let refusal = match matter(text) {
        Ok(front) => return Ok(front),
        Err(refusal) => refusal,
    };
    let repaired = repair(file.text);
    // gray-matter keeps what it has read by its text, and a text that it failed on as one without front matter.
    let Some(repaired) = repaired.filter(|repaired| repaired != file.text) else {
        return Ok(Front::Ignored(refusal));
    };
    match matter(&repaired) {
        Ok(Front::Keys { map, .. }) => {
            let refusal = refusal.unwrap_or(Refusal { offset: 0, message: String::new(), plain: false });
            Ok(Front::Keys { map, repaired: Some(refusal) })
        }
        Ok(front) => Ok(front),
        Err(second) => {
            let refusal = refusal.or(second);
            let start = file.front.map_or(0, |front| front.content.start);
            let cause = refusal.and_then(|refusal| file.fault(&refusal, start)).or_else(|| file.opening());
            let reason = "the front matter is not valid YAML, and the repair does not help";
            Err(Verdict::new(Outcome::Dropped, Part::Yaml, cause, reason))
        }
    }
}

/// gray-matter: dashes at the very start, not four of them, and up to the next line that starts with three; without
/// one, up to the end. A word behind the dashes is the name of a language. An error without a place is one of these.
fn matter(text: &str) -> Result<Front, Option<Refusal>> {
    let Some(behind) = text.strip_prefix("---").filter(|behind| !behind.starts_with('-')) else {
        return Ok(Front::Absent);
    };
    let line = behind.find('\n').map(|end| behind.get(..end).unwrap_or_default());
    let line = line.map_or_else(
        || behind.get(..behind.len().saturating_sub(1)).unwrap_or_default(),
        |line| line.strip_suffix('\r').unwrap_or(line),
    );
    let (language, behind) = match line.trim() {
        "" => ("yaml", behind),
        language => (language, behind.get(line.len()..).unwrap_or_default()),
    };
    let end = behind.find("\n---").unwrap_or(behind.len());
    let block = behind.get(..end).unwrap_or_default();
    let blank =
        |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#') && line.trim().len() > 1;
    if block.split('\n').all(blank) {
        return Ok(Front::Keys { map: Rc::default(), repaired: None });
    }
    if !matches!(language, "yaml" | "yml") {
        return Err(None);
    }
    let first = lines(block, 0).find(Line::has_content);
    if first.is_some_and(|line| line.text.trim_start_matches(' ').starts_with('\t')) {
        return Err(Some(Refusal {
            offset: 0,
            message: "a tab stands in front of the first key".to_owned(),
            plain: true,
        }));
    }
    match load(&without_tabs(block), &JS_YAML) {
        Ok(Value::Map(map)) => Ok(Front::Keys { map, repaired: None }),
        // The letters of a text and the items of a list become keys that mean nothing.
        Ok(_) => Ok(Front::Keys { map: Rc::new(Map::default()), repaired: None }),
        Err(refusal) => {
            let offset =
                refusal.offset.saturating_sub(block.len() - block.trim_start_matches(['\r', '\n']).len());
            Err(Some(Refusal { offset, ..refusal }))
        }
    }
}

/// The text without tabs in front of keys: js-yaml 3 counts blanks alone as indentation, and passes over tabs, so that
/// the keys which they indent belong to the outermost mapping. In front of the first key, of items and of texts it
/// refuses them.
fn without_tabs(block: &str) -> Cow<'_, str> {
    let tabbed =
        |line: &Line<'_>| line.text.trim_start_matches(' ').starts_with('\t') && line.key().is_some();
    let all: Vec<_> = lines(block, 0).collect();
    let first = all.iter().find(|line| line.has_content()).map_or(0, |line| line.start);
    if !all.iter().any(|line| line.start > first && tabbed(line)) {
        return Cow::Borrowed(block);
    }
    let mut text = String::with_capacity(block.len());
    let mut at = 0;
    for line in all.iter().filter(|line| line.start > first && tabbed(line)) {
        let blanks = line.text.len() - line.text.trim_start_matches(' ').len();
        text += block.get(at..line.start + blanks).unwrap_or_default();
        at = line.start + line.indent();
    }
    text += block.get(at..).unwrap_or_default();
    Cow::Owned(text)
}

/// OpenCode's repair: at the start of a line, `key: value` with a colon in the value becomes a block. None where no
/// front matter is found.
fn repair(text: &str) -> Option<String> {
    let behind = text.strip_prefix("---\r\n").or_else(|| text.strip_prefix("---\n"))?;
    let end = behind.find("\n---")?;
    let block = behind.get(..end)?;
    let block = block.strip_suffix('\r').unwrap_or(block);
    let lines: Vec<_> =
        block.split('\n').map(|line| repaired(line.strip_suffix('\r').unwrap_or(line))).collect();
    Some(text.replacen(block, &lines.join("\n"), 1))
}

fn repaired(line: &str) -> String {
    let as_it_is = || line.to_owned();
    if line.trim_start().starts_with('#') || line.starts_with(char::is_whitespace) {
        return as_it_is();
    }
    let word = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let length = line.find(|char| !word(char)).unwrap_or(line.len());
    let (key, rest) = line.split_at_checked(length).unwrap_or_default();
    let value = rest.trim_start().strip_prefix(':').map(str::trim);
    // The dot of JavaScript's regular expressions does not stand for these line ends.
    let value = value.filter(|value| !value.contains(['\u{2028}', '\u{2029}']));
    match value {
        Some(value) if !key.is_empty() && !key.starts_with(|char: char| char.is_ascii_digit()) => {
            let block = matches!(value, "" | ">" | "|" | "|-" | ">-");
            if block || value.starts_with(['"', '\'']) || !value.contains(':') {
                return as_it_is();
            }
            format!("{key}: |-\n  {value}")
        }
        _ => as_it_is(),
    }
}
