//! Converts single values: words, colours, strings and numbers.

use super::Source;
use super::draft::Draft;
use super::tables::{Other, TABLES};
use crate::dialect::{Field, Type, ValueFormat};
use crate::palette;
use crate::quote::{quoted, toml_text, toml_value};
use crate::syntax::FileFormat;
use crate::syntax::yaml::{Entry, Scalar, ScalarKind, Style};

impl Source<'_> {
    /// Writes the value of a key under the target's key. Returns whether nothing is lost.
    pub(super) fn carry(&self, name: &str, field: Option<&Field>, entry: &Entry, draft: &mut Draft) -> bool {
        let what = self.from.keys.iter().find(|(_, key)| *key == name).map(|(what, _)| what.as_str());
        let (Some(what), Some(scalar), Some(field)) = (what, entry.value.scalar(), field) else {
            return false;
        };
        let text = &*scalar.text;
        let other = TABLES.has_words(what).then(|| TABLES.other(what, text, self.from_id, self.to_id));
        if other == Some(Other::Nothing) {
            return true;
        }
        let Some(key) = self.to.keys.get(what) else { return false };
        let Some(target) = Field::for_key(&self.to_kind.fields, key) else { return false };
        let value = match other {
            Some(Other::Words(words)) => words.first().map(|word| self.written_value(word, target)),
            Some(_) => None,
            None if palette::is_color(target) => {
                shade(text, field, target).map(|it| self.written_value(&it, target))
            }
            None => self.copied(entry, scalar, target),
        };
        value.map(|value| draft.put(key, &value)).is_some()
    }

    /// Returns a string as the target's format writes it.
    pub(super) fn written_value(&self, text: &str, target: &Field) -> String {
        match self.to_kind.format {
            FileFormat::Toml if target.format == Some(ValueFormat::Prose) => toml_text(text),
            FileFormat::Toml => toml_value(text, target),
            _ => quoted(text, false, true),
        }
    }

    /// Copies a value as it is, if the target accepts its type and range.
    fn copied(&self, entry: &Entry, scalar: &Scalar, target: &Field) -> Option<String> {
        let plain = Scalar { text: scalar.text.clone(), style: Style::Plain }.kind();
        if target.types.contains(&Type::String) {
            let written = self.front.text_at(entry.value.span.clone());
            let margin = self.front.text_at(0..entry.key.span.start).ends_with(['\n', '\r']);
            let plain = [self.kind, self.to_kind].iter().all(|kind| kind.format == FileFormat::Markdown);
            let same = margin && plain && scalar.kind() == ScalarKind::Text;
            return Some(if same {
                written.trim_end().to_owned()
            } else {
                self.written_value(&scalar.text, target)
            });
        }
        let fits = target.types.iter().any(|kind| match kind {
            Type::Integer => plain == ScalarKind::Integer,
            Type::Number => matches!(plain, ScalarKind::Integer | ScalarKind::Float),
            Type::Boolean => plain == ScalarKind::Boolean,
            _ => false,
        });
        let number = scalar.text.parse::<f64>().ok();
        let low = target.min.zip(number).is_some_and(|(min, number)| number < min);
        let high = target.max.zip(number).is_some_and(|(max, number)| number > max);
        (fits && !low && !high).then(|| scalar.text.to_string())
    }
}

/// Returns the target's colour closest to a colour.
fn shade(text: &str, field: &Field, target: &Field) -> Option<String> {
    let set = target.values.as_ref()?;
    let color = palette::color(text, field);
    let hex = || color.map(palette::to_hex).filter(|hex| set.accepts(hex));
    let nearest = || palette::nearest(color?, set).map(str::to_owned);
    Some(text.to_owned()).filter(|text| set.accepts(text)).or_else(nearest).or_else(hex)
}
