//! Models YAML libraries. They agree on what is valid YAML in all but rare files (of 4,925 real front matters, npm
//! `yaml`, js-yaml, Bun and PyYAML accept the same); a [`YamlLibrary`] says where a library differs.

use std::borrow::Cow;
use std::rc::Rc;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, options};

use super::shape::key_excerpt;
use super::value::{Map, Value};

mod alike;
mod bun;
mod js;
mod libyaml;
mod prepare;
mod scalar;
mod strict;
mod tabs;
pub(super) mod tree;
mod typed;
mod vscode;

pub(crate) use alike::read_alike;
pub(crate) use bun::load_stream;
use bun::tabs::Tabs;
pub(crate) use libyaml::unreadable_char;
pub(crate) use typed::Structure;
pub(crate) use vscode::{LenientFault, LenientFaultKind, LenientYaml, parse_leniently};

/// How a YAML library differs from others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct YamlLibrary {
    /// Whether the last of several duplicate keys wins; otherwise the text is rejected.
    pub(crate) last_key_wins: bool,
    /// Whether `<<` merges the mapping after it.
    pub(crate) merges: bool,
    /// Whether a plain `2025-01-31` is a date.
    pub(crate) dates: bool,
    /// Which plain scalars are numbers.
    pub(crate) numbers: Numbers,
    /// Whether unknown tags are ignored; otherwise the text is rejected.
    pub(crate) unknown_tags: bool,
    /// Whether lines within quotes and brackets must be indented as in YAML 1.2.
    pub(crate) strict: bool,
    /// Maximum nesting depth of collections, also for libraries without a limit of their own.
    pub(crate) deepest: usize,
    /// Whether only strictyaml's subset is valid: no brackets, anchors, aliases or tags, and every scalar is a string.
    pub(crate) texts_only: bool,
    /// Whether U+0085, U+2028 and U+2029 are line breaks, as in YAML 1.1.
    pub(crate) old_breaks: bool,
    /// Whether control characters are allowed in text.
    pub(crate) controls: bool,
    /// Whether the rules of libyaml and of `serde_yaml` on top of it apply: for anchors, tabs, empty keys, tags, and
    /// numbers that do not fit into 64 bits.
    pub(crate) libyaml: bool,
    /// Whether Bun's own rules apply: for lines within quotes, tabs, tags, and `<<` without a mapping after it.
    pub(crate) bun: bool,
    /// Whether the text contains substitutes for other characters.
    pub(crate) stand_ins: bool,
    /// The structure that the text is read into, if the library knows it.
    pub(crate) structure: Option<&'static Structure>,
}

impl YamlLibrary {
    /// A YAML 1.2 library without deviations.
    pub(crate) const PLAIN: Self = Self {
        last_key_wins: false,
        merges: false,
        dates: false,
        numbers: Numbers::Core,
        unknown_tags: false,
        strict: false,
        deepest: 4096,
        texts_only: false,
        old_breaks: false,
        controls: false,
        libyaml: false,
        bun: false,
        stand_ins: false,
        structure: None,
    };

    /// Bun 1.4.4, `Bun.YAML.parse`.
    pub(crate) const BUN: Self =
        Self { last_key_wins: true, merges: true, unknown_tags: true, bun: true, ..Self::PLAIN };

    /// npm `yaml` 2.8 with its defaults: the core schema of YAML 1.2, in which `<<` is an ordinary key.
    pub(crate) const NPM_YAML: Self =
        Self { unknown_tags: true, strict: true, controls: true, ..Self::PLAIN };

    /// `serde_yaml` 0.9 with values of its own: libyaml, with unique keys and 128 levels.
    pub(crate) const SERDE_YAML: Self = Self {
        numbers: Numbers::Serde,
        unknown_tags: true,
        deepest: 128,
        old_breaks: true,
        libyaml: true,
        ..Self::PLAIN
    };

    /// `serde_yaml` 0.9 with a structure of the tool. What that has no key for is passed over at any depth.
    pub(crate) const fn serde_yaml(structure: &'static Structure) -> Self {
        let deepest = Self::PLAIN.deepest;
        Self { last_key_wins: true, structure: Some(structure), deepest, ..Self::SERDE_YAML }
    }

