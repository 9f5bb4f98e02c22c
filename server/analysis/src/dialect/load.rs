//! Loads dialect files and resolves the names in them: sets, sources, inherited fields and overlays.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::globs::Paths;
use super::relations::Relation;
use super::schema::{DialectFile, Field, FileKind};
use super::sets::Set;
use super::words::{Effect, ValueFormat};

/// The sets of every dialect, by `set` within their own file and by `dialect#set` everywhere.
type Sets = BTreeMap<String, Arc<Set>>;

/// The kinds that others inherit from, by id, before inheritance is applied to them.
type Bases = BTreeMap<String, Base>;

/// What other kinds can inherit.
struct Base {
    fields: Vec<Field>,
    foreign: Vec<String>,
    mistakes: BTreeMap<String, String>,
    relations: Vec<Relation>,
    description_budget: Option<u32>,
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

/// Resolves the names in the files and lays overlays over their bases. Names may refer to known files.
pub(super) fn resolve(files: &mut [DialectFile], known: &[Arc<DialectFile>]) {
    let mut sets = Sets::new();
    for file in known.iter().map(|file| &**file).chain(files.iter()) {
        sets.extend(file.sets.iter().map(|(name, set)| (format!("{}#{name}", file.id), set.clone())));
    }
    for file in files.iter_mut() {
        let DialectFile { id, tool, programs, versions, checked, sources, documents, .. } = file;
        for document in documents.iter_mut().map(Arc::make_mut) {
            document.tool.clone_from(tool);
            document.programs.clone_from(programs);
            document.versions.clone_from(versions);
            document.checked.clone_from(checked);
            let paths = Paths::from_globs(&document.globs, &document.also_reads, &document.exclude);
            document.paths = Arc::new(paths);
            for field in &mut document.fields {
                resolve_field(field, id, tool, sources, &sets);
            }
            document.relations.iter_mut().for_each(|relation| resolve_source(&mut relation.source, sources));
            let imports = document.imports.iter_mut().map(|imports| &mut imports.source);
            let advice = document.body_advice.iter_mut().map(|advice| &mut advice.source);
            imports.chain(advice).for_each(|source| resolve_source(source, sources));
            if let Some(placeholders) = &mut document.placeholders {
                resolve_source(&mut placeholders.source, sources);
            }
            if let Some(shell) = &mut document.load_shell {
                resolve_source(&mut shell.source, sources);
            }
        }
    }
    // Mappings first, so that a kind inherits complete ones. Copying all kinds each time would double the startup time.
    let bases = bases(files, known, |document, named| mapping_ids(&document.fields, named));
    file_kinds(files).for_each(|document| fill(&mut document.fields, &document.tool, &bases));
    let bases = self::bases(files, known, |document, named| named.extend(document.fields_of.clone()));
    file_kinds(files).for_each(|document| take_over(document, &bases));
    let bases = self::bases(files, known, |document, named| named.extend(document.overlay.clone()));
    file_kinds(files).for_each(|document| overlay(document, &bases));
}

/// Adds the ids of the kinds that mappings inherit from.
fn mapping_ids(fields: &[Field], named: &mut BTreeSet<String>) {
    for field in fields {
        let document = field.fields_of.as_ref().and_then(|name| name.split_once('#'));
        named.extend(document.map(|(id, _)| id.to_owned()));
        mapping_ids(&field.fields, named);
    }
}

fn file_kinds(files: &mut [DialectFile]) -> impl Iterator<Item = &mut FileKind> {
    files.iter_mut().flat_map(|file| &mut file.documents).map(Arc::make_mut)
}

/// Returns the kinds that those in the files inherit from in one way; `names` adds the ids that a kind names.
fn bases(
    files: &[DialectFile],
    known: &[Arc<DialectFile>],
    names: impl Fn(&FileKind, &mut BTreeSet<String>),
) -> Bases {
    let mut named = BTreeSet::new();
    files.iter().flat_map(|file| &file.documents).for_each(|document| names(document, &mut named));
    let base = |document: &FileKind| Base {
        fields: document.fields.clone(),
        foreign: document.foreign.clone(),
        mistakes: document.mistakes.clone(),
        relations: document.relations.clone(),
        description_budget: document.description_budget,
    };
    let known = known.iter().flat_map(|file| &file.documents);
    let all = known.chain(files.iter().flat_map(|file| &file.documents));
    all.filter(|document| named.contains(&document.id))
        .map(|document| (document.id.clone(), base(document)))
        .collect()
}

fn resolve_field(
    field: &mut Field,
    dialect: &str,
    tool: &str,
    sources: &BTreeMap<String, String>,
    sets: &Sets,
) {
    let find = |name: &String| sets.get(&format!("{dialect}#{name}")).or_else(|| sets.get(name)).cloned();
    if let Some(name) = &field.set {
        field.values = find(name);
    }
    if field.format == Some(ValueFormat::Matcher) {
        // A matcher may contain several words, and regular expressions.
        field.values = field.values.as_deref().map(|set| Arc::new(Set { free: true, ..set.clone() }));
    }
    field.key_set = field.keys.as_ref().and_then(find);
    resolve_source(&mut field.source, sources);
    if let Some(parentheses) = &mut field.parentheses {
        resolve_source(&mut parentheses.source, sources);
    }
    if let Some(refusal) = &mut field.refused {
        resolve_source(&mut refusal.source, sources);
    }
    field.readers = vec![tool.to_owned()];
    for nested in &mut field.fields {
        resolve_field(nested, dialect, tool, sources, sets);
    }
}

fn resolve_source(source: &mut String, sources: &BTreeMap<String, String>) {
    if let Some(address) = sources.get(source) {
        source.clone_from(address);
    }
}

/// Adds the fields that mappings inherit from mappings of other kinds.
fn fill(fields: &mut [Field], tool: &str, bases: &Bases) {
    for field in fields {
        let named = field.fields_of.as_ref().and_then(|name| name.split_once('#'));
        let base = named.and_then(|(document, key)| Field::for_key(&bases.get(document)?.fields, key));
        if let Some(base) = base {
            add_missing(&mut field.fields, &base.fields, tool);
        }
        fill(&mut field.fields, tool, bases);
    }
}

fn take_over(document: &mut FileKind, bases: &Bases) {
    let Some(base) = document.fields_of.as_ref().and_then(|id| bases.get(id)) else { return };
    let mut taken = base.fields.clone();
    if let Some(effect) = document.invalid {
        set_effect(&mut taken, effect);
    }
    add_missing(&mut document.fields, &taken, &document.tool);
    document.foreign.extend(base.foreign.iter().cloned());
    document.relations.extend(base.relations.iter().cloned());
    for (mistake, meant) in &base.mistakes {
        document.mistakes.entry(mistake.clone()).or_insert_with(|| meant.clone());
    }
    let FileKind { fields, foreign, mistakes, .. } = document;
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

fn overlay(document: &mut FileKind, bases: &Bases) {
    let Some(base) = document.overlay.as_ref().and_then(|id| bases.get(id)) else { return };
    lay_over(&mut document.fields, &base.fields);
    document.description_budget = document.description_budget.or(base.description_budget);
    document.foreign.extend(base.foreign.iter().cloned());
    document.relations.extend(base.relations.iter().cloned());
    let FileKind { fields, foreign, .. } = document;
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
