//! Whether two texts are the same to every YAML library.

use super::{Numbers, YamlLibrary, parse_leniently};
use crate::loading::File;

/// The libraries, without the structures of tools.
const LIBRARIES: [YamlLibrary; 6] = [
    YamlLibrary::PLAIN,
    YamlLibrary::BUN,
    YamlLibrary::NPM_YAML,
    YamlLibrary::SERDE_YAML,
    YamlLibrary::js_yaml(Numbers::JsYaml3),
    YamlLibrary::js_yaml(Numbers::JsYaml4),
];

/// Whether every library reads the front matters of two files as the same values, or refuses both.
pub(crate) fn read_alike(one: &File<'_>, other: &File<'_>) -> bool {
    let (text, other_text) = (content(one), content(other));
    let strictly =
        |library: &YamlLibrary| one.load(text, library).ok() == other.load(other_text, library).ok();
    let leniently = |text| {
        let read = parse_leniently(text);
        (read.value, read.faults.len(), read.unread.is_some())
    };
    LIBRARIES.iter().all(strictly) && leniently(text) == leniently(other_text)
}

fn content<'a>(file: &File<'a>) -> &'a str {
    file.front.map_or("", |front| front.text_at(front.content.clone()))
}