    /// Go's `yaml.v3` with a structure of the tool: a port of libyaml, with merge keys.
    pub(crate) const fn yaml_v3(structure: &'static Structure) -> Self {
        Self { merges: true, ..Self::serde_yaml(structure) }
    }

    /// js-yaml; each version parses numbers differently.
    pub(crate) const fn js_yaml(numbers: Numbers) -> Self {
        Self { merges: true, dates: true, numbers, ..Self::PLAIN }
    }
}

/// Which plain scalars are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// The core schema of YAML 1.2.
    Core,
    /// js-yaml 4: also `0b1` and `1_000`.
    JsYaml4,
    /// js-yaml 3: also `010` for 8, and `1:30` for 90.
    JsYaml3,
    /// Rust's `serde_yaml`: also `0b1` and `-0x1`; `012` is a string, and `.inf` is null once it is JSON.
    Serde,
}

/// Why and where a library rejects a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParseError {
    /// Offset in bytes of the text.
    pub(crate) offset: usize,
    /// The reason, as a clause.
    pub(crate) message: String,
    /// Whether the reason is written for authors, and not in the parser's words.
    pub(crate) plain: bool,
}

impl ParseError {
    /// Returns the reason for the author, as a clause.
    pub(crate) fn reason(&self) -> &str {
        if self.plain { &self.message } else { "invalid YAML" }
    }

    fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into(), plain: true }
    }

    fn from_scan(error: &ScanError) -> Self {
        let info = error.info();
        let message = info.split(" at char ").next().unwrap_or_default();
        Self { plain: false, ..Self::new(error.marker().byte_offset().unwrap_or_default(), message) }
    }
}

/// Parses a text as a library does: one value per YAML document.
pub(super) fn load_documents(source: &str, library: &YamlLibrary) -> Result<Vec<Value>, ParseError> {
    if (library.libyaml || library.strict || library.is_js_yaml())
        && let Some(at) = prepare::early_end(source)
    {
        return Err(ParseError::new(at, "`...` before anything else"));
    }
    let prepared = prepare::prepare(source, library);
    let source = &*prepared;
    let stand_ins = library.stand_ins || prepare::has_stand_ins(source, library);
    let library = &YamlLibrary { stand_ins, ..*library };
    let options = options! {
        emit_comments: false,
        flow_nesting_limit: library.deepest,
        block_nesting_limit: library.deepest,
        strict_indentation: library.strict,
    };
    let mut builder = Builder {
        source,
        library,
        open: Vec::new(),
        anchors: Vec::new(),
        documents: Vec::new(),
        tabs: if library.bun { Tabs::from_source(source) } else { Tabs::default() },
        gap: libyaml::Gap::default(),
        read: 0,
    };
    for next in Parser::new_from_str_with_options(source, options) {
        let (event, span) = next.map_err(|error| ParseError::from_scan(&error))?;
        builder.handle_event(event, &span)?;
    }
    Ok(builder.documents)
}

/// Parses a text with a single document as a library does. An empty text is null.
pub(crate) fn load(source: &str, library: &YamlLibrary) -> Result<Value, ParseError> {
    if library.is_js_yaml() { js::load(source, library) } else { load_one(source, library) }
}

fn load_one(source: &str, library: &YamlLibrary) -> Result<Value, ParseError> {
    let mut documents = load_documents(source, library)?.into_iter();
    let first = documents.next().unwrap_or(Value::Null);
    match documents.next() {
        Some(_) => Err(ParseError::new(0, "more than one YAML document")),
        None => Ok(first),
    }
}

/// A collection that is not complete yet.
struct OpenCollection {
    /// Its anchor id; 0 for none.
    anchor: usize,
    /// Its values so far, with their start offsets; in a mapping, keys and values alternate.
    values: Vec<(Value, usize)>,
    mapping: bool,
    /// Indentation of the innermost block collection, if there is one around.
    indent: Option<usize>,
    flow: bool,
}

struct Builder<'a> {
    source: &'a str,
    library: &'a YamlLibrary,
    open: Vec<OpenCollection>,
    /// Values of the anchors, by id minus one; null until complete.
    anchors: Vec<Value>,
    documents: Vec<Value>,
    tabs: Tabs,
    gap: libyaml::Gap,
    /// End of the last scalar, for strictyaml.
    read: usize,
}

