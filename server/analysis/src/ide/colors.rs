//! Document colours and colour presentations.

use std::ops::Range;

use crate::dialect::{Color, Field};
use crate::document::Document;
use crate::palette;
use crate::quote::quoted;
use crate::syntax::yaml::Node;
use crate::values::scalar_words;

/// A colour with its bytes, without quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColorAt {
    /// The bytes, without quotes.
    pub range: Range<usize>,
    /// The colour, in the shade that the tool displays.
    pub color: Color,
}

/// A colour presentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presentation {
    /// The label: a name or a hex number.
    pub label: String,
    /// The replacement of the range, quoted if YAML requires it.
    pub text: String,
}

/// Returns the colours of a document.
pub fn colors(document: &Document) -> Vec<ColorAt> {
    fields(document)
        .flat_map(|(field, value)| {
            let front = document.front_matter();
            let words = front.map(|front| scalar_words(field, value, front)).unwrap_or_default();
            words.into_iter().filter_map(|word| {
                Some(ColorAt { range: word.range, color: palette::color(word.text, field)? })
            })
        })
        .collect()
}

/// Returns the presentations of a colour in a range from [`colors`], best first. Only what the tool displays is
/// offered: of a closed set, the nearest name.
pub fn presentations(document: &Document, range: &Range<usize>, color: Color) -> Vec<Presentation> {
    let touches = |node: &Node| node.span.start <= range.start && range.end <= node.span.end;
    let Some((field, _)) = fields(document).find(|(_, value)| touches(value)) else { return Vec::new() };
    let Some(set) = &field.values else { return Vec::new() };
    let before = range.start.checked_sub(1).map(|at| document.text.slice(at..range.start));
    let in_quotes = before.is_some_and(|before| matches!(&*before, "\"" | "'"));
    let name = palette::nearest(color, set).map(str::to_owned);
    let hex = Some(palette::to_hex(color)).filter(|hex| set.accepts(hex));
    let written = |label: String| Presentation {
        text: if in_quotes { label.clone() } else { quoted(&label, false, true) },
        label,
    };
    hex.into_iter().chain(name).map(written).collect()
}

/// Returns the colour fields of a document with their values.
fn fields(document: &Document) -> impl Iterator<Item = (&Field, &Node)> {
    let kind = document.detection.as_ref().map(|detection| &detection.document);
    let root = document.front_matter().and_then(|front| front.yaml.root.as_ref());
    let fields = kind.map_or(&[][..], |kind| &kind.fields).iter().filter(|field| palette::is_color(field));
    fields.filter_map(move |field| Some((field, &root?.entry(&field.name)?.value)))
}

#[cfg(test)]
mod tests;
