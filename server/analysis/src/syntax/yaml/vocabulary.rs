//! What the parser is told about the keys of a mapping.

/// The keys that a mapping may have, and what their values accept.
pub trait Vocabulary {
    /// Whether the mapping has a key of that fixed name, rather than one of the author's choice.
    fn knows(&self, key: &str) -> bool;

    /// Whether a key accepts the value next to it, which is empty if the value is below.
    fn takes(&self, key: &str, value: &str) -> bool;

    /// Whether a key accepts any text.
    fn takes_prose(&self, key: &str) -> bool;

    /// Whether a key accepts a mapping and no string.
    fn wants_mapping(&self, key: &str) -> bool;

    /// Whether the mapping may have keys of the author's choice.
    fn takes_any_key(&self) -> bool;

    /// Returns the keys of the mapping that is the value of a key, or an item of a list there.
    fn nested_keys(&self, key: &str) -> Box<dyn Vocabulary + '_>;
}

/// A vocabulary that knows nothing.
pub struct Nothing;

impl Vocabulary for Nothing {
    fn knows(&self, _: &str) -> bool {
        false
    }

    fn takes(&self, _: &str, _: &str) -> bool {
        false
    }

    fn takes_prose(&self, _: &str) -> bool {
        false
    }

    fn wants_mapping(&self, _: &str) -> bool {
        false
    }

    fn takes_any_key(&self) -> bool {
        false
    }

    fn nested_keys(&self, _: &str) -> Box<dyn Vocabulary + '_> {
        Box::new(Self)
    }
}
