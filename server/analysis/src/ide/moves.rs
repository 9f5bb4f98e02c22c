//! The edits needed when files are renamed: the names that come from their paths, and the links to and from them.

use std::sync::Arc;

use super::navigate::SymbolTarget;
use super::rename::Rename;
use crate::document::Document;
use crate::index::{AgentIndex, DocumentSummary, import_base, link_target, link_target_from, project_root};
use crate::links::{Link, LinkForm, percent_decoded, relative, relative_import, resolve};
use crate::lint::Replacement;

/// Returns the renames that follow from moved files or folders, given as pairs of the old and the new path. Skips those
/// whose new name would be invalid.
pub fn renames(moves: &[(String, String)], index: &AgentIndex) -> Vec<Rename> {
    moves.iter().flat_map(|(old, new)| of_move(old, new, index)).collect()
}

fn of_move(old: &str, new: &str, index: &AgentIndex) -> Vec<Rename> {
    let below = format!("{old}/");
    let inside = index.with_prefix(&below).filter_map(|(path, summary)| {
        let rest = path.strip_prefix(&below)?;
        Some((path, summary, format!("{new}/{rest}")))
    });
    let own = index.get_key_value(old).map(|(path, summary)| (path, summary, new.to_owned()));
    let rename = |(path, summary, new): (&std::sync::Arc<str>, &DocumentSummary, String)| {
        let definition = summary.definition()?;
        let name = definition.document.name_after_move(path, &new, &definition.name)?;
        let subject =
            SymbolTarget::Named { kind: definition.kind, name: definition.name.clone(), path: path.clone() };
        let mut rename = Rename::new(subject, &name, index).ok()?;
        rename.moved = None;
        Some(rename)
    };
    own.into_iter().chain(inside).filter_map(rename).collect()
}

