//! What whoever reads a front matter knows of the keys of a mapping.

/// The keys that a mapping may have, with what may stand in their values.
pub trait Vocabulary {
    /// Whether it is a key of the mapping by its own name, not one of the author's choice.
    fn knows(&self, key: &str) -> bool;

    /// Whether a key takes what is written beside it, which is empty where the value stands below.
    fn takes(&self, key: &str, value: &str) -> bool;

    /// Whether a key takes a text of any words.
    fn takes_prose(&self, key: &str) -> bool;

    /// Whether a key takes a mapping and no text.
    fn wants_mapping(&self, key: &str) -> bool;

    /// Whether keys may be the author's.
    fn takes_any_key(&self) -> bool;

    /// The keys of the mapping that is the value of a key, or that is an item of the list which is its value.
    fn nested_keys(&self, key: &str) -> Box<dyn Vocabulary + '_>;
}

/// Nothing is known.
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
