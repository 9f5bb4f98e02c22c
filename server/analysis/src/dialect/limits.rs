//! The limits that a text has to keep: its pattern, its length, and the words that it may not be. And the one name that a
//! file gives by itself, as far as it keeps them.

use super::schema::Field;

/// A limit that a text does not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit<'a> {
    /// Its pattern, in a sentence.
    Pattern(&'a str),
    /// It is a word that the tool keeps for itself.
    Reserved,
    /// It has more characters than it can have.
    Longest {
        /// How many it has.
        length: usize,
        /// How many it can have.
        most: usize,
    },
    /// It has fewer characters than it must have.
    Shortest {
        /// How many it must have.
        least: usize,
    },
}

impl Field {
    /// The limit that a text does not keep.
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

    /// The name that a file gives what is in it, if the field can say it: that of the file, or of the folder for a file
    /// that is always called so.
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
