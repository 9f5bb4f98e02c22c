use super::built_in::FILES;
use super::load::Details;
use super::schema::Field;
use super::sets::Set;
use super::*;

#[test]
fn every_dialect_file_is_read() {
    for &(stem, head, sets, kinds) in FILES {
        let path = format!("{}/src/tools/{stem}/dialect.yaml", env!("CARGO_MANIFEST_DIR"));
        let mut text = std::fs::read_to_string(&path).unwrap();
        let parse = |text: &str| DialectFile::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        for (id, program) in parse(&text).observed {
            let times = text.matches(&program.version).count();
            assert_eq!(times, 1, "{path}: the version of {id} stands once, and elsewhere its id in braces");
            text = text.replace(&format!("{{{id}}}"), &program.version);
        }
        let file = parse(&text);
        assert_eq!(file.id, stem.replace('_', "-"), "the id is the name of the folder");
        let built_in = put_together(head, sets, kinds);
        assert_eq!(
            format!("{built_in:?}"),
            format!("{file:?}"),
            "{path}: what is built in is what is written"
        );
    }
}

/// Returns every field of a file as written, before names are resolved.
fn written(file: &DialectFile) -> Vec<&Field> {
    fn below<'a>(fields: &'a [Field], all: &mut Vec<&'a Field>) {
        for field in fields {
            all.push(field);
            below(&field.fields, all);
        }
    }
    let mut all = Vec::new();
    for document in &file.documents {
        below(&document.fields, &mut all);
    }
    all
}

/// Puts together what is read of a file at different times, as it is written.
fn put_together(head: &str, sets: &str, kinds: &[&str]) -> DialectFile {
    let mut file: DialectFile = serde_json::from_str(head).unwrap();
    file.sets = serde_json::from_str(sets).unwrap();
    assert_eq!(file.documents.len(), kinds.len());
    for (document, text) in file.documents.iter_mut().map(Arc::make_mut).zip(kinds) {
        let Details { fields, foreign, mistakes, relations, sent } = serde_json::from_str(text).unwrap();
        (document.fields, document.foreign) = (LazyPart::Own(fields), LazyPart::Own(foreign));
        (document.mistakes, document.relations) = (LazyPart::Own(mistakes), LazyPart::Own(relations));
        document.sent = LazyPart::Own(sent);
    }
    file
}

fn files() -> Vec<DialectFile> {
    FILES.iter().map(|&(_, head, sets, kinds)| put_together(head, sets, kinds)).collect()
}

/// A project may replace a built-in file: it is resolved at once, with the others complete.
#[test]
fn a_file_that_is_read_later_is_what_it_is_when_read_at_once() {
    for file in files() {
        let known = Dialects::built_in().files();
        let later = known.iter().find(|known| known.id == file.id).unwrap();
        let others: Vec<_> = known.iter().filter(|known| known.id != file.id).cloned().collect();
        let mut at_once = file;
        super::load::resolve(&mut at_once, &others);
        for (one, other) in at_once.documents.iter().zip(&later.documents) {
            assert_eq!(format!("{one:?}"), format!("{other:?}"), "{}", one.id);
        }
    }
}

#[test]
fn every_name_stands_for_something() {
    for file in files() {
        // The file is among the known ones, so it replaces itself.
        let file = DialectFile { replaces: true, ..file };
        assert_eq!(file.dialect_errors(Dialects::built_in()), [], "{}", file.id);
        let BuiltIn { source, agents, skills, commands, offered, former } = &file.built_in;
        let named = |name: &String| [agents, skills, commands].iter().any(|names| names.contains(name));
        assert!(former.iter().all(named), "{}: former", file.id);
        assert!(offered.iter().all(|value| agents.contains(&value.value)), "{}: offered", file.id);
        let is_said = [agents, skills, commands].iter().any(|names| !names.is_empty());
        assert_eq!(file.sources.contains_key(source), is_said, "{}: built-in from `{source}`", file.id);
        for named in file.documents.iter().flat_map(|it| it.overlay.iter().chain(&it.fields_of)) {
            let base = document(named).unwrap_or_else(|| panic!("{}: no document `{named}`", file.id));
            assert!(base.fields_of.is_none(), "{}: `{named}` takes over fields itself", file.id);
        }
    }
}

