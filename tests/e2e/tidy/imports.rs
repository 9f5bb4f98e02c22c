//! Which file of a crate takes what from which other one: the `use` items, and the paths in the code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{files, product, root};

/// The crates by their names in code, with the folder of their modules and the file that is their root.
pub(super) const CRATES: &[(&str, &str, &str)] = &[
    ("agentls_analysis", "server/analysis/src", "lib.rs"),
    ("agentls_workspace", "server/workspace/src", "lib.rs"),
    ("agentls", "server/lsp", "lib.rs"),
    ("cli", "server/cli", "../cli.rs"),
];

/// The module that a path leads to, from the crate on.
type Module = Vec<String>;

/// A file that is a module.
struct File {
    /// The modules and items that it names, from the crate on.
    named: BTreeSet<Module>,
    /// What it hands on: the name, and where that stands.
    handed_on: Vec<(String, Module)>,
}

/// The files of all crates.
pub(super) struct Imports(BTreeMap<Module, File>);

impl Imports {
    pub(super) fn read() -> Self {
        let mut texts = BTreeMap::new();
        for (name, folder, top) in CRATES {
            let top = std::fs::read_to_string(root().join(folder).join(top)).unwrap();
            texts.insert(vec![(*name).to_owned()], product(Path::new(""), &top));
            for (path, text) in files(folder, "rs") {
                let text = product(&path, &text);
                let below = path.strip_prefix(root().join(folder)).unwrap().with_extension("");
                let parts = below.iter().map(|part| part.to_string_lossy().into_owned());
                let module: Module = [(*name).to_owned()].into_iter().chain(parts).collect();
                if module.last().is_some_and(|last| last != "lib") && !text.is_empty() {
                    texts.insert(module, text);
                }
            }
        }
        let known: BTreeSet<_> = texts.keys().cloned().collect();
        Self(texts.iter().map(|(module, text)| (module.clone(), File::read(module, text, &known))).collect())
    }

    /// The files that each file takes something from, those around it and within it aside: a module and its parts are one.
    pub(super) fn between(&self) -> BTreeMap<&[String], BTreeSet<&[String]>> {
        let of = |(module, file): (&'_ Module, &'_ File)| -> (_, BTreeSet<_>) {
            let (module, file) = (self.0.get_key_value(module).unwrap().0.as_slice(), file);
            let taken = file.named.iter().filter_map(|path| self.file_of(path, 0));
            (module, taken.filter(|other| !other.starts_with(module) && !module.starts_with(other)).collect())
        };
        self.0.iter().map(|(module, file)| of((module, file))).collect()
    }

    /// The file in which what a path names stands, even if another one hands it on.
    fn file_of(&self, path: &[String], handed: usize) -> Option<&[String]> {
        let length = (1..=path.len()).rev().find(|length| self.0.contains_key(&path[..*length]))?;
        let (module, file) = self.0.get_key_value(&path[..length])?;
        let item = path.get(length);
        let on = file.handed_on.iter().find(|(name, _)| Some(name) == item);
        match on.filter(|_| handed < 8) {
            Some((_, to)) => self.file_of(to, handed + 1),
            None => Some(module),
        }
    }
}

impl File {
    fn read(module: &Module, text: &str, known: &BTreeSet<Module>) -> Self {
        let code: String = text
            .lines()
            .map(|line| line.split("//").next().unwrap_or_default())
            .fold(String::new(), |all, line| all + line + "\n");
        let (mut named, mut handed_on) = (BTreeSet::new(), Vec::new());
        let mut rest = String::new();
        for statement in code.split_inclusive(';') {
            let Some((before, tree)) = use_of(statement) else {
                rest += statement;
                continue;
            };
            rest += before;
            for (path, name) in leaves(tree) {
                let Some(path) = absolute(module, &path, known) else { continue };
                if before.trim_end().ends_with(')') || before.trim_end().ends_with("pub") {
                    handed_on.push((name, path.clone()));
                }
                named.insert(path);
            }
        }
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        for words in rest.split(|c| !is_part(c)).filter(|words| words.contains("::")) {
            let path: Vec<_> = words.split("::").map(str::to_owned).collect();
            named.extend(absolute(module, &path, known));
        }
        Self { named, handed_on }
    }
}

/// What stands before a `use` item that ends a statement, and what is used.
fn use_of(statement: &str) -> Option<(&str, &str)> {
    let at = statement.rfind("use ")?;
    let (before, rest) = statement.split_at(at);
    let starts = before.is_empty() || before.ends_with([' ', '\n', ')']);
    let tree = rest.strip_prefix("use ")?.strip_suffix(';')?;
    (starts && !tree.contains(['=', '(', '"'])).then_some((before, tree))
}

/// The paths of a tree of `use`, each with the name by which it is known.
fn leaves(tree: &str) -> Vec<(Vec<String>, String)> {
    let tree = tree.trim();
    if let Some((start, group)) = tree.split_once('{') {
        let (mut depth, mut part, mut found) = (0, String::new(), Vec::new());
        let start: Vec<_> = start.split("::").filter(|it| !it.is_empty()).map(str::to_owned).collect();
        let end = group.rfind('}').unwrap_or(group.len());
        for c in group[..end].chars().chain([',']) {
            match c {
                ',' if depth == 0 => {
                    for (path, name) in leaves(&std::mem::take(&mut part)) {
                        found.push(([start.clone(), path].concat(), name));
                    }
                    continue;
                }
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            part.push(c);
        }
        return found;
    }
    let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias)));
    let path: Vec<_> = path.split("::").map(|it| it.trim().to_owned()).filter(|it| it != "self").collect();
    let Some(last) = path.last().filter(|last| !last.is_empty()).cloned() else { return Vec::new() };
    vec![(path, alias.map_or(last, |alias| alias.trim().to_owned()))]
}

/// A path in a module from its crate on; none if it leads into no crate of ours.
fn absolute(module: &[String], path: &[String], known: &BTreeSet<Module>) -> Option<Module> {
    let first = path.first()?;
    let ups = path.iter().take_while(|part| *part == "super").count();
    let child = [module, &path[..1]].concat();
    match first.as_str() {
        "crate" if path.get(1).is_some_and(|it| it == "cli") => Some([&module[..1], &path[2..]].concat()),
        "crate" => Some([&module[..1], &path[1..]].concat()),
        "super" => Some([module.get(..module.len().checked_sub(ups)?)?, &path[ups..]].concat()),
        name if CRATES.iter().any(|(known, ..)| *known == name) => Some(path.to_vec()),
        _ => known.contains(&child).then(|| [module, path].concat()),
    }
}
