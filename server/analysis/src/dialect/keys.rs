//! Adapts the fields of a mapping to the YAML parser's view of expected keys.

use super::schema::Field;
use super::types::Type;
use super::words::ValueFormat;
use crate::syntax::yaml::Vocabulary;

/// Maximum number of words of free text that names something.
const MOST_WORDS: usize = 6;

/// The fields that a mapping may have.
pub(crate) struct Keys<'a> {
    fields: &'a [Field],
    /// Whether nothing is known about the mapping's keys.
    any: bool,
}

impl<'a> Keys<'a> {
    /// Returns the keys of the outermost mapping.
    pub(crate) fn from_fields(fields: &'a [Field]) -> Self {
        Self { fields, any: false }
    }

    fn field(&self, key: &str) -> Option<&'a Field> {
        Field::for_key(self.fields, key)
    }
}

impl Vocabulary for Keys<'_> {
    fn knows(&self, key: &str) -> bool {
        self.fields.iter().any(|field| {
            field.name != "*" && field.is_called(key)
                || field.key_set.as_ref().is_some_and(|keys| keys.value(key).is_some())
        })
    }

    fn takes(&self, key: &str, value: &str) -> bool {
        self.field(key).is_some_and(|field| field.types.iter().any(|kind| takes(field, kind, value)))
    }

    fn takes_prose(&self, key: &str) -> bool {
        self.field(key).is_some_and(|field| {
            let text = field.types.iter().any(|kind| matches!(kind, Type::String | Type::Any));
            text && is_free(field) && field.name != "name" && field.name != "*"
        })
    }

    fn wants_mapping(&self, key: &str) -> bool {
        self.field(key).is_some_and(|field| {
            let closed = field.values.as_ref().is_some_and(|set| set.closed);
            let text = |kind: &Type| *kind == Type::Any || *kind == Type::String && !closed;
            field.types.contains(&Type::Map) && !field.types.iter().any(text)
        })
    }

    fn takes_any_key(&self) -> bool {
        self.any || self.fields.iter().any(|field| field.name == "*")
    }

    fn nested_keys(&self, key: &str) -> Box<dyn Vocabulary + '_> {
        let field = self.field(key);
        let fields = field.map_or(&[][..], |field| &field.fields);
        let map = |kind: &Type| match kind {
            Type::List(kinds) => kinds.contains(&Type::Map),
            kind => *kind == Type::Map,
        };
        // Nothing is known about the contents of an unknown key.
        let unknown = field.is_none() && self.any;
        let any = unknown || fields.is_empty() && field.is_some_and(|field| field.types.iter().any(map));
        Box::new(Keys { fields, any })
    }
}

/// Whether a field accepts any text.
fn is_free(field: &Field) -> bool {
    field.values.is_none() && field.format.is_none() && field.pattern.is_none() && !field.raw
}

/// Whether a type accepts the value written next to a key.
fn takes(field: &Field, kind: &Type, value: &str) -> bool {
    let plain = value.split(" #").next().unwrap_or_default().trim();
    match (kind, value.chars().next()) {
        (Type::List(_) | Type::Map | Type::Any | Type::Null, None) => true,
        (_, None) => false,
        (Type::List(_), Some(first)) => first == '[',
        (Type::Map, Some(first)) => first == '{',
        (Type::Any, _) => plain.split(' ').count() <= MOST_WORDS,
        (Type::String, Some('[' | '{')) => false,
        (Type::String, Some('"' | '\'' | '|' | '>')) => true,
        (Type::String, _) => text_fits(field, plain),
        (Type::Boolean, _) => matches!(plain, "true" | "false"),
        (Type::Integer | Type::Number, _) => plain.parse::<f64>().is_ok(),
        (Type::Date, _) => plain.starts_with(|char: char| char.is_ascii_digit()),
        (Type::Null, _) => false,
    }
}

/// Whether plain text may be meant for a field: any for prose, values of its set, or a few words that name something.
fn text_fits(field: &Field, text: &str) -> bool {
    if field.name == "description" {
        return true;
    }
    let list =
        matches!(field.format, Some(ValueFormat::ToolList | ValueFormat::CommaList | ValueFormat::GlobList));
    let mut parts = text.split(',').map(str::trim);
    match &field.values {
        Some(set) if list => {
            let accepted = |part: &str| set.accepts(part.split('(').next().unwrap_or_default().trim());
            let words = |part: &str| part.split(' ').all(accepted);
            parts.clone().any(words) && parts.all(|part| words(part) || !part.contains(' '))
        }
        Some(set) if set.closed => set.accepts(text),
        Some(set) => set.accepts(text) || !text.contains(' '),
        None if list => parts.all(|part| !part.contains(' ')),
        None => text.split(' ').count() <= MOST_WORDS,
    }
}
