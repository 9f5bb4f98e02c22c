//! Loads dialect files and resolves the names in them: sets, sources, inherited fields and overlays.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::globs::Paths;
use super::lazy_part::LazyPart;
use super::relations::Relation;
use super::schema::{DialectFile, Field, FileKind};
use super::sent::Sent;
use super::sets::Set;
use super::words::{Effect, ValueFormat};

/// What is known of a kind of file beyond how it is found: what other kinds can inherit.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Details {
    pub(super) fields: Vec<Field>,
    pub(super) foreign: Vec<String>,
    pub(super) mistakes: BTreeMap<String, String>,
    pub(super) relations: Vec<Relation>,
    pub(super) sent: Option<Sent>,
}

/// Resolves the names in the details of kinds: sets, sources, inherited fields and overlays.
///
/// Kinds inherit in stages, each of which takes from the stage before it, so that no two can wait for each other: mappings
/// first, so that a kind inherits complete ones, then all fields, then overlays.
pub(super) struct Resolver<'a> {
    /// The files whose kinds are resolved.
    pub(super) own: Vec<&'a DialectFile>,
    /// Files whose kinds are complete.
    pub(super) known: &'a [Arc<DialectFile>],
    /// Returns what is written of one of the own kinds.
    pub(super) written: &'a dyn Fn(&FileKind) -> Details,
}

impl DialectFile {
    /// Parses one dialect file.
    ///
    /// # Errors
    /// The message of the YAML library, with line and column, for a file that does not fit the format.
    pub fn parse(text: &str) -> Result<Self, String> {
        serde_yaml::from_str(text).map_err(|error| error.to_string())
    }
}

/// Resolves the names in what is read of a file at once.
pub(super) fn resolve_head(file: &mut DialectFile) {
    let DialectFile { tool, programs, versions, checked, sources, documents, .. } = file;
    for document in documents.iter_mut().map(Arc::make_mut) {
        document.tool.clone_from(tool);
        document.programs.clone_from(programs);
        document.versions.clone_from(versions);
        document.checked.clone_from(checked);
        let paths = Paths::from_globs(&document.globs, &document.also_reads, &document.exclude);
        document.paths = Arc::new(paths);
        let imports = document.imports.iter_mut().map(|imports| &mut imports.source);
        let advice = document.body_advice.iter_mut().map(|advice| &mut advice.source);
        let placeholders = document.placeholders.iter_mut().map(|placeholders| &mut placeholders.source);
        let shell = document.load_shell.iter_mut().map(|shell| &mut shell.source);
        let all = imports.chain(advice).chain(placeholders).chain(shell);
        all.for_each(|source| resolve_source(source, sources));
    }
}

/// Gives overlays the budgets of the kinds that they are laid over.
pub(super) fn inherit_budgets(files: &mut [DialectFile], known: &[Arc<DialectFile>]) {
    let all = known.iter().map(|file| &**file).chain(&*files).flat_map(|file| &file.documents);
    let budgets = all.filter_map(|kind| Some((kind.id.clone(), kind.description_budget?)));
    let budgets: BTreeMap<_, _> = budgets.collect();
    for kind in files.iter_mut().flat_map(|file| &mut file.documents) {
        if let (None, Some(base)) = (kind.description_budget, &kind.overlay) {
            Arc::make_mut(kind).description_budget = budgets.get(base).copied();
        }
    }
}

/// Resolves the names in a file, which may refer to known files, and lays overlays over their bases.
pub(super) fn resolve(file: &mut DialectFile, known: &[Arc<DialectFile>]) {
    resolve_head(file);
    inherit_budgets(std::slice::from_mut(file), known);
    let resolver = Resolver { own: vec![file], known, written: &Details::of_kind };
    let details: Vec<_> = file.documents.iter().map(|kind| resolver.details(file, kind)).collect();
    for (kind, details) in file.documents.iter_mut().map(Arc::make_mut).zip(details) {
        let Details { fields, foreign, mistakes, relations, sent } = details;
        (kind.fields, kind.foreign) = (LazyPart::Own(fields), LazyPart::Own(foreign));
        (kind.mistakes, kind.relations) = (LazyPart::Own(mistakes), LazyPart::Own(relations));
        kind.sent = LazyPart::Own(sent);
    }
}

