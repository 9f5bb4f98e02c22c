//! Constraints on text: its pattern, length and reserved words; and the name that a file must give, derived from its
//! path.

use super::schema::Field;

/// A constraint that a text violates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit<'a> {
    /// Its pattern, in a sentence.
    Pattern(&'a str),
    /// The text is a reserved word.
    Reserved,
    /// It has more characters than allowed.
    Longest {
        /// How many it has.
        length: usize,
        /// The maximum.
        most: usize,
    },
    /// It has fewer characters than required.
    Shortest {
        /// The minimum.
        least: usize,
    },
}

impl Field {
    /// Returns the constraint that a text violates.
    pub fn limit(&self, text: &str) -> Option<Limit<'_>> {
        let length = text.chars().count();
        let pattern = self.pattern.as_ref().filter(|pattern| !pattern.matches(text));
        let reserved = self.reserved.iter().any(|reserved| reserved == text);
        let most = self.max_length.filter(|most| length > *most);
        let least = self.min_length.filter(|least| length < *least);
        pattern
            .map(|pattern| Limit::Pattern(&pattern.doc))
            .or(reserved.then_some(Limit::Reserved))
            .or_else(|| most.map(|most| Limit::Longest { length, most }))
            .or_else(|| least.map(|least| Limit::Shortest { least }))
    }

    /// Derives a valid name from a file's path: from the file name, or from the folder for files with a fixed name.
    pub(crate) fn name_of(&self, path: Option<&str>) -> Option<String> {
        let mut parts = path?.rsplit('/');
        let file = parts.next()?;
        let stem = file.split('.').next().filter(|stem| !stem.is_empty())?;
        let name = if stem.eq_ignore_ascii_case("skill") { parts.next()? } else { stem };
        let plain = name.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_'));
        let fits = self.limit(name).is_none();
        (plain && fits && !name.is_empty() && !name.starts_with('-')).then(|| name.to_owned())
    }
}