#[test]
fn everything_is_explained() {
    for file in files() {
        for field in written(&file) {
            assert!(is_sentence(&field.doc), "{}: {}: {:?}", file.id, field.name, field.doc);
            field.values.iter().for_each(|set| check_set(&file.id, &field.name, set));
        }
        file.sets.iter().for_each(|(name, set)| check_set(&file.id, name, set));
    }
}

fn check_set(file: &str, name: &str, set: &Set) {
    for value in &set.values {
        assert!(is_sentence(&value.doc), "{file}: {name}: {}: {:?}", value.value, value.doc);
        let again = set.values.iter().filter(|other| other.value == value.value).count();
        assert_eq!(again, 1, "{file}: {name}: {} is there {again} times", value.value);
    }
    for (mistake, meant) in &set.mistakes {
        assert!(set.value(meant).is_some(), "{file}: {name}: `{mistake}` cannot mean `{meant}`");
        assert!(set.value(mistake).is_none(), "{file}: {name}: `{mistake}` is right");
    }
    for pattern in &set.patterns {
        let regex = regex_lite::Regex::new(&pattern.regex);
        assert!(regex.is_ok(), "{file}: {name}: {regex:?}");
    }
}

fn is_sentence(text: &str) -> bool {
    text.ends_with('.')
        && text.starts_with(|first: char| !first.is_lowercase() || text.starts_with("agentic-flow"))
}

#[test]
fn mistaken_keys_mean_keys_that_exist() {
    for document in file_kinds() {
        let known = |key: &str| document.fields.iter().any(|field| field.name == key);
        for (mistake, meant) in &document.mistakes {
            assert!(known(meant) && !known(mistake), "{}: {mistake}: {meant}", document.id);
        }
        for key in &document.foreign {
            assert!(!known(key), "{}: `{key}` is one of its own keys", document.id);
        }
    }
}

#[test]
fn an_overlay_has_the_fields_of_both() {
    let flow = document("claude-flow.agent").unwrap();
    let field = |name: &str| flow.fields.iter().find(|field| field.name == name).unwrap();
    assert_eq!(field("permissionMode").readers, ["Claude Code"]);
    assert_eq!(field("priority").readers, ["claude-flow"]);
    assert_eq!(field("name").readers, ["claude-flow", "Claude Code"]);
    let hooks: Vec<_> = field("hooks").fields.iter().map(|field| field.name.as_str()).collect();
    assert!(hooks.contains(&"pre") && hooks.contains(&"*"), "{hooks:?}");
}

#[test]
fn what_is_taken_over_is_what_is_not_defined() {
    let agent = document("claude-code.agent").unwrap();
    let plugin = document("claude-code.plugin-agent").unwrap();
    let field =
        |kind: &'static FileKind, name: &str| kind.fields.iter().find(|field| field.name == name).unwrap();
    assert!(field(agent, "name").required && !field(plugin, "name").required);
    assert!(field(plugin, "hooks").deprecated.is_some() && field(plugin, "hooks").fields.is_empty());
    assert_eq!(field(plugin, "tools").doc, field(agent, "tools").doc);
    assert_eq!(plugin.fields.len(), agent.fields.len());
    assert_eq!(plugin.mistakes, agent.mistakes);
    // The mapping of a field, and through a document that was given it.
    let hooks = |kind: &str| Field::for_key(&field(document(kind).unwrap(), "hooks").fields, "Stop");
    assert!(hooks("claude-code.skill").is_some() && hooks("claude-code.command").is_some());
    // What a wrong value does can be another thing than in the fields that are taken over.
    let wrong = |kind: &str| field(document(kind).unwrap(), "temperature").invalid;
    assert_eq!([wrong("opencode.agent"), wrong("opencode.mode")], [Effect::Stops, Effect::Dropped]);
}

#[test]
fn every_path_has_one_owner() {
    for kind in file_kinds().filter(|kind| kind.overlay.is_none()) {
        let somewhere = kind.globs.iter().chain(&kind.also_reads).next();
        assert!(somewhere.is_some(), "{} lives nowhere", kind.id);
        for path in kind.globs.iter().map(|glob| path_of(glob)) {
            let known = Dialects::built_in();
            let syntax = crate::syntax::Syntax::parse(&crate::text::Text::from(""));
            let found = detect(known, Some(&path), &known.locate(&path), &syntax)
                .map(|found| found.document.id.clone());
            assert_eq!(found.as_ref(), Some(&kind.id), "{path}");
        }
    }
}
