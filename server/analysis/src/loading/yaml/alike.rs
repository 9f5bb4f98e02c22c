//! Whether two texts are the same to every YAML library.

use super::{Numbers, YamlLibrary, load, parse_leniently};

/// The libraries, without the structures of tools.
const LIBRARIES: [YamlLibrary; 6] = [
    YamlLibrary::PLAIN,
    YamlLibrary::BUN,
    YamlLibrary::NPM_YAML,
    YamlLibrary::SERDE_YAML,
    YamlLibrary::js_yaml(Numbers::JsYaml3),
    YamlLibrary::js_yaml(Numbers::JsYaml4),
];

/// Whether every library reads two texts as the same values, or refuses both.
pub(crate) fn read_alike(one: &str, other: &str) -> bool {
    let strictly = |library: &YamlLibrary| load(one, library).ok() == load(other, library).ok();
    let leniently = |text| {
        let read = parse_leniently(text);
        (read.value, read.faults.len(), read.unread.is_some())
    };
    LIBRARIES.iter().all(strictly) && leniently(one) == leniently(other)
}