impl Builder<'_> {
    fn handle_event(&mut self, event: Event<'_>, span: &Span) -> Result<(), ParseError> {
        let range = span.byte_range().unwrap_or_default();
        let at = range.start;
        self.check_tabs(&event, &range)?;
        if self.library.texts_only {
            strict::check_event(&event, at)?;
            self.check_stray_tabs(&event, &range)?;
        }
        if self.library.strict {
            self.check_npm_tabs(&event, &range)?;
        }
        if self.library.libyaml {
            self.check_libyaml(&event, &range)?;
        }
        if self.library.is_js_yaml() {
            self.check_js_yaml(&event, &range)?;
        }
        match event {
            Event::Scalar(text, _, anchor, _) if self.library.texts_only => {
                // The parser reports a missing value as `~`.
                let text = if range.is_empty() { Cow::Borrowed("") } else { text };
                let text = if self.library.stand_ins { bun::stand_ins::take_out(&text) } else { text };
                self.push_value(Value::Text(text.into()), anchor, at);
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.check_lines(range)?;
                let text = if self.library.stand_ins { bun::stand_ins::take_out(&text) } else { text };
                let tag = tag.as_ref().map(ToString::to_string);
                let plain = matches!(style, ScalarStyle::Plain);
                let value = match self.library.numbers {
                    _ if self.library.structure.is_some() => {
                        Ok(typed::read_scalar(&text, plain, tag.as_deref()))
                    }
                    Numbers::Serde => libyaml::resolve(&text, plain, tag.as_deref()),
                    _ => scalar::resolve(&text, plain, tag.as_deref(), self.library)
                        .ok_or("an unknown YAML tag"),
                }
                .map_err(|reason| ParseError::new(at, reason))?;
                self.push_value(value, anchor, at);
            }
            Event::SequenceStart(style, anchor, _) => self.begin(style, anchor, false, span)?,
            Event::MappingStart(style, anchor, _) => self.begin(style, anchor, true, span)?,
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(()) };
                let start = open.values.first().map_or(at, |(_, start)| *start);
                let value = if open.mapping {
                    Value::Map(Rc::new(self.mapping(open.values)?))
                } else {
                    Value::List(open.values.into_iter().map(|(value, _)| value).collect())
                };
                self.push_value(value, open.anchor, start);
            }
            Event::Alias(anchor) => {
                let value = anchor.checked_sub(1).and_then(|index| self.anchors.get(index)).cloned();
                self.push_value(value.unwrap_or(Value::Null), 0, at);
            }
            _ => {}
        }
        Ok(())
    }

    fn push_value(&mut self, value: Value, anchor: usize, at: usize) {
        if let Some(index) = anchor.checked_sub(1) {
            if self.anchors.len() <= index {
                self.anchors.resize(index + 1, Value::Null);
            }
            if let Some(slot) = self.anchors.get_mut(index) {
                *slot = value.clone();
            }
        }
        match self.open.last_mut() {
            Some(open) => open.values.push((value, at)),
            None => self.documents.push(value),
        }
    }

    fn mapping(&self, values: Vec<(Value, usize)>) -> Result<Map, ParseError> {
        let (mut map, mut merged) = (Map::default(), Vec::new());
        let mut values = values.into_iter();
        let mut column = None;
        while let (Some((key, at)), Some((value, value_at))) = (values.next(), values.next()) {
            if self.library.texts_only {
                self.check_strict(&key, at, &value, value_at, &mut column)?;
            }
            let name = key.to_key();
            self.check_structure(&key, at, map.get(&name).is_some())?;
            let key = name;
            let merge = !self.library.bun || value.is_collection();
            if self.library.merges && &*key == "<<" && merge {
                self.check_merged(&value, at)?;
                merged.push(value);
                continue;
            }
            if !self.library.last_key_wins && map.get(&key).is_some() {
                return Err(ParseError::new(at, format!("duplicate key {}", key_excerpt(&key))));
            }
            map.set(key, value);
        }
        for source in merged {
            for from in source.list().unwrap_or(std::slice::from_ref(&source)) {
                merge(&mut map, from);
            }
        }
        Ok(map)
    }
}

/// Merges the entries that a mapping does not define itself.
fn merge(map: &mut Map, from: &Value) {
    for (key, value) in from.map().into_iter().flat_map(Map::iter) {
        if map.get(key).is_none() {
            map.set(key.into(), value.clone());
        }
    }
}
