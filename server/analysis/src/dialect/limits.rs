//! The limits that a text has to keep: its pattern, its length, and the words that it may not be.

use super::schema::Field;

impl Field {
    /// The limit that a text does not keep, as a sentence without its full stop.
    pub fn limit(&self, text: &str) -> Option<String> {
        let length = text.chars().count();
        let pattern = self.pattern.as_ref().filter(|pattern| !pattern.matches(text));
        let reserved = self.reserved.iter().find(|reserved| *reserved == text);
        let longest = self.max_length.filter(|longest| length > *longest);
        let shortest = self.min_length.filter(|shortest| length < *shortest);
        pattern
            .map(|pattern| pattern.doc.trim_end_matches('.').to_owned())
            .or_else(|| reserved.map(|word| format!("The tool keeps `{word}` for itself")))
            .or_else(|| longest.map(|longest| format!("It has {length} characters, and may have {longest}")))
            .or_else(|| shortest.map(|shortest| format!("It has to have at least {shortest} characters")))
    }
}
