//! The documentation that is made from data. A test writes a stale file anew, and fails so that someone looks at it.

pub(crate) mod dialects;
mod settings;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use agentls_analysis::dialect::{Field, FileKind, dialects};
use agentls_analysis::lint::{Severity, rules};

/// Fails if a file is not what it should be, after writing it.
fn must_be(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("server/docs").join(name);
    if fs::read_to_string(&path).unwrap_or_default() != text {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        panic!("server/docs/{name} was stale. It is written anew now; look at the change and keep it.");
    }
}

#[test]
fn the_table_of_all_fields() {
    let mut text =
        "# Every key of every tool\n\nMade from the files in `server/analysis/src/tools` by a test. \
                    Keys whose evidence is weak are accepted and never offered.\n"
            .to_owned();
    for dialect in dialects() {
        write!(
            text,
            "\n## {}\n\nVersions: {}. Checked on {}.\n",
            dialect.tool, dialect.versions, dialect.checked
        )
        .unwrap();
        dialect.documents.iter().for_each(|document| table(document, &mut text));
    }
    must_be("fields.md", &text);
}

fn table(document: &FileKind, text: &mut String) {
    write!(text, "\n### {} (`{}`)\n\n", document.title, document.id).unwrap();
    let globs: Vec<_> = document.globs.iter().map(|glob| format!("`{glob}`")).collect();
    if !globs.is_empty() {
        write!(text, "Files: {}.\n\n", globs.join(", ")).unwrap();
    }
    if let Some(base) = &document.overlay {
        write!(text, "Laid over `{base}`, whose keys it has as well.\n\n").unwrap();
    }
    if document.fields.is_empty() {
        text.push_str("No keys: the tool reads no front matter here.\n");
        return;
    }
    text.push_str(
        "| Key | Type | Values | Default | Meaning | Source |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    rows(&document.fields, "", text);
}

fn rows(fields: &[Field], prefix: &str, text: &mut String) {
    for field in fields {
        let name = format!("{prefix}{}", field.name);
        let types: Vec<_> = field.types.iter().map(ToString::to_string).collect();
        let need = if field.required { " **required**" } else { "" };
        let values: Vec<_> = field
            .values
            .iter()
            .flat_map(|set| &set.values)
            .filter(|value| value.deprecated.as_ref().is_none_or(|it| it.retired.is_none()))
            .map(|value| format!("`{}`", value.value))
            .collect();
        let open = field.values.as_ref().is_some_and(|set| !set.closed) && !values.is_empty();
        let values = values.join(", ") + if open { ", …" } else { "" };
        let default = field.default.as_ref().map_or(String::new(), |default| format!("`{default}`"));
        let source = if field.source.starts_with("http") {
            format!("[source]({})", field.source)
        } else {
            field.source.clone()
        };
        let cells =
            [format!("`{name}`{need}"), types.join(" or "), values, default, field.doc.clone(), source];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        writeln!(text, "| {} |", cells.join(" | ")).unwrap();
        rows(&field.fields, &format!("{name}."), text);
    }
}

#[test]
fn the_index_of_all_rules() {
    let mut all: Vec<_> = rules().collect();
    all.sort_by_key(|rule| rule.code);
    let mut text = "# Every rule\n\nMade from the rules by a test. `agentls explain CODE` prints a page.\n\n\
                    | Code | Usually | What is wrong |\n| --- | --- | --- |\n"
        .to_owned();
    for rule in all {
        let severity = match rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
            Severity::Hint => "hint",
        };
        let off = if rule.enabled { "" } else { ", off" };
        let page = format!("../analysis/src/lint/pages/{}.md", rule.code);
        writeln!(
            text,
            "| [{}]({page}) | {severity}{off} | {} |",
            rule.code,
            rule.summary.replace('|', "\\|")
        )
        .unwrap();
    }
    must_be("rules.md", &text);
}
