//! Validates dialect files: unresolved names, invalid globs and patterns.

use regex_lite::Regex;

use super::catalog::Dialects;
use super::globs::Glob;
use super::relations::Relation;
use super::schema::{DialectFile, Field, FileKind};
use super::sets::{Pattern, Set};
use crate::code_span::code_excerpt;

/// Number of characters of a message that a list of problems shows.
const LONGEST_CLAUSE: usize = 70;

/// An error in a dialect file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialectError {
    /// The path of its keys, as in `documents[0].fields[1].set`.
    pub path: String,
    /// What is wrong and how to correct it, in sentences.
    pub message: String,
}

impl DialectFile {
    /// Returns the errors of the file as written, given the known dialects.
    pub fn dialect_errors(&self, known: &Dialects) -> Vec<DialectError> {
        let mut check = DialectCheck { file: self, known, faults: Vec::new() };
        check.ids();
        for (name, set) in &self.sets {
            check.set(set, &format!("sets.{name}"));
        }
        let names = [&self.built_in.agents, &self.built_in.skills, &self.built_in.commands];
        if names.iter().any(|names| !names.is_empty()) {
            check.source(&self.built_in.source, "built-in.source");
        }
        for (index, document) in self.documents.iter().enumerate() {
            check.document(document, &format!("documents[{index}]"));
        }
        check.faults
    }
}

struct DialectCheck<'a> {
    file: &'a DialectFile,
    known: &'a Dialects,
    faults: Vec<DialectError>,
}

