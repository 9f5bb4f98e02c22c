//! Finds and parses front matter as gray-matter 4.0.3 does, with the second try of OpenCode and its forks.

use std::rc::Rc;

use super::js_yaml;
use super::repair::SecondTry;
use crate::loading::block::{UNCLOSED, bom, js_space};
use crate::loading::json::is_json;
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{ParseError, YamlLibrary, load};
use crate::loading::{File, IgnoredPart, Loaded, Outcome, Part, Verdict, VerdictResult};

/// What was read from a file.
pub(in crate::tools) enum GrayMatter {
    /// Keys, with the parse error before a repair and who repaired them, and what is lost of them.
    Keys { map: Rc<Map>, repaired: Option<(ParseError, &'static SecondTry)>, losses: Vec<IgnoredPart> },
    /// No front matter: the whole file is the prompt.
    Absent,
    /// The library rejected the front matter and there was nothing to repair: the whole file is the prompt. Without an
    /// error, it is in a language that the library does not parse.
    Ignored(Option<ParseError>),
}

/// What happens to a file whose front matter is not parsed.
const ALL_PROMPT: &str = "The whole file becomes the prompt.";

impl GrayMatter {
    /// Returns the verdict on a file with valid keys.
    pub(in crate::tools) fn verdict(&self, file: &File<'_>) -> VerdictResult {
        match self {
            Self::Keys { repaired: None, losses, .. } => {
                Ok(Verdict { ignored: losses.clone(), ..Verdict::loads() })
            }
            Self::Keys { repaired: Some((refusal, again)), losses, .. } => {
                let cause = file.error_range(refusal, 0);
                let verdict = Verdict::new(Outcome::Repaired, Part::Yaml, cause, again.reason)
                    .detail(format!("{} {}.", again.tool, again.does));
                Ok(Verdict { ignored: losses.clone(), ..verdict })
            }
            Self::Absent => Err(Verdict::new(
                Outcome::Placeholder,
                Part::Delimiters,
                Some(file.first_line()),
                "no front matter",
            )
            .detail(ALL_PROMPT)),
            Self::Ignored(None) => Err(Verdict::new(
                Outcome::Placeholder,
                Part::Delimiters,
                Some(file.first_line()),
                "unknown language after the opening `---`",
            )
            .detail(ALL_PROMPT)),
            Self::Ignored(Some(refusal)) => Err(Verdict::new(
                Outcome::Placeholder,
                Part::Yaml,
                file.error_range(refusal, 0),
                "invalid YAML",
            )
            .detail(ALL_PROMPT)),
        }
    }
}

/// Returns what the tool has of a file that it loads. A body starts behind the line break after the closing dashes.
pub(in crate::tools) fn read_loaded(file: &File<'_>, again: &'static SecondTry) -> Loaded {
    let start = bom(file.text());
    let whole = Loaded { map: Rc::default(), body: start };
    let Ok(GrayMatter::Keys { map, .. }) = read_gray_matter(file, again) else { return whole };
    let rest = file.text().get(start..).unwrap_or_default();
    let body = match rest.find("\n---") {
        Some(close) => {
            let behind = rest.get(close + "\n---".len()..).unwrap_or_default();
            let line_end = behind.strip_prefix('\r').unwrap_or(behind);
            start + rest.len() - line_end.strip_prefix('\n').unwrap_or(line_end).len()
        }
        None => start + rest.len(),
    };
    Loaded { map, body }
}

/// Reads a file: as it is, or after a repair.
pub(in crate::tools) fn read_gray_matter(
    file: &File<'_>,
    again: &'static SecondTry,
) -> Result<GrayMatter, Verdict> {
    let start = bom(file.text());
    let refusal = match matter(file.text().get(start..).unwrap_or_default(), start) {
        Ok(front) => return Ok(front),
        Err(refusal) => refusal,
    };
    // gray-matter caches results by text, and a text that it failed on as one without front matter.
    let Some((repaired, mut lost)) = again.repair(file.text()) else {
        return Ok(GrayMatter::Ignored(refusal));
    };
    match matter(&repaired, 0) {
        // Offsets in the repaired text are not those in the file.
        Ok(GrayMatter::Keys { map, losses, .. }) => {
            lost.extend(losses.into_iter().map(|ignored| IgnoredPart { range: None, ..ignored }));
            let repaired = refusal.unwrap_or(ParseError { offset: 0, message: String::new(), plain: false });
            Ok(GrayMatter::Keys { map, repaired: Some((repaired, again)), losses: lost })
        }
        Ok(front) => Ok(front),
        Err(_) => {
            let cause = refusal.and_then(|refusal| file.error_range(&refusal, 0)).or_else(|| file.opening());
            let verdict = Verdict::dropped(Part::Yaml, cause, "invalid YAML");
            Err(verdict.detail(format!("{}'s repair of values with a colon does not help.", again.tool)))
        }
    }
}

/// Parses as gray-matter does: dashes at the very start, not four of them, up to the next line that starts with three,
/// or else to the end. A word after the dashes is a language. `start` is the offset of the text in the file. An error
/// without a location is an unsupported language; JavaScript, which it runs, counts as one.
fn matter(text: &str, start: usize) -> Result<GrayMatter, Option<ParseError>> {
    let Some(behind) = text.strip_prefix("---").filter(|behind| !behind.starts_with('-')) else {
        return Ok(GrayMatter::Absent);
    };
    let line = first_line(behind);
    let (language, behind) = match line.trim_matches(js_space) {
        "" => ("yaml", behind),
        language => (language, behind.get(line.len()..).unwrap_or_default()),
    };
    let closed = behind.find("\n---");
    let block = behind.get(..closed.unwrap_or(behind.len())).unwrap_or_default();
    let start = start + text.len() - behind.len();
    let blank =
        |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#') && line.trim().len() > 1;
    let (map, mut losses) = match language.to_ascii_lowercase().as_str() {
        _ if block.split('\n').all(blank) => (Rc::default(), Vec::new()),
        "yaml" | "yml" => keys(block, start).map_err(Some)?,
        _ if language == "json" && is_json(block) => match load(block, &JSON) {
            Ok(Value::Map(map)) => (map, Vec::new()),
            _ => (Rc::default(), Vec::new()),
        },
        _ => return Err(None),
    };
    if closed.is_none() {
        losses.push(IgnoredPart::new("the prompt is empty").because(UNCLOSED).at(0..3));
    }
    Ok(GrayMatter::Keys { map, repaired: None, losses })
}

/// JSON as a part of YAML.
const JSON: YamlLibrary = YamlLibrary { merges: false, ..YamlLibrary::BUN };

/// Returns the first line as gray-matter reads it: without its end, or without the last character if it has none.
fn first_line(text: &str) -> &str {
    match text.split_once('\n') {
        Some((line, _)) => line.strip_suffix('\r').unwrap_or(line),
        None => text.char_indices().next_back().and_then(|(last, _)| text.get(..last)).unwrap_or_default(),
    }
}

/// Parses the keys of a block at an offset of the file.
fn keys(block: &str, start: usize) -> Result<(Rc<Map>, Vec<IgnoredPart>), ParseError> {
    let moved = |refusal: ParseError| ParseError { offset: start + refusal.offset, ..refusal };
    let (value, mut losses) = js_yaml::parse_js_yaml(block).map_err(moved)?;
    for range in losses.iter_mut().filter_map(|ignored| ignored.range.as_mut()) {
        *range = start + range.start..start + range.end;
    }
    match value {
        Value::Map(map) => Ok((map, losses)),
        // The characters of a string and the items of a list become meaningless keys.
        _ => {
            losses.push(IgnoredPart::new("the front matter has no keys"));
            Ok((Rc::default(), losses))
        }
    }
}
