//! Hover over what a tool replaces in a body: arguments, variables, and commands that run when it is loaded.

use std::ops::Range;

use super::Hover;
use crate::dialect::{FileKind, Placeholders};
use crate::document::Document;
use crate::lint::cross_file::{argument_names, argument_place};
use crate::markup::{Line, Markup};
use crate::substitutions::{ShellUse, Substitution, SubstitutionForm};

/// Returns the hover over a placeholder or a command at an offset; `None` for what the tool does not replace.
pub(super) fn hover(document: &Document, offset: usize) -> Option<Hover> {
    let kind = document.dialects.base(&document.detection.as_ref()?.document);
    if kind.placeholders.is_none() && kind.load_shell.is_none() {
        return None;
    }
    let touches = |(range, _): &(Range<usize>, Substitution)| range.start <= offset && offset < range.end;
    let at = document.substitutions().filter(touches);
    // A placeholder can be part of a command.
    let found: Vec<_> =
        at.filter_map(|(range, it)| Some((line(document, kind, &range, &it)?, range))).collect();
    let (line, range) = found.into_iter().next_back()?;
    Some(Hover { range, text: Markup::from_line(line) })
}

fn line(document: &Document, kind: &FileKind, range: &Range<usize>, found: &Substitution) -> Option<Line> {
    let written = document.text.slice(range.clone());
    let about = Line::default().code(&written).text(": ");
    match found.form {
        SubstitutionForm::Shell(used) => {
            let shell = kind.load_shell.as_ref()?;
            let what = if used == ShellUse::Fence { "these commands" } else { "this command" };
            let runs = || {
                let tool = &kind.tool;
                format!("{tool} runs {what} when it loads the file: the model sees the output.")
            };
            if used.runs_in(shell) {
                return Some(Line::from(runs()));
            }
            (used == ShellUse::Glued)
                .then(|| Line::from("Does not run, since it stands directly after a word."))
        }
        SubstitutionForm::Index(_) => {
            let first = kind.placeholders.as_ref()?.first_index?;
            let index: u32 = written.get(1..)?.parse().ok()?;
            (index >= first).then(|| about.text(&argument(index, first)))
        }
        SubstitutionForm::Variable | SubstitutionForm::Braces => {
            let placeholders = kind.placeholders.as_ref()?;
            let value = placeholders.find_written(&written).map(|known| known.doc.clone());
            let doc = value.or_else(|| named(document, placeholders, &written))?;
            Some(about.prose(&doc))
        }
    }
}

/// Returns what a placeholder with the name of an argument becomes.
fn named(document: &Document, placeholders: &Placeholders, written: &str) -> Option<String> {
    let place = argument_place(&argument_names(document, placeholders), written)?;
    let first = placeholders.first_index.unwrap_or_default();
    Some(argument(first + u32::try_from(place).ok()?, first))
}

/// Says which argument of a call is meant.
pub(in crate::ide) fn argument(index: u32, first: u32) -> String {
    format!("Argument {index} of the call, counted from {first}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, word: &str) -> Option<String> {
        let document = Document::new(Some("/w/.claude/skills/a/SKILL.md".into()), 0, text);
        let found = hover(&document, text.find(word)? + 1)?;
        assert_eq!(document.text.slice(found.range.clone()), word);
        Some(found.text.plain())
    }

    #[test]
    fn what_is_replaced_says_by_what() {
        let text =
            "---\narguments: [file, line]\n---\n$1 $line ${line} ${CLAUDE_SKILL_DIR} $HOME now!`id` !`ls`\n";
        let one = |word| shown(text, word);
        assert_eq!(one("$1").as_deref(), Some("$1: Argument 1 of the call, counted from 0."));
        assert_eq!(one("$line").as_deref(), Some("$line: Argument 1 of the call, counted from 0."));
        assert!(one("${CLAUDE_SKILL_DIR}").is_some_and(|text| text.contains("folder of this")));
        // Only without braces.
        assert_eq!((one("${line}"), one("$HOME")), (None, None));
        assert!(one("!`id`").is_some_and(|text| text.starts_with("Does not run")));
        assert!(one("!`ls`").is_some_and(|text| text.starts_with("Claude Code runs")));
    }

    fn at(path: &str, text: &str, word: &str) -> Option<String> {
        let document = Document::new(Some(path.into()), 0, text);
        hover(&document, text.find(word)? + 1).map(|found| found.text.plain())
    }

    #[test]
    fn each_tool_has_placeholders_of_its_own() {
        let text = "${input:issue} ${input:kind:bug or wish} ${selection} ${HOME} ${input}\n";
        let prompt = |word| at("/w/.github/prompts/a.prompt.md", text, word);
        assert!(prompt("${input:issue}").is_some_and(|text| text.contains("of that name. It stays")));
        assert!(prompt("${input:kind:bug or wish}").is_some_and(|text| text.contains("with a hint")));
        assert!(prompt("${selection}").is_some_and(|text| text.contains("selected")));
        assert_eq!((prompt("${HOME}"), prompt("${input}")), (None, None));
        let text = "Fix {{args}} in !{grep {{args}} .} of $1 !`ls` `x!{}`.\n";
        let qwen = |word| at("/w/.qwen/commands/a.md", text, word);
        assert!(qwen("{{args}}").is_some_and(|text| text.contains("typed after")));
        assert!(qwen("!{grep").is_some_and(|text| text.contains("runs this command")));
        assert_eq!((qwen("$1"), qwen("!`ls`"), qwen("!{}")), (None, None, None));
    }

    #[test]
    fn a_value_can_stand_for_a_body() {
        let gemini = "/w/.gemini/commands/git/fix.toml";
        let text = "description = \"{{args}} !{a}\"\nprompt = \"\"\"\nFix {{args}}:\n!{git log}\n\"\"\"\n";
        let document = Document::new(Some(gemini.into()), 0, text);
        let prompt = text.find("prompt").expect("the key");
        let found: Vec<_> = (0..text.len()).filter_map(|at| hover(&document, at)).collect();
        assert!(found.iter().all(|found| found.range.start > prompt), "nothing is replaced elsewhere");
        let said: String = found.iter().map(|found| found.text.plain()).collect();
        assert!(said.contains("typed after") && said.contains("runs this command"), "{said}");
    }

    #[test]
    fn commands_of_a_block_and_those_that_run_anywhere() {
        let block = "---\ndescription: d\n---\n```!\ngit status\n```\n";
        let hovered = at("/w/.claude/skills/a/SKILL.md", block, "git status");
        assert!(hovered.is_some_and(|text| text.starts_with("Claude Code runs these commands")));
        let opencode = at("/w/.opencode/command/a.md", "now!`id`\n", "!`id`");
        assert!(opencode.is_some_and(|text| text.starts_with("OpenCode runs this command")));
        assert_eq!(at("/w/.opencode/command/a.md", block, "git status"), None);
    }

    #[test]
    fn nothing_is_replaced_in_agents() {
        let agent = Document::new(Some("/w/.claude/agents/a.md".into()), 0, "---\nname: a\n---\n$1 !`ls`\n");
        assert!((0..agent.text.len()).all(|offset| hover(&agent, offset).is_none()));
    }
}