/// Returns the path after the moves; `None` if it does not move.
fn after(path: &str, moves: &[(String, String)]) -> Option<String> {
    moves.iter().find_map(|(old, new)| {
        let rest = path.strip_prefix(old.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
    })
}

/// Returns the documents whose links have to change when files or folders move, by path.
pub fn linking(moves: &[(String, String)], index: &AgentIndex) -> Vec<Arc<str>> {
    let leads_there = |path: &str, summary: &DocumentSummary| {
        let leads = |base: &str, link: &Link| {
            resolve(base, &link.path).is_some_and(|target| after(&target, moves).is_some())
        };
        summary.body.links().any(|(_, link)| match link.form {
            // Whether they are relative to the file depends on its kind.
            LinkForm::Import { .. } => {
                after(&link.path, moves).is_some() || leads(path, link) || leads(project_root(path), link)
            }
            _ => leads(path, link),
        })
    };
    let own = |path: &str, summary: &DocumentSummary| {
        after(path, moves).is_some() && summary.body.links().next().is_some()
    };
    let all = index.iter().filter(|(path, summary)| own(path, summary) || leads_there(path, summary));
    all.map(|(path, _)| path.clone()).collect()
}

/// Returns the edits that keep the targets of a document's links, in text order.
pub fn links(moves: &[(String, String)], document: &Document) -> Vec<Replacement> {
    let Some(path) = document.path.as_deref() else { return Vec::new() };
    let here = after(path, moves);
    let edit = |(range, link): (std::ops::Range<usize>, &Link)| {
        let target = link_target(document, link).filter(|_| !link.path.is_empty())?;
        let there = after(&target, moves);
        if here.is_none() && there.is_none() {
            return None;
        }
        let from = here.as_deref().unwrap_or(path);
        let text = written(link, from, there.as_deref().unwrap_or(&target), document);
        // A path written as `./x` or `a/../x` stays if it still resolves.
        let holds = link_target_from(from, document, link) == there.or(Some(target));
        let written = document.text.slice(range.clone());
        let length = written.find(['#', '?']).unwrap_or(written.len());
        (!holds).then(|| Replacement { range: range.start..range.start + length, text })
    };
    document.links().filter_map(edit).collect()
}

/// Returns the path of a target as a link of that form in a document at `from` has it.
fn written(link: &Link, from: &str, to: &str, document: &Document) -> String {
    match link.form {
        LinkForm::Text | LinkForm::Image => relative(from, to),
        LinkForm::Import { .. } if link.path.starts_with('/') => to.replace(' ', "\\ "),
        LinkForm::Import { .. } => relative_import(&import_base(from, document), to),
        LinkForm::Bundled { .. } => percent_decoded(&relative(from, to)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::navigate::tests::index;

    #[test]
    fn names_follow_paths_that_said_them() {
        let agent = |name: &str| format!("---\nname: {name}\ndescription: d\n---\n");
        let (index, all) = index(&[
            ("/w/.claude/agents/coder.md", agent("coder")),
            ("/w/.claude/agents/other.md", agent("tester")),
            ("/w/.claude/skills/deploy/SKILL.md", agent("deploy")),
            ("/w/.claude/commands/sc/go.md", "Go.\n".to_owned()),
            ("/w/CLAUDE.md", "@agent-coder, `Skill(\"deploy\")`, `/sc:go`, @agent-tester\n".to_owned()),
        ]);
        let moved = |old: &str, new: &str| {
            let renames = renames(&[(format!("/w/.claude/{old}"), format!("/w/.claude/{new}"))], &index);
            let edits = renames.iter().flat_map(|it| it.edits(&all[4], &index).expect("edits"));
            edits.map(|edit| edit.text).collect::<Vec<_>>()
        };
        assert_eq!(moved("agents/coder.md", "agents/writer.md"), ["writer"]);
        assert_eq!(moved("agents/coder.md", "agents/deep/coder.md"), [""; 0]);
        assert_eq!(moved("agents/other.md", "agents/writer.md"), [""; 0], "its path did not say its name");
        assert_eq!(moved("skills/deploy", "skills/ship"), ["ship"]);
        assert_eq!(moved("commands/sc", "commands/dc"), ["dc:go"]);
        assert_eq!(moved("agents/coder.md", "agents/my coder.md"), [""; 0], "nobody could call it so");
    }

    #[test]
    fn links_lead_where_they_did() {
        let (index, all) = index(&[
            ("/w/docs/AGENTS.md", "[a](guide/x.md#top) [b](./y.md) [c](../z.md) [d](#own)\n".to_owned()),
            ("/w/CLAUDE.md", "[x](docs/guide/x.md?raw) ![p](<docs/p q.png>) [y](docs/y.md)\n".to_owned()),
        ]);
        let moved = |moves: &[(&str, &str)]| {
            let moves: Vec<_> =
                moves.iter().map(|(old, new)| (format!("/w/{old}"), format!("/w/{new}"))).collect();
            let mut texts = Vec::new();
            for path in linking(&moves, &index) {
                let document = all.iter().find(|it| it.path.as_ref() == Some(&path)).expect("a document");
                let edits = links(&moves, document);
                let edits = edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
                texts.push(document.replaced(edits).text.to_string());
            }
            texts
        };
        assert_eq!(
            moved(&[("docs/guide", "docs/the guide")]),
            [
                "[x](docs/the%20guide/x.md?raw) ![p](<docs/p q.png>) [y](docs/y.md)\n",
                "[a](the%20guide/x.md#top) [b](./y.md) [c](../z.md) [d](#own)\n",
            ]
        );
        assert_eq!(
            moved(&[("docs/AGENTS.md", "AGENTS.md")]),
            ["[a](docs/guide/x.md#top) [b](docs/y.md) [c](z.md) [d](#own)\n"]
        );
        // A link between files that move together stays as it is.
        assert_eq!(
            moved(&[("docs", "doc")]),
            [
                "[x](doc/guide/x.md?raw) ![p](<doc/p%20q.png>) [y](doc/y.md)\n",
                "[a](guide/x.md#top) [b](./y.md) [c](../z.md) [d](#own)\n",
            ]
        );
        assert_eq!(moved(&[("other.md", "another.md")]), [""; 0]);
    }

    #[test]
    fn imports_and_files_of_a_skill_lead_where_they_did() {
        let skill = "---\nname: s\ndescription: d\n---\n`python scripts/a.py --x` `scripts/b.py`\n";
        let (index, all) = index(&[
            ("/w/CLAUDE.md", "@docs/x.md: and @docs/x.md, `@docs/x.md`\n".to_owned()),
            ("/w/sub/GEMINI.md", "@../docs/x.md#top\n".to_owned()),
            ("/w/.claude/commands/a/go.md", "@docs/x.md\n".to_owned()),
            ("/w/.claude/agents/x.md", "---\nname: x\ndescription: d\n---\n@docs/x.md\n".to_owned()),
            ("/w/.claude/skills/s/SKILL.md", skill.to_owned()),
        ]);
        let moved = |old: &str, new: &str| {
            let moves = [(format!("/w/{old}"), format!("/w/{new}"))];
            let edited = linking(&moves, &index).into_iter().filter_map(|path| {
                let document = all.iter().find(|it| it.path.as_ref() == Some(&path))?;
                let edits = links(&moves, document);
                let texts = edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str()));
                (!edits.is_empty()).then(|| document.replaced(texts).text.to_string())
            });
            edited.collect::<Vec<_>>()
        };
        assert_eq!(
            moved("docs", "the guide"),
            [
                "@the\\ guide/x.md\n",
                "@the\\ guide/x.md: and @the\\ guide/x.md, `@docs/x.md`\n",
                "@../the\\ guide/x.md#top\n",
            ]
        );
        assert_eq!(moved("sub/GEMINI.md", "GEMINI.md"), ["@docs/x.md#top\n"]);
        assert_eq!(moved(".claude/commands/a", ".claude/commands/b"), [""; 0]);
        let renamed = skill.replace("scripts/b.py", "scripts/c.py");
        assert_eq!(moved(".claude/skills/s/scripts/b.py", ".claude/skills/s/scripts/c.py"), [renamed]);
    }
}