impl Details {
    pub(super) const NONE: Self = Self {
        fields: Vec::new(),
        foreign: Vec::new(),
        mistakes: BTreeMap::new(),
        relations: Vec::new(),
        sent: None,
    };

    fn of_kind(kind: &FileKind) -> Self {
        let FileKind { fields, foreign, mistakes, relations, sent, .. } = kind;
        Self {
            fields: fields.to_vec(),
            foreign: foreign.to_vec(),
            mistakes: BTreeMap::clone(mistakes),
            relations: relations.to_vec(),
            sent: Option::clone(sent),
        }
    }
}

impl Resolver<'_> {
    /// Returns the complete details of one of the own kinds.
    pub(super) fn details(&self, file: &DialectFile, kind: &FileKind) -> Details {
        let mut details = self.taken_over(file, kind);
        if let Some(base) = kind.overlay.as_ref().and_then(|id| self.base(id, Self::taken_over)) {
            overlay(&mut details, &base);
        }
        details
    }

    /// Returns the details with those that the kind takes over.
    fn taken_over(&self, file: &DialectFile, kind: &FileKind) -> Details {
        let mut details = self.filled(file, kind);
        if let Some(base) = kind.fields_of.as_ref().and_then(|id| self.base(id, Self::filled)) {
            take_over(&mut details, kind, base);
        }
        details
    }

    /// Returns the details with the fields that mappings inherit.
    fn filled(&self, file: &DialectFile, kind: &FileKind) -> Details {
        let mut details = self.named(file, kind);
        self.fill(&mut details.fields, &kind.tool);
        details
    }

    /// Returns the details with nothing but what their own names stand for.
    fn named(&self, file: &DialectFile, kind: &FileKind) -> Details {
        let mut details = (self.written)(kind);
        details.fields.iter_mut().for_each(|field| self.resolve_field(field, file));
        details.relations.iter_mut().for_each(|relation| resolve_source(&mut relation.source, &file.sources));
        details.sent.iter_mut().for_each(|sent| resolve_source(&mut sent.source, &file.sources));
        details
    }

    /// Returns a kind that others inherit from, at a stage if it is an own one.
    fn base(&self, id: &str, stage: fn(&Self, &DialectFile, &FileKind) -> Details) -> Option<Details> {
        fn kind_in<'a>(file: &'a DialectFile, id: &str) -> Option<&'a FileKind> {
            file.documents.iter().map(|kind| &**kind).find(|kind| kind.id == id)
        }
        let own = self.own.iter().find_map(|file| Some((*file, kind_in(file, id)?)));
        let known = || self.known.iter().find_map(|file| kind_in(file, id)).map(Details::of_kind);
        own.map(|(file, kind)| stage(self, file, kind)).or_else(known)
    }

    /// Returns a set by its name in a file, or by `dialect#set`.
    fn named_set(&self, name: &str, file: &DialectFile) -> Option<Arc<Set>> {
        let of_other = || {
            let (id, name) = name.split_once('#')?;
            let known = self.known.iter().map(|file| &**file);
            self.own.iter().copied().chain(known).find(|file| file.id == id)?.sets.get(name)
        };
        file.sets.get(name).or_else(of_other).cloned()
    }

    /// Adds the fields that mappings inherit from mappings of other kinds.
    fn fill(&self, fields: &mut [Field], tool: &str) {
        for field in fields {
            let named = field.fields_of.as_ref().and_then(|name| name.split_once('#'));
            let base = named.and_then(|(id, key)| Some((self.base(id, Self::named)?, key)));
            if let Some(base) = base.as_ref().and_then(|(base, key)| Field::for_key(&base.fields, key)) {
                add_missing(&mut field.fields, &base.fields, tool);
            }
            self.fill(&mut field.fields, tool);
        }
    }

    fn resolve_field(&self, field: &mut Field, file: &DialectFile) {
        if let Some(name) = &field.set {
            field.values = self.named_set(name, file);
        }
        if field.format == Some(ValueFormat::Matcher) {
            // A matcher may contain several words, and regular expressions.
            field.values = field.values.as_deref().map(|set| Arc::new(Set { free: true, ..set.clone() }));
        }
        field.key_set = field.keys.as_ref().and_then(|name| self.named_set(name, file));
        resolve_source(&mut field.source, &file.sources);
        if let Some(parentheses) = &mut field.parentheses {
            resolve_source(&mut parentheses.source, &file.sources);
        }
        if let Some(refusal) = &mut field.refused {
            resolve_source(&mut refusal.source, &file.sources);
        }
        field.readers = vec![file.tool.clone()];
        field.fields.iter_mut().for_each(|nested| self.resolve_field(nested, file));
    }
}

