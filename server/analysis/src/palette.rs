//! Parses and formats colours, and finds the nearest colour name of a tool.

use crate::dialect::{Color, Field, KnownValue, Set, ValueFormat};

/// Returns the colour of a field's value: the tool's shade for its own colour names, then hex and CSS. `None` for a
/// text that is not a colour.
pub(crate) fn color(text: &str, field: &Field) -> Option<Color> {
    let own = field.values.as_ref().and_then(|set| set.value(text)).and_then(|value| value.shade);
    own.or_else(|| hex(text)).or_else(|| css_name(text))
}

/// Whether the values of a field are colours.
pub(crate) fn is_color(field: &Field) -> bool {
    field.format == Some(ValueFormat::Color)
}

/// Parses `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`.
pub(crate) fn hex(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#')?;
    let known = matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    known.then(|| csscolorparser::parse(text).ok())?.map(|color| Color { rgba: color.to_rgba8() })
}

/// Parses a CSS colour name, in any case.
pub(crate) fn css_name(text: &str) -> Option<Color> {
    let word = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    // The parser also accepts hex digits without `#`; `transparent` cannot be displayed.
    let digits = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let color = csscolorparser::parse(text)
        .ok()
        .filter(|_| word && !digits && !text.eq_ignore_ascii_case("transparent"))?;
    Some(Color { rgba: color.to_rgba8() })
}

/// Formats as `#rrggbb` in lower case, with the alpha unless opaque.
pub(crate) fn to_hex(color: Color) -> String {
    let [red, green, blue, alpha] = color.rgba;
    let opaque = format!("#{red:02x}{green:02x}{blue:02x}");
    if alpha == 255 { opaque } else { format!("{opaque}{alpha:02x}") }
}

/// Returns the value of a set with the perceptually nearest shade.
pub(crate) fn nearest(color: Color, set: &Set) -> Option<&str> {
    // A name without a known shade is treated as the CSS colour.
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
