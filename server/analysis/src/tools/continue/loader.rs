//! Models how Continue's command line reads rules and skills. The text is split at every line of dashes: of three or more
//! parts the second is YAML, wherever it stands. What is no YAML counts as text.
//!
//! Facts: npm `@continuedev/cli` 1.5.47 (Apache-2.0) with npm `yaml` 2, and readings of it over 580 files. The editors'
//! extensions apply rules to the files that fit; no verdict is about them.
//!
//! Not modelled: npm `yaml` rejects more than a hundred aliases, which only a bomb has.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use crate::loading::block::{UNCLOSED, js_space, unopened};
use crate::loading::shape::{Shape, missing};
use crate::loading::value::{Map, Value};
use crate::loading::yaml::{ParseError, YamlLibrary};
use crate::loading::{File, IgnoredPart, Loader, Outcome, Part, Verdict, VerdictResult, Why, lose_limits};

/// The loaders of this tool.
pub(crate) static LOADERS: &[Loader] =
    &[Loader::new("continue.rule", rule_verdict), Loader::new("continue.skill", skill_verdict)];

/// npm `yaml` 2, core schema.
const YAML: YamlLibrary = YamlLibrary::NPM_YAML;

/// Loads rules: those that always count, as the command line never learns which files are at hand.
fn rule_verdict(file: &File<'_>) -> VerdictResult {
    file.check_extension()?;
    let markdown = Markdown::read(file);
    let mut verdict = markdown.front_verdict(file);
    let map = markdown.map().cloned().unwrap_or_default();
    if map.get("invokable").is_some_and(Value::is_truthy) {
        let ignored = IgnoredPart::new("it is no rule").because("`invokable` makes it a command").minor();
        verdict.lose(file.key_range(&["invokable"]), ignored);
        return Ok(verdict);
    }
    if let Some((key, why)) = never(&map) {
        let verdict = Verdict::dropped(Part::Field, file.key_range(&[key]).or_else(|| file.opening()), why);
        // Such a rule is written for the editors.
        let meant = map.get("alwaysApply").is_none_or(|value| matches!(value, Value::Boolean(_)));
        return Err(if meant { verdict.meant() } else { verdict });
    }
    if file.is_whole() && markdown.is_blank {
        let cause = file.front.and_then(|front| front.close.clone()).or_else(|| file.opening());
        return Err(Verdict::dropped(Part::File, cause, "the rule has no text"));
    }
    Ok(verdict)
}

/// Returns the key that keeps a rule from being loaded, and why.
fn never(map: &Map) -> Option<(&'static str, Why)> {
    const EDITORS: &str = "Continue's editors load it for the files that fit; the command line never does.";
    match map.get("alwaysApply") {
        Some(Value::Boolean(true)) => None,
        Some(Value::Boolean(false)) => {
            Some(("alwaysApply", Why::new("`alwaysApply` is `false`").detail(EDITORS)))
        }
        Some(value) => {
            let why = Shape::Boolean.misfit("alwaysApply", value)?;
            Some(("alwaysApply", why.detail("Anything but `true` keeps the rule from being loaded.")))
        }
        None => {
            let key =
                ["globs", "regex"].into_iter().find(|key| map.get(key).is_some_and(Value::is_truthy))?;
            Some((key, Why::new(format!("`{key}` without `alwaysApply: true`")).detail(EDITORS)))
        }
    }
}

/// Loads skills: those with a name and a description.
fn skill_verdict(file: &File<'_>) -> VerdictResult {
    const KEYS: &[(&str, Shape)] = &[("name", Shape::SomeText), ("description", Shape::SomeText)];
    let markdown = Markdown::read(file);
    let Some(map) = markdown.map() else {
        let verdict = markdown.front_verdict(file);
        return Err(match verdict.outcome {
            // YAML without keys.
            Outcome::Loads => {
                Verdict::dropped(Part::Yaml, file.opening(), "the front matter is not a mapping")
            }
            _ => Verdict { outcome: Outcome::Dropped, detail: String::new(), ..verdict },
        });
    };
    for (key, _) in KEYS {
        if map.get(key).is_none() {
            return Err(Verdict::dropped(Part::Field, file.opening(), missing(map, key)));
        }
    }
    file.check_shapes(map, KEYS)?;
    let mut verdict = markdown.front_verdict(file);
    lose_limits(file, map, &mut verdict);
    Ok(verdict)
}

/// A file as Continue reads it.
struct Markdown {
    front: SecondPart,
    /// Whether there is no text but the front matter.
    is_blank: bool,
}

/// What stands between the first two lines of dashes.
enum SecondPart {
    /// There are no such lines.
    Absent,
    /// No YAML: the whole text counts. `start` is its offset in the file.
    Broken { refusal: ParseError, start: usize },
    /// YAML.
    Value(Value),
}

impl Markdown {
    fn read(file: &File<'_>) -> Self {
        let text = match file.text().contains("\r\n") {
            true => Cow::Owned(file.text().replace("\r\n", "\n")),
            false => Cow::Borrowed(file.text()),
        };
        let is_blank = |text: &str| text.trim_matches(js_space).is_empty();
        let whole = |front| Self { front, is_blank: is_blank(&text) };
        let Some(open) = dashes(&text, 0) else { return whole(SecondPart::Absent) };
        let Some(close) = dashes(&text, open.end) else { return whole(SecondPart::Absent) };
        match file.load(text.get(open.end..close.start).unwrap_or_default(), &YAML) {
            Ok(value) => {
                let body = text.get(close.end..).unwrap_or_default();
                Self { front: SecondPart::Value(value), is_blank: is_blank(body) }
            }
            // The offset is that in a text without carriage returns.
            Err(refusal) => whole(SecondPart::Broken { refusal, start: open.end }),
        }
    }

    fn map(&self) -> Option<&Rc<Map>> {
        let SecondPart::Value(Value::Map(map)) = &self.front else { return None };
        Some(map)
    }

    /// Returns the verdict on a file that is loaded, by its front matter.
    fn front_verdict(&self, file: &File<'_>) -> Verdict {
        let (part, cause, reason) = match &self.front {
            SecondPart::Value(_) => return Verdict::loads(),
            SecondPart::Broken { refusal, start } => {
                (Part::Yaml, file.error_range(refusal, *start), "invalid YAML")
            }
            SecondPart::Absent => {
                let reason = unopened(file.text());
                let cause = if reason == UNCLOSED { file.opening() } else { Some(file.first_line()) };
                (Part::Delimiters, cause, reason)
            }
        };
        Verdict::new(Outcome::Placeholder, part, cause, reason)
            .detail("The whole text is a rule that always counts, with its front matter.")
    }
}

/// Returns the next line of dashes from an offset on, as `^---\s*$` finds it: the white space may be empty lines.
fn dashes(text: &str, from: usize) -> Option<Range<usize>> {
    const LINE_ENDS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];
    let found = text.get(from..)?.match_indices("---");
    found.map(|(at, _)| from + at).find_map(|start| {
        let is_first = text.get(..start)?.chars().next_back().is_none_or(|char| LINE_ENDS.contains(&char));
        let behind = text.get(start + "---".len()..).filter(|_| is_first)?;
        let rest = behind.trim_start_matches(js_space);
        if rest.is_empty() {
            return Some(start..text.len());
        }
        // As much of it as a line end follows.
        let blank = behind.get(..behind.len() - rest.len())?;
        let end = blank.rfind(LINE_ENDS)?;
        Some(start..start + "---".len() + end)
    })
}

#[cfg(test)]
mod tests;
