//! Tools of MCP servers that the project does not define.

use std::borrow::Cow;
use std::ops::Range;

use super::CrossFileLint;
use crate::code_span::code_span;
use crate::dialect::ServerTools;
use crate::lint::similar::{Confidence, similar};
use crate::lint::subject::LintContext as Front;
use crate::lint::{Diagnostic, Fix, Rule, RuleScope, Severity, did_you_mean, quoted};
use crate::syntax::yaml::{Node, Value};
use crate::values::scalar_words;

pub(super) static UNKNOWN_SERVER: Rule = Rule {
    code: "unknown-server",
    summary: "The project's `.mcp.json` does not define the MCP server of a tool",
    severity: Severity::Hint,
    scope: RuleScope::CrossFile,
    enabled: true,
};

/// The name of an MCP server in a list of tools.
struct Named<'a> {
    server: &'a str,
    /// Range of the whole tool.
    tool: Range<usize>,
    /// Range of the server's name; `None` where the source is not what it reads as.
    range: Option<Range<usize>>,
}

pub(super) fn lint_servers(subject: &CrossFileLint<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(known), Some(kind)) = (subject.servers, subject.counting()) else { return };
    // Files in the home folder are used in every project.
    if subject.index.is_users(subject.path) {
        return;
    }
    let Some(front) = Front::of_kind(subject.document, kind) else { return };
    let known: Vec<_> = known.iter().map(|name| normal(name)).collect();
    let named = unknown_servers(&front, &known);
    for (at, first) in named.iter().enumerate() {
        // One diagnostic for each server, however many of its tools are listed.
        if named.iter().take(at).any(|before| before.server == first.server) {
            continue;
        }
        let near = meant_server(first.server, &known);
        let advice = match near {
            Some(near) => did_you_mean(near),
            None => "Its tools are missing unless your own settings or a plugin define it.".to_owned(),
        };
        let clause = format!("`.mcp.json` defines no MCP server {}", quoted(first.server));
        let same = named.iter().filter(|other| other.server == first.server);
        let fix = near.and_then(|near| {
            let ranges: Option<Vec<_>> = same.map(|other| other.range.clone()).collect();
            let fix = Fix::new(format!("Write {}", code_span(near)));
            Some(ranges?.into_iter().fold(fix, |fix, range| fix.replace(range, near)))
        });
        let diagnostic = Diagnostic::new(&UNKNOWN_SERVER, first.tool.clone(), clause).advice(advice);
        found.push(diagnostic.with_fixes(fix));
    }
}

/// Returns the undefined servers that the front matter names, tool by tool.
fn unknown_servers<'a>(front: &Front<'a>, known: &[Cow<'_, str>]) -> Vec<Named<'a>> {
    let mut named = Vec::new();
    for entry in front.root().into_iter().flat_map(|root| &root.entries) {
        let Some((field, set)) = entry.field.and_then(|field| Some((field, field.values.as_ref()?))) else {
            continue;
        };
        let Some(form) = set.servers.as_ref().filter(|_| field.lists_tools()) else { continue };
        let own = own(front, &form.key);
        for word in scalar_words(field, &entry.entry.value, front.front) {
            let Some(server) = unknown(word.text, form, known) else { continue };
            // A project may list the tool in its vocabulary.
            if set.value(word.text).is_some() || own.iter().any(|own| own == server) {
                continue;
            }
            let start = word.range.start + form.prefix.len();
            let literal = front.front.text_at(word.range.clone()) == word.text;
            let range = literal.then(|| start..start + server.len());
            named.push(Named { server, tool: word.range, range });
        }
    }
    named
}

/// Returns the server of a tool, if it is a valid name and not known.
fn unknown<'a>(tool: &'a str, form: &ServerTools, known: &[Cow<'_, str>]) -> Option<&'a str> {
    let name = tool.split('(').next().unwrap_or_default().trim_end();
    let rest = name.strip_prefix(&form.prefix)?;
    let server =
        rest.split("__").next().filter(|server| !server.is_empty() && server.chars().all(is_plain))?;
    // A server's name may contain `__`.
    let is = |known: &Cow<'_, str>| {
        rest.strip_prefix(&**known).is_some_and(|tool| tool.is_empty() || tool.starts_with("__"))
    };
    let lower = server.to_ascii_lowercase();
    let excepted = |except: &String| match except.strip_suffix('*') {
        Some(start) => lower.starts_with(start),
        None => lower == *except,
    };
    (!known.iter().any(is) && !form.except.iter().any(excepted)).then_some(server)
}

/// Returns the servers that the file defines itself, or takes from the settings by name.
fn own<'a>(front: &Front<'a>, key: &str) -> Vec<Cow<'a, str>> {
    fn collect_server_names<'a>(node: &'a Node, names: &mut Vec<Cow<'a, str>>) {
        match &node.value {
            Value::Mapping(entries) => {
                names.extend(entries.iter().filter_map(|entry| entry.name()).map(normal));
            }
            Value::Sequence(items) => items.iter().for_each(|item| collect_server_names(item, names)),
            _ => names.extend(node.scalar().map(|scalar| normal(&scalar.text))),
        }
    }
    let mut names = Vec::new();
    let entries = front.root().into_iter().flat_map(|root| &root.entries);
    let own = entries.filter(|known| known.field.is_some_and(|field| field.name == key));
    own.for_each(|known| collect_server_names(&known.entry.value, &mut names));
    names
}

/// Returns the name that was probably meant: with other separators, or with a typo.
fn meant_server<'a>(server: &str, known: &'a [Cow<'_, str>]) -> Option<&'a str> {
    let plain = |name: &str| name.to_lowercase().replace('-', "_");
    let names = || known.iter().map(|name| &**name);
    let same = names().find(|name| plain(name) == plain(server));
    same.or_else(|| similar(server, names(), Confidence::MayBeRight))
}

/// Normalizes a server's name to its form in the names of its tools.
fn normal(name: &str) -> Cow<'_, str> {
    if name.chars().all(is_plain) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.chars().map(|char| if is_plain(char) { char } else { '_' }).collect())
}

fn is_plain(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '_' | '-')
}

#[cfg(test)]
mod tests;
