//! The limits that a text has to keep: its pattern, its length, and the words that it may not be. And the one name that a
//! file gives by itself, as far as it keeps them.

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
