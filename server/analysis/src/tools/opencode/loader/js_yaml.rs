//! js-yaml 3.14, the YAML library of gray-matter 4.0.3, with deviations of its own that occur in real files.
//!
//! It counts only spaces as indentation and ignores tabs, so that keys indented with tabs belong to the outermost
//! mapping. And it accepts a second key on the line of the first: `a: "b" c: d` are two keys, and so are `a: 'it's: d`
//! and `a: ? b`. Nothing between two commas is null.

use std::ops::Range;

use crate::loading::IgnoredPart;
use crate::loading::block::js_space;
use crate::loading::shape::excerpt;
use crate::loading::value::Value;
use crate::loading::yaml::{Numbers, ParseError, YamlLibrary, load};
use crate::syntax::lines::{Line, lines};

/// js-yaml 3.14, `safeLoad`.
const JS_YAML: YamlLibrary = YamlLibrary::js_yaml(Numbers::JsYaml3);

/// Maximum number of changes to a text.
const MOST_MENDS: usize = 12;

/// Parses a text as js-yaml 3 does, and returns what is lost by its deviations, with ranges in that text.
pub(super) fn parse_js_yaml(source: &str) -> Result<(Value, Vec<IgnoredPart>), ParseError> {
    let mut text = Text::new(source);
    let mut losses = text.take_tabs();
    for _ in 0..MOST_MENDS {
        let refusal = match load(&text.text, &JS_YAML) {
            Ok(value) => return Ok((value, losses)),
            Err(refusal) => refusal,
        };
        let origin = text.origin(refusal.offset);
        if text.split(refusal.offset) {
            let rest = source.get(origin..).unwrap_or_default();
            let line = rest.split(['\n', '\r']).next().unwrap_or_default().trim_end();
            let ignored =
                IgnoredPart::new("this is read as another key").because("the value before it has ended");
            losses.push(ignored.at(origin..origin + line.len()));
        } else if !text.fill(refusal.offset) {
            return Err(ParseError { offset: origin, ..refusal });
        }
    }
    load(&text.text, &JS_YAML).map(|value| (value, losses))
}

/// A text that is changed so that another YAML library parses it as js-yaml 3 does.
struct Text<'a> {
    source: &'a str,
    text: String,
    /// Changes of the text: an offset in it, and by how much what follows is after (or before, if negative) its offset
    /// in the source.
    shifts: Vec<(usize, isize)>,
}

impl<'a> Text<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, text: source.to_owned(), shifts: Vec::new() }
    }

    /// Maps an offset in the text to the source.
    fn origin(&self, offset: usize) -> usize {
        let shift: isize = self.shifts.iter().filter(|(at, _)| *at <= offset).map(|(_, by)| by).sum();
        offset.saturating_add_signed(-shift).min(self.source.len())
    }

    /// Removes tabs in front of keys and items, except those that js-yaml counts: where a collection begins, its lines
    /// must be indented as far as its first, of which each tab is one column.
    fn take_tabs(&mut self) -> Vec<IgnoredPart> {
        let (mut losses, mut at, mut around) = (Vec::new(), 0, Some(None));
        self.text.clear();
        for line in lines(self.source, 0).filter(Line::has_content) {
            let blanks = line.text.len() - line.text.trim_start_matches(' ').len();
            let key = line.key();
            if blanks < line.indent() && (key.is_some() || line.is_item()) {
                self.text += self.source.get(at..line.start + blanks).unwrap_or_default();
                at = line.start + line.indent();
                let begins = around.is_some_and(|around: Option<usize>| {
                    around.is_none_or(|around| blanks > around || blanks == around && line.is_item())
                });
                if begins {
                    self.text += &" ".repeat(line.indent() - blanks);
                } else {
                    let by = (line.indent() - blanks).cast_signed();
                    self.shifts.push((self.text.len(), -by));
                    losses
                        .extend(key.clone().filter(|_| blanks == 0).map(|key| hoisted(self.source, key.key)));
                }
            }
            // Whether a collection may begin on the next line, and the indentation of what it belongs to.
            let open = key.filter(|key| self.source.get(key.value.clone()).is_some_and(is_nothing));
            around = open.map(|_| Some(blanks));
        }
        self.text += self.source.get(at..).unwrap_or_default();
        losses
    }

    /// Moves what is at an offset to a line of its own, if js-yaml 3 reads it as a key there: after a value in quotes
    /// or brackets, or an explicit key after a key. Only where the line begins with a mapping key.
    fn split(&mut self, at: usize) -> bool {
        let Some((before, rest)) = self.text.split_at_checked(at) else { return false };
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = before.get(start..).unwrap_or_default();
        let key = line.trim_start_matches(' ');
        let indent = line.len() - key.len();
        let explicit = rest.starts_with('?') && rest.get(1..).is_some_and(|rest| rest.starts_with(js_space));
        let line = line.trim_end();
        let behind = line.ends_with(['"', '\'', ']', '}']) || explicit && line.ends_with(':');
        if !behind || key.is_empty() || key.starts_with("- ") || rest.starts_with([':', '#', '\n', '\r', ','])
        {
            return false;
        }
        self.insert(at, &format!("\n{}", " ".repeat(indent)));
        true
    }

    /// Inserts a null before a comma at an offset, if nothing is between it and the comma or bracket before it.
    fn fill(&mut self, at: usize) -> bool {
        let Some((before, rest)) = self.text.split_at_checked(at) else { return false };
        let empty = rest.starts_with(',') && before.trim_end().ends_with([',', '[', '{']);
        if empty {
            self.insert(at, "~");
        }
        empty
    }

    fn insert(&mut self, at: usize, inserted: &str) {
        self.text.insert_str(at, inserted);
        let by = inserted.len();
        for (shifted, _) in self.shifts.iter_mut().filter(|(shifted, _)| *shifted > at) {
            *shifted += by;
        }
        self.shifts.push((at, by.cast_signed()));
    }
}

/// Whether only a comment follows a key.
fn is_nothing(value: &str) -> bool {
    value.trim().is_empty() || value.trim_start().starts_with('#')
}

fn hoisted(source: &str, key: Range<usize>) -> IgnoredPart {
    let name = source.get(key.clone()).unwrap_or_default();
    let ignored = IgnoredPart::new(format!("{} becomes a top-level key", excerpt(name)));
    ignored.because("a tab is not indentation").at(key)
}
