//! js-yaml 3.14, the YAML library of gray-matter 4.0.3, with two habits of its own that real files meet.
//!
//! It counts blanks alone as indentation and passes over tabs, so that keys which tabs indent belong to the outermost
//! mapping. And it does not mind a second key on the line of the first: `a: "b" c: d` are two keys, and so are
//! `a: 'it's: d` and `a: ? b`.

use std::ops::Range;

use crate::loader::value::Value;
use crate::loader::yaml::{Flavour, Numbers, Refusal, load};
use crate::loader::{Loss, block::js_space};
use crate::syntax::lines::{Line, lines};

/// js-yaml 3.14, `safeLoad`.
const JS_YAML: Flavour = Flavour {
    last_key_wins: false,
    merges: true,
    dates: true,
    numbers: Numbers::JsYaml3,
    unknown_tags: false,
    strict: false,
    deepest: crate::loader::yaml::DEEPEST,
    texts_only: false,
    bun: false,
    stand_ins: false,
};

/// How many keys are looked for on the lines of others.
const MOST_SPLITS: usize = 16;

/// What js-yaml 3 makes of a text, and what its habits do to it. Places are those in the text.
pub(super) fn read(source: &str) -> Result<(Value, Vec<Loss>), Refusal> {
    let mut text = Text::new(source);
    let mut losses = text.take_tabs()?;
    for _ in 0..MOST_SPLITS {
        let refusal = match load(&text.text, &JS_YAML) {
            Ok(value) => return Ok((value, losses)),
            Err(refusal) => Refusal { offset: refusal.offset, ..refusal },
        };
        let origin = text.origin(refusal.offset);
        if !text.split(refusal.offset) {
            return Err(Refusal { offset: origin, ..refusal });
        }
        let line = source.get(origin..).and_then(|rest| rest.split(['\n', '\r']).next()).unwrap_or_default();
        let what = "the value before it has ended, and this is read as another key";
        losses.push(Loss { what: what.to_owned(), range: Some(origin..origin + line.trim_end().len()) });
    }
    load(&text.text, &JS_YAML).map(|value| (value, losses))
}

/// A text that was changed so that another YAML library reads it as js-yaml 3 does.
struct Text<'a> {
    source: &'a str,
    text: String,
    /// Where the text was changed: an offset in it, and by how much what follows lies behind (or before, if negative)
    /// where it stands in the source.
    shifts: Vec<(usize, isize)>,
}

impl<'a> Text<'a> {
    fn new(source: &'a str) -> Self {
        Self { source, text: source.to_owned(), shifts: Vec::new() }
    }

    /// The offset in the source of an offset in the text.
    fn origin(&self, offset: usize) -> usize {
        let shift: isize = self.shifts.iter().filter(|(at, _)| *at <= offset).map(|(_, by)| by).sum();
        offset.saturating_add_signed(-shift).min(self.source.len())
    }

    /// Takes the tabs in front of keys away. A key that a tab indents may come first only if nothing follows it.
    fn take_tabs(&mut self) -> Result<Vec<Loss>, Refusal> {
        let tabbed = |line: &Line<'_>| line.text.trim_start_matches(' ').starts_with('\t');
        let all: Vec<_> = lines(self.source, 0).filter(Line::has_content).collect();
        if let [first, _, ..] = all.as_slice()
            && tabbed(first)
        {
            return Err(Refusal {
                offset: first.start,
                message: "a tab stands before the first key".to_owned(),
            });
        }
        let keyed: Vec<_> = all.iter().filter(|line| tabbed(line) && line.key().is_some()).collect();
        let mut losses = Vec::new();
        let (mut text, mut at) = (String::new(), 0);
        for line in &keyed {
            let blanks = line.text.len() - line.text.trim_start_matches(' ').len();
            text += self.source.get(at..line.start + blanks).unwrap_or_default();
            at = line.start + line.indent();
            self.shifts.push((text.len(), (line.start + blanks).wrapping_sub(at).cast_signed()));
            if blanks == 0 && all.len() > 1 {
                losses.extend(line.key().map(|key| hoisted(self.source, key.key)));
            }
        }
        text += self.source.get(at..).unwrap_or_default();
        self.text = text;
        Ok(losses)
    }

    /// Puts what stands at an offset on a line of its own, if js-yaml 3 would read it as a key there: behind a value
    /// in quotes or brackets, or an explicit key behind a key. Only where the line begins with the key of a mapping.
    fn split(&mut self, at: usize) -> bool {
        let Some((before, rest)) = self.text.split_at_checked(at) else { return false };
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = before.get(start..).unwrap_or_default();
        let key = line.trim_start_matches(' ');
        let indent = line.len() - key.len();
        let explicit = rest.starts_with('?') && rest.get(1..).is_some_and(|rest| rest.starts_with(js_space));
        let behind = if explicit { line.trim_end().ends_with(':') } else { ends_value(line.trim_end()) };
        if !behind || key.is_empty() || key.starts_with("- ") || rest.starts_with([':', '#', '\n', '\r', ','])
        {
            return false;
        }
        let inserted = format!("\n{}", " ".repeat(indent));
        self.text.insert_str(at, &inserted);
        let by = inserted.len();
        for (shifted, _) in self.shifts.iter_mut().filter(|(shifted, _)| *shifted > at) {
            *shifted += by;
        }
        self.shifts.push((at, by.cast_signed()));
        true
    }
}

fn ends_value(line: &str) -> bool {
    line.ends_with(['"', '\'', ']', '}'])
}

fn hoisted(source: &str, key: Range<usize>) -> Loss {
    let name = source.get(key.clone()).unwrap_or_default();
    let what = format!("a tab is no indentation, so `{name}` is a key of the outermost mapping");
    Loss { what, range: Some(key) }
}