fn resolve_source(source: &mut String, sources: &BTreeMap<String, String>) {
    if let Some(address) = sources.get(source) {
        source.clone_from(address);
    }
}

fn take_over(details: &mut Details, kind: &FileKind, base: Details) {
    let mut taken = base.fields;
    if let Some(effect) = kind.invalid {
        set_effect(&mut taken, effect);
    }
    let Details { fields, foreign, mistakes, relations, .. } = details;
    add_missing(fields, &taken, &kind.tool);
    foreign.extend(base.foreign);
    relations.extend(base.relations);
    for (mistake, meant) in base.mistakes {
        mistakes.entry(mistake).or_insert(meant);
    }
    let own = |key: &str| fields.iter().any(|field| field.is_called(key));
    foreign.retain(|key| !own(key));
    mistakes.retain(|mistake, _| !own(mistake));
}

/// Sets the effect of an invalid value on the fields where it has any.
fn set_effect(fields: &mut [Field], effect: Effect) {
    for field in fields {
        if field.invalid != Effect::Kept {
            field.invalid = effect;
        }
        set_effect(&mut field.fields, effect);
    }
}

/// Adds the fields of the base that are not defined; the tool reads them too.
fn add_missing(fields: &mut Vec<Field>, base: &[Field], tool: &str) {
    fn read_by(field: &mut Field, tool: &str) {
        field.readers = vec![tool.to_owned()];
        field.fields.iter_mut().for_each(|nested| read_by(nested, tool));
    }
    for field in base {
        if !fields.iter().any(|own| own.name == field.name) {
            let mut field = field.clone();
            read_by(&mut field, tool);
            fields.push(field);
        }
    }
}

fn overlay(details: &mut Details, base: &Details) {
    let Details { fields, foreign, relations, .. } = details;
    lay_over(fields, &base.fields);
    foreign.extend(base.foreign.iter().cloned());
    relations.extend(base.relations.iter().cloned());
    foreign.retain(|key| !fields.iter().any(|field| field.name == *key));
}

/// Merges two kinds: returns the first with the keys that only the other has, and the other without those of the first.
pub(super) fn together(kind: &FileKind, added: &FileKind) -> (FileKind, FileKind) {
    let (mut kind, mut added) = (kind.clone(), added.clone());
    let taken = |field: &Field| {
        let known = kind.fields.iter().find(|known| known.name == field.name);
        known.is_some_and(|known| known.doc == field.doc && known.source == field.source)
    };
    added.fields.retain(|field| !taken(field));
    for field in &added.fields {
        if !kind.fields.iter().any(|known| known.is_called(&field.name)) {
            // Whether the key is required is up to the project's own kind.
            kind.fields.push(Field { required: false, recommended: false, ..field.clone() });
        }
    }
    kind.foreign.retain(|key| !added.fields.iter().any(|field| field.is_called(key)));
    kind.mistakes.retain(|mistake, _| !added.fields.iter().any(|field| field.is_called(mistake)));
    (kind, added)
}

/// Adds the base's fields that the overlay does not define. Those that both define, and their nested fields, are read
/// by both tools.
fn lay_over(fields: &mut Vec<Field>, base: &[Field]) {
    for under in base {
        match fields.iter_mut().find(|field| field.name == under.name) {
            Some(field) => {
                field.readers.extend(under.readers.iter().cloned());
                field.parentheses = field.parentheses.take().or_else(|| under.parentheses.clone());
                field.takes_from = field.takes_from.take().or_else(|| under.takes_from.clone());
                lay_over(&mut field.fields, &under.fields);
            }
            None => fields.push(under.clone()),
        }
    }
}
