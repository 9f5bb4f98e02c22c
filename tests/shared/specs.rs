//! The dialects' data against the specifications of the tools (`specs/`, whose README says how they are written).

use std::collections::BTreeMap;
use std::path::Path;

use agentls_analysis::dialect::{self, Field, Set, Type};
use serde_json::Value;

/// The files of the specifications by the identifier that is their name.
type Specs = BTreeMap<String, Value>;

#[test]
fn the_dialects_know_what_the_specifications_say() {
    let Some(folder) = crate::shared("specs") else { return };
    let specs = read(&folder);
    let mut faults = Vec::new();
    for (name, spec) in &specs {
        for document in list(&spec["documents"]) {
            let id = document["id"].as_str().unwrap();
            let fields = list(&document["frontMatter"]["fields"]);
            let silent = list(&document["onInvalid"]).is_empty();
            let mut compared = Compared { specs: &specs, spec: name, silent, faults: Vec::new() };
            match dialect::document(&ours(id)) {
                None => compared.faults.push(format!("{id}: there is no document {}", ours(id))),
                Some(kind) => compared.fields(id, fields, &kind.fields, true),
            }
            faults.append(&mut compared.faults);
        }
    }
    let known: Vec<_> = LACKING.lines().filter(|line| !line.starts_with('#')).collect();
    let (lacking, new): (Vec<_>, Vec<_>) =
        faults.into_iter().partition(|fault| known.contains(&fault.as_str()));
    assert!(new.is_empty(), "{} faults:\n{}", new.len(), new.join("\n"));
    let gone: Vec<_> = known.iter().filter(|known| !lacking.iter().any(|fault| fault == *known)).collect();
    assert!(gone.is_empty(), "no longer lacking, so to be struck out:\n{gone:#?}");
}

/// What the specifications say that the dialects do not know yet, one fact on a line.
const LACKING: &str = include_str!("lacking.txt");

fn read(folder: &Path) -> Specs {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|found| found == "json"));
    let specs = files.map(|path| serde_json::from_slice::<Value>(&std::fs::read(path).unwrap()).unwrap());
    // One file tells of conflicts between tools and is no specification.
    specs.filter_map(|spec| Some((spec["id"].as_str()?.to_owned(), spec))).collect()
}

/// The document of ours that a specification's document is. Two specifications are about Claude Code, and two about OpenCode,
/// whose versions read the same files.
fn ours(id: &str) -> String {
    match id.split_once('.') {
        Some(("claude-code-subagent" | "claude-code-skill", kind)) => format!("claude-code.{kind}"),
        Some(("opencode2", kind)) => format!("opencode.{kind}"),
        _ => id.to_owned(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A comparison of one document with its specification.
struct Compared<'a> {
    specs: &'a Specs,
    spec: &'a str,
    /// Whether nothing is known of what the tool does about faults: then it is not said that it drops files or values.
    silent: bool,
    faults: Vec<String>,
}

impl<'a> Compared<'a> {
    fn fields(&mut self, place: &str, specs: &[Value], fields: &'static [Field], outermost: bool) {
        for spec in specs {
            let name = spec["name"].as_str().unwrap();
            let place = format!("{place}: {name}");
            let Some(field) = named(fields, name) else {
                self.faults.push(format!("{place} is not known"));
                continue;
            };
            for alias in list(&spec["aliases"]).iter().filter_map(|alias| alias.as_str()?.split(' ').next()) {
                self.check(field.is_called(alias), || format!("{place} is also called {alias}"));
            }
            // Inside another key, a tool that misses something passes over that key and not over the file.
            let required = spec["required"] == "yes";
            let advised = self.silent && required && field.recommended;
            let right = !outermost || advised || field.required == required;
            self.check(right, || format!("{place} required: {required}"));
            self.values(&place, spec, field);
            self.fields(&place, list(&spec["fields"]), &field.fields, false);
        }
    }

    fn values(&mut self, place: &str, spec: &Value, field: &Field) {
        let inline = Some(&spec["values"]).filter(|set| set.is_object());
        let named = spec["valueSet"].as_str().or(spec["itemValueSet"].as_str());
        if let Some(set) = inline.or_else(|| named.map(|name| self.set(name))) {
            let boolean = field.types.as_slice() == [Type::Boolean];
            self.compare(place, set, field.values.as_deref(), boolean);
        }
        if let Some(name) = spec["constraints"]["keySet"].as_str() {
            self.compare(place, self.set(name), field.key_set.as_deref(), false);
        }
    }

    /// A set by its name: that of this specification, of the one that the name says, or else of the only one that has
    /// it.
    fn set(&self, name: &str) -> &'a Value {
        let (spec, set) = name.split_once('#').unwrap_or((self.spec, name));
        let named = self.specs.get(spec).into_iter().chain(self.specs.values());
        let mut sets = named.filter_map(|spec| spec["valueSets"].get(set));
        sets.next().unwrap_or_else(|| panic!("{}: no set {name}", self.spec))
    }

    fn compare(&mut self, place: &str, spec: &Value, set: Option<&Set>, boolean: bool) {
        let values: Vec<_> =
            list(&spec["values"]).iter().filter_map(|value| value["value"].as_str()).collect();
        let closed = spec["closed"] == true;
        let is_closed = set.map_or(boolean, |set| set.closed);
        self.check(closed == is_closed || self.silent && closed, || format!("{place} closed: {closed}"));
        if !closed {
            return;
        }
        for value in &values {
            let known = set.map_or(boolean && matches!(*value, "true" | "false"), |set| set.accepts(value));
            self.check(known, || format!("{place} may be {value}"));
        }
        let patterns = !list(&spec["patterns"]).is_empty();
        for value in set.iter().flat_map(|set| &set.values).filter(|_| !patterns) {
            self.check(values.contains(&value.value.as_str()), || {
                format!("{place} may not be {}", value.value)
            });
        }
    }

    fn check(&mut self, right: bool, fault: impl FnOnce() -> String) {
        if !right {
            self.faults.push(fault());
        }
    }
}

/// The field with that name; `<event>` is a name that the author or a set gives.
fn named(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    let in_set = |field: &&Field| field.key_set.as_ref().is_some_and(|keys| keys.value(name).is_some());
    let called = |field: &&Field| field.is_called(name) || name.starts_with('<') && field.name == "*";
    fields.iter().find(called).or_else(|| fields.iter().find(in_set))
}