impl DialectCheck<'_> {
    fn say(&mut self, path: impl Into<String>, message: String) {
        self.faults.push(DialectError { path: path.into(), message });
    }

    fn ids(&mut self) {
        let DialectFile { id, replaces, documents, .. } = self.file;
        let is_id = |id: &str| {
            let plain = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
            !id.is_empty() && id.chars().all(plain)
        };
        let there = self.known.files().iter().any(|file| file.id == *id);
        if !is_id(id) {
            self.say(
                "id",
                format!("{} is no id: it has lower-case letters, digits and `-` only.", code_excerpt(id)),
            );
        } else if there && !replaces {
            let message = format!(
                "{} is known already. Choose another id, or say `replaces: true` to take its place.",
                code_excerpt(id)
            );
            self.say("id", message);
        } else if *replaces && !there {
            self.say("replaces", format!("There is no {} that could be replaced.", code_excerpt(id)));
        }
        for (index, document) in documents.iter().enumerate() {
            let path = format!("documents[{index}].id");
            if document.id.strip_prefix(&format!("{id}.")).is_none_or(|kind| !is_id(kind)) {
                let (wrong, start) = (code_excerpt(&document.id), code_excerpt(&format!("{id}.")));
                self.say(path, format!("{wrong} has to be {start} and a word for the kind of document."));
            } else if documents.iter().take(index).any(|other| other.id == document.id) {
                self.say(path, format!("{} is there twice.", code_excerpt(&document.id)));
            }
        }
    }

    /// Finds the kind of file with this id, in the file or in the known dialects.
    fn find_kind(&self, id: &str) -> Option<&FileKind> {
        let own = self.file.documents.iter().find(|document| document.id == id);
        own.or_else(|| self.known.document(id)).map(|document| &**document)
    }

    fn document(&mut self, document: &FileKind, path: &str) {
        for (key, globs) in
            [("globs", &document.globs), ("exclude", &document.exclude), ("also-reads", &document.also_reads)]
        {
            for (index, glob) in globs.iter().enumerate() {
                if let Err(error) = Glob::new(glob) {
                    self.say(
                        format!("{path}.{key}[{index}]"),
                        format!("{} is no glob: {error}.", code_excerpt(glob)),
                    );
                }
            }
        }
        let yields_to = &document.same_name.yields_to;
        let named = [
            ("overlay", &document.overlay),
            ("fields-of", &document.fields_of),
            ("same-name.yields-to", yields_to),
        ];
        for (key, id) in named {
            if let Some(id) = id.as_ref().filter(|id| self.find_kind(id).is_none()) {
                self.say(
                    format!("{path}.{key}"),
                    format!("There is no kind of document {}.", code_excerpt(id)),
                );
            }
        }
        if let Some(imports) = &document.imports {
            self.source(&imports.source, &format!("{path}.imports.source"));
        }
        if let Some(advice) = &document.body_advice {
            self.source(&advice.source, &format!("{path}.body-advice.source"));
        }
        self.fields(&document.fields, path);
        self.relations(&document.relations, path);
    }

    fn relations(&mut self, relations: &[Relation], path: &str) {
        for (index, relation) in relations.iter().enumerate() {
            let path = format!("{path}.relations[{index}]");
            self.source(&relation.source, &format!("{path}.source"));
            if relation.when.is_empty() {
                self.say(format!("{path}.when"), "There has to be a key that it is about.".to_owned());
            }
            let undone = relation.undoes.as_ref();
            if undone.is_some_and(|undone| relation.when.iter().all(|condition| condition.key != *undone)) {
                self.say(format!("{path}.undoes"), "It has to be one of the keys of `when`.".to_owned());
            }
            let length = relation.says.chars().count();
            if length >= LONGEST_CLAUSE {
                let message = format!("The clause has {length} characters; {LONGEST_CLAUSE} are shown.");
                self.say(format!("{path}.says"), message);
            }
        }
    }

    fn fields(&mut self, fields: &[Field], path: &str) {
        for (index, field) in fields.iter().enumerate() {
            let path = format!("{path}.fields[{index}]");
            self.source(&field.source, &format!("{path}.source"));
            for (key, name) in [("set", &field.set), ("keys", &field.keys)] {
                if let Some(name) = name.as_ref().filter(|name| !self.has_set(name)) {
                    self.say(
                        format!("{path}.{key}"),
                        format!("There is no set {} in `sets`.", code_excerpt(name)),
                    );
                }
            }
            if let Some(named) = field.fields_of.as_ref().filter(|named| !self.has_mapping(named)) {
                let message =
                    format!("There is no mapping {}; it is written `document#key`.", code_excerpt(named));
                self.say(format!("{path}.fields-of"), message);
            }
            if let Some(set) = &field.values {
                self.set(set, &format!("{path}.values"));
            }
            if let Some(pattern) = &field.pattern {
                self.pattern(pattern, &format!("{path}.pattern"));
            }
            if let Some(refusal) = &field.refused {
                self.source(&refusal.source, &format!("{path}.refused.source"));
                self.pattern(&refusal.pattern, &format!("{path}.refused.pattern"));
            }
            if let Some(parentheses) = &field.parentheses {
                self.source(&parentheses.source, &format!("{path}.parentheses.source"));
            }
            self.fields(&field.fields, &path);
        }
    }

    fn has_set(&self, name: &str) -> bool {
        match name.split_once('#') {
            Some((dialect, set)) => {
                let mut known = self.known.files().iter();
                known.any(|file| file.id == dialect && file.sets.contains_key(set))
                    || self.file.id == dialect && self.file.sets.contains_key(set)
            }
            None => self.file.sets.contains_key(name),
        }
    }

    fn has_mapping(&self, named: &str) -> bool {
        let mapping = named.split_once('#').and_then(|(document, key)| {
            let document = self.find_kind(document)?;
            Field::for_key(&document.fields, key)
        });
        mapping.is_some_and(|field| !field.fields.is_empty())
    }

    fn source(&mut self, source: &str, path: &str) {
        if !self.file.sources.contains_key(source) {
            self.say(path, format!("There is no source {} in `sources`.", code_excerpt(source)));
        }
    }

    fn set(&mut self, set: &Set, path: &str) {
        for (index, pattern) in set.patterns.iter().enumerate() {
            self.pattern(pattern, &format!("{path}.patterns[{index}]"));
        }
        for (mistake, meant) in set.mistakes.iter().filter(|(_, meant)| set.value(meant).is_none()) {
            self.say(
                format!("{path}.mistakes.{mistake}"),
                format!("{} is none of the values.", code_excerpt(meant)),
            );
        }
        for (index, form) in set.wrong_forms.iter().enumerate() {
            let path = format!("{path}.wrong-forms[{index}]");
            self.pattern(&form.pattern, &format!("{path}.pattern"));
            let meant = form.replacement.as_ref();
            if let Some(meant) = meant.filter(|meant| set.value(meant).is_none()) {
                self.say(
                    format!("{path}.replacement"),
                    format!("{} is none of the values.", code_excerpt(meant)),
                );
            }
        }
    }

    fn pattern(&mut self, pattern: &Pattern, path: &str) {
        if let Err(error) = Regex::new(&pattern.regex) {
            let message = format!("{} is no regular expression: {error}.", code_excerpt(&pattern.regex));
            self.say(format!("{path}.regex"), message);
        }
    }
}
