//! Colours: from text and back, and which of a tool's names is nearest.

use crate::dialect::{Color, Field, KnownValue, Set, ValueFormat};

/// The colour that a value of a colour field means to its tool: the tool's own shade for the tool's own names, then
/// hex and CSS. None for a text that is no colour.
pub(crate) fn color(text: &str, field: &Field) -> Option<Color> {
    let own = field.values.as_ref().and_then(|set| set.value(text)).and_then(|value| value.shade);
    own.or_else(|| hex(text)).or_else(|| css_name(text))
}

/// Whether a field holds a colour.
pub(crate) fn is_color(field: &Field) -> bool {
    field.format == Some(ValueFormat::Color)
}

/// `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`.
pub(crate) fn hex(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#')?;
    let known = matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    known.then(|| csscolorparser::parse(text).ok())?.map(|color| Color { rgba: color.to_rgba8() })
}

/// A colour name of CSS, in any case.
pub(crate) fn css_name(text: &str) -> Option<Color> {
    let word = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    // The parser takes hex digits without `#` as well; `transparent` is no colour to show.
    let digits = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let color = csscolorparser::parse(text)
        .ok()
        .filter(|_| word && !digits && !text.eq_ignore_ascii_case("transparent"))?;
    Some(Color { rgba: color.to_rgba8() })
}

/// `#rrggbb` in lower case, with the alpha when it is not opaque.
pub(crate) fn to_hex(color: Color) -> String {
    let [red, green, blue, alpha] = color.rgba;
    let opaque = format!("#{red:02x}{green:02x}{blue:02x}");
    if alpha == 255 { opaque } else { format!("{opaque}{alpha:02x}") }
}

/// The value of a set whose shade is nearest, as people see it.
pub(crate) fn nearest(color: Color, set: &Set) -> Option<&str> {
    // A name whose shade is not known is taken for that of CSS.
    let shade = |value: &KnownValue| value.shade.or_else(|| css_name(&value.value));
    let shades = set.values.iter().filter_map(|value| Some((shade(value)?, value.value.as_str())));
    let distance = |(shade, _): &(Color, &str)| {
        let [a, b] = [color, *shade].map(|color| {
            let [red, green, blue, _] = color.rgba;
            csscolorparser::Color::from_rgba8(red, green, blue, 255).to_oklaba()
        });
        (0..3).map(|axis| (a[axis] - b[axis]).powi(2)).sum::<f32>()
    };
    shades.min_by(|a, b| distance(a).total_cmp(&distance(b))).map(|(_, name)| name)
}
