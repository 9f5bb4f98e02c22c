//! From the text of the dialect files to documents whose names are resolved: sets, sources, overlays.

use std::collections::BTreeMap;

use super::schema::{DialectFile, Document, Field, Set};

/// The sets of every dialect, under `set` within their own file and `dialect#set` everywhere.
type Sets = BTreeMap<String, Set>;

impl DialectFile {
    /// Reads one dialect file.
    ///
    /// # Errors
    /// The message of the YAML library, with line and column, for a file that does not fit the format.
    pub fn parse(text: &str) -> Result<Self, String> {
        serde_yaml::from_str(text).map_err(|error| error.to_string())
    }
}

/// Puts what the names in the files stand for in place of them, and lays overlays over their bases.
pub(super) fn resolve(files: &mut [DialectFile]) {
    let mut sets = Sets::new();
    for file in files.iter() {
        sets.extend(file.sets.iter().map(|(name, set)| (format!("{}#{name}", file.id), set.clone())));
    }
    for file in files.iter_mut() {
        for document in &mut file.documents {
            document.tool.clone_from(&file.tool);
            document.versions.clone_from(&file.versions);
            document.checked.clone_from(&file.checked);
            for field in &mut document.fields {
                resolve_field(field, &file.id, &file.tool, &file.sources, &sets);
            }
        }
    }
    let bases: Vec<_> = files.iter().flat_map(|file| &file.documents).map(own_fields).collect();
    for document in files.iter_mut().flat_map(|file| &mut file.documents) {
        let base = document.overlay.as_ref().and_then(|base| bases.iter().find(|(id, ..)| id == base));
        if let Some((_, base, foreign)) = base {
            lay_over(&mut document.fields, base);
            document.foreign.extend(foreign.iter().cloned());
            let own: Vec<_> = document.fields.iter().map(|field| field.name.clone()).collect();
            document.foreign.retain(|key| !own.contains(key));
        }
    }
}

fn own_fields(document: &Document) -> (String, Vec<Field>, Vec<String>) {
    (document.id.clone(), document.fields.clone(), document.foreign.clone())
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
    field.key_set = field.keys.as_ref().and_then(find);
    if let Some(address) = sources.get(&field.source) {
        field.source.clone_from(address);
    }
    field.readers = vec![tool.to_owned()];
    for nested in &mut field.fields {
        resolve_field(nested, dialect, tool, sources, sets);
    }
}

/// Adds the fields of the base that the overlay does not define; those that both define are read by both tools, and so
/// are the fields of their mappings.
fn lay_over(fields: &mut Vec<Field>, base: &[Field]) {
    for under in base {
        match fields.iter_mut().find(|field| field.name == under.name) {
            Some(field) => {
                field.readers.extend(under.readers.iter().cloned());
                lay_over(&mut field.fields, &under.fields);
            }
            None => fields.push(under.clone()),
        }
    }
}
