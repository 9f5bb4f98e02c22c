//! Misplaced files, which a tool would find after a small change of their path.

use std::sync::Arc;

use super::catalog::Dialects;
use super::globs::GlobPath;
use super::schema::FileKind;
use super::words::{Gap, Role};

/// A path that no tool reads, but that is close to one that a tool reads.
#[derive(Debug)]
pub(crate) struct Misplaced {
    /// The kind that the file would be of.
    pub(crate) kind: Arc<FileKind>,
    /// The corrected path.
    pub(crate) path: String,
    /// What was corrected.
    pub(crate) repair: Repair,
}

/// The correction that makes a tool read a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Repair {
    /// Another folder name.
    Folder(String),
    /// Another file name.
    Name(String),
    /// Another file name, in place of that of the folder.
    OwnName(String),
    /// Another ending of the file name.
    Ending(String),
    /// A folder of its own, as for a skill.
    OwnFolder,
    /// Fewer folders.
    Depth,
}

/// Endings of markdown files that tools do not look for.
const OTHER_ENDINGS: &[&str] = &["md", "mdx", "mdc", "markdown", "mdown", "mkd"];

/// Placeholder for the name of a file.
pub(crate) const NAME: &str = "<name>";

impl Dialects {
    /// Returns the correction after which a tool finds a file; `None` for paths that a tool reads, and for those that
    /// are not close to one.
    pub(crate) fn misplaced(&self, path: &str) -> Option<Misplaced> {
        let parts: Vec<&str> = path.split('/').collect();
        let file = parts.len().checked_sub(1)?;
        let is_tools = |part: &&str| part.starts_with('.') && self.is_hidden_place(part);
        let Some(at) = parts.get(..file)?.iter().rposition(is_tools) else {
            return self.outside(path, &parts);
        };
        if self.is_found(path) {
            return None;
        }
        let (around, below) = parts.split_at_checked(at)?;
        let found = self.by_globs().filter(|kind| kind.overlay.is_none()).find_map(|kind| {
            let repaired = kind.globs.iter().find_map(|glob| self.repaired(kind, glob, below));
            repaired.map(|(below, repair)| (kind, below, repair))
        });
        let (kind, below, repair) = found?;
        let path = [around.join("/"), below].join("/");
        let read = kind.paths.is_read(GlobPath::new(&path));
        read.then(|| Misplaced { kind: kind.clone(), path, repair })
    }

    /// Whether a tool reads a path; globs that match skills or agents anywhere do not count.
    fn is_found(&self, path: &str) -> bool {
        let read = GlobPath::new(path);
        self.located().iter().any(|located| located.is_match(path))
            || self.by_globs().any(|kind| kind.paths.is_found(read, kind.fallback))
    }

    /// Corrects a path below a tool's folder according to a glob.
    fn repaired(&self, kind: &FileKind, glob: &str, below: &[&str]) -> Option<(String, Repair)> {
        let pieces: Vec<&str> = glob.strip_prefix("**/")?.split('/').collect();
        let (wanted, folders) = pieces.split_last()?;
        let literal = folders.iter().take_while(|piece| !piece.contains('*')).count();
        let (literals, free) = folders.split_at_checked(literal)?;
        let (own, rest) = below.split_at_checked(literal).filter(|(_, rest)| !rest.is_empty())?;
        if literals.first() != own.first() {
            return None;
        }
        let differs: Vec<_> = literals.iter().zip(own).filter(|(wanted, own)| wanted != own).collect();
        let folder = match differs[..] {
            [] => None,
            [(wanted, own)] if is_near(own, wanted) && !self.is_folder(below, literal) => Some(*wanted),
            _ => return None,
        };
        let start = literals.join("/");
        let (rest, repair) = shape(kind, wanted, free, rest)?;
        let repair = folder.map(|folder| Repair::Folder(folder.to_owned())).or(repair)?;
        Some((format!("{start}/{rest}"), repair))
    }

    /// Whether a tool has a folder with the first `literal` segments of a path.
    fn is_folder(&self, below: &[&str], literal: usize) -> bool {
        let Some(own) = below.get(..literal) else { return false };
        self.places().iter().any(|place| place.folder.split('/').take(literal).eq(own.iter().copied()))
    }

    /// Like `repaired`, for a file outside of tool folders: in a plugin, or in a project with only such files.
    fn outside(&self, path: &str, parts: &[&str]) -> Option<Misplaced> {
        let (file, folders) = parts.split_last()?;
        let (stem, ending) = file.rsplit_once('.')?;
        let ending_is_other = ending != "md" && is_markdown(ending);
        let is_skill = stem.eq_ignore_ascii_case("skill") && is_markdown(ending) && *file != "SKILL.md";
        let (kind, name, repair) = if is_skill && folders.iter().rev().nth(1) == Some(&"skills") {
            ("agent-skills.skill", "SKILL.md".to_owned(), Repair::Name("SKILL.md".to_owned()))
        } else if ending_is_other && ending != "mdc" && folders.contains(&"agents") {
            ("claude-code.plugin-agent", format!("{stem}.md"), Repair::Ending(".md".to_owned()))
        } else {
            return None;
        };
        let kind = self.document(kind)?.clone();
        let path = format!("{}{name}", path.strip_suffix(file)?);
        Some(Misplaced { kind, path, repair })
    }
}

/// Corrects what follows the literal folders of a glob; `None` if it is another file.
fn shape(kind: &FileKind, wanted: &str, free: &[&str], rest: &[&str]) -> Option<(String, Option<Repair>)> {
    let (file, folders) = rest.split_last()?;
    let name = match_file_name(kind, wanted, file).or_else(|| named_as_folder(kind, wanted, folders, file));
    let fits = match free {
        [] => folders.is_empty(),
        ["*"] => folders.len() == 1,
        ["**"] => true,
        _ => return None,
    };
    if fits {
        let (name, repair) = name?;
        return Some(([folders, &[&*name]].concat().join("/"), repair));
    }
    let never = |gap: Gap| kind.never_reads.contains(&gap);
    match (free, folders) {
        ([], [_, ..]) if never(Gap::Subfolders) => {
            let (name, _) = name.filter(|(_, repair)| repair.is_none())?;
            Some((name, Some(Repair::Depth)))
        }
        (["*"], [_, .., own]) if never(Gap::Subfolders) && wanted == *file => {
            Some((format!("{own}/{wanted}"), Some(Repair::Depth)))
        }
        (["*"], []) if never(Gap::FlatFiles) => {
            let (stem, ending) = file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
            let own = if stem.eq_ignore_ascii_case("skill") { NAME } else { stem };
            is_markdown(ending).then(|| (format!("{own}/{wanted}"), Some(Repair::OwnFolder)))
        }
        _ => None,
    }
}

/// Corrects a file name according to a glob.
fn match_file_name(kind: &FileKind, wanted: &str, file: &str) -> Option<(String, Option<Repair>)> {
    let (stem, ending) = file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
    let Some(wanted_ending) = wanted.strip_prefix('*') else {
        let (wanted_stem, _) = wanted.rsplit_once('.')?;
        let near = is_markdown(ending) && is_near(stem, wanted_stem);
        let repair = || Repair::Name(wanted.to_owned());
        return (file == wanted || near).then(|| (wanted.to_owned(), (file != wanted).then(repair)));
    };
    if file.ends_with(wanted_ending) && file.len() > wanted_ending.len() {
        return Some((file.to_owned(), None));
    }
    // Tools read rules from many kinds of files.
    let (first, _) = wanted_ending.rsplit_once('.')?;
    if !is_markdown(ending) || first.is_empty() && kind.role == Role::Instructions {
        return None;
    }
    let stem = match stem.rsplit_once('.') {
        Some((stem, second)) if !stem.is_empty() && is_near(second, first.trim_start_matches('.')) => stem,
        _ => stem,
    };
    Some((format!("{stem}{wanted_ending}"), Some(Repair::Ending(wanted_ending.to_owned()))))
}

/// Corrects the name of a file that has the name of its skill: `skills/x/x.md`.
fn named_as_folder(
    kind: &FileKind,
    wanted: &str,
    folders: &[&str],
    file: &str,
) -> Option<(String, Option<Repair>)> {
    let (stem, ending) =
        file.rsplit_once('.').filter(|_| kind.role == Role::Skill && !wanted.contains('*'))?;
    let [folder] = folders else { return None };
    (stem == *folder && is_markdown(ending))
        .then(|| (wanted.to_owned(), Some(Repair::OwnName(wanted.to_owned()))))
}

fn is_markdown(ending: &str) -> bool {
    OTHER_ENDINGS.iter().any(|other| ending.eq_ignore_ascii_case(other))
}

/// Whether a name is another form of the expected one, or a typo of it.
fn is_near(name: &str, wanted: &str) -> bool {
    let plain = |name: &str| -> String {
        let letters: String = name.chars().filter(|char| char.is_alphanumeric()).collect();
        let letters = letters.to_lowercase();
        let word = ["sub", "custom", "my"].iter().find_map(|before| letters.strip_prefix(before));
        word.unwrap_or(&letters).trim_end_matches('s').to_owned()
    };
    let (one, other) = (plain(name), plain(wanted));
    one == other || name.len() >= 5 && strsim::osa_distance(&one, &other) == 1
}

#[cfg(test)]
mod tests {
    use super::super::Dialects;

    fn repaired(path: &str) -> Option<(String, String)> {
        let found = Dialects::built_in().misplaced(&format!("/w/{path}"))?;
        Some((found.kind.id.clone(), found.path.strip_prefix("/w/")?.to_owned()))
    }

    #[test]
    fn a_small_change_makes_it_a_path_of_a_tool() {
        for (path, kind, right) in [
            (".claude/agent/x.md", "claude-code.agent", ".claude/agents/x.md"),
            ("app/.claude/Agents/deep/x.md", "claude-code.agent", "app/.claude/agents/deep/x.md"),
            (".claude/agnets/x.md", "claude-code.agent", ".claude/agents/x.md"),
            (".claude/sub-agents/x.md", "claude-code.agent", ".claude/agents/x.md"),
            (".claude/agents/x.MD", "claude-code.agent", ".claude/agents/x.md"),
            (".claude/agents/x.mdx", "claude-code.agent", ".claude/agents/x.md"),
            (".claude/agents/x.markdown", "claude-code.agent", ".claude/agents/x.md"),
            (".claude/skill/x/SKILL.md", "claude-code.skill", ".claude/skills/x/SKILL.md"),
            (".claude/skills/x/skill.md", "claude-code.skill", ".claude/skills/x/SKILL.md"),
            (".claude/skills/x/SKILL.MD", "claude-code.skill", ".claude/skills/x/SKILL.md"),
            (".claude/skills/x.md", "claude-code.skill", ".claude/skills/x/SKILL.md"),
            (".claude/skills/x/x.md", "claude-code.skill", ".claude/skills/x/SKILL.md"),
            (".github/skills/x/x.md", "copilot.skill", ".github/skills/x/SKILL.md"),
            (".claude/skills/SKILL.md", "claude-code.skill", ".claude/skills/<name>/SKILL.md"),
            (".claude/skills/group/x/SKILL.md", "claude-code.skill", ".claude/skills/x/SKILL.md"),
            (".claude/command/x.md", "claude-code.command", ".claude/commands/x.md"),
            (".claude/rule/x.md", "claude-code.rule", ".claude/rules/x.md"),
            (".claude/output_styles/x.md", "claude-code.output-style", ".claude/output-styles/x.md"),
            (".github/agent/x.agent.md", "copilot.agent", ".github/agents/x.agent.md"),
            (".github/skills/x/skill.md", "copilot.skill", ".github/skills/x/SKILL.md"),
            (".github/skills/x.md", "copilot.skill", ".github/skills/x/SKILL.md"),
            (".github/prompts/q.md", "copilot.prompt", ".github/prompts/q.prompt.md"),
            (".github/prompts/q.prompts.md", "copilot.prompt", ".github/prompts/q.prompt.md"),
            (".github/prompt/q.prompt.md", "copilot.prompt", ".github/prompts/q.prompt.md"),
            (".github/instructions/x.md", "copilot.instructions", ".github/instructions/x.instructions.md"),
            (".github/copilot_instructions.md", "copilot.instructions", ".github/copilot-instructions.md"),
            (".gemini/agents/sub/x.md", "gemini-cli.agent", ".gemini/agents/x.md"),
            (".gemini/agent/x.md", "gemini-cli.agent", ".gemini/agents/x.md"),
            (".qwen/agents/sub/x.md", "qwen-code.agent", ".qwen/agents/x.md"),
            (".qwen/agent/x.md", "qwen-code.agent", ".qwen/agents/x.md"),
            (".factory/droid/x.md", "factory.droid", ".factory/droids/x.md"),
            (".factory/droids/sub/x.md", "factory.droid", ".factory/droids/x.md"),
            (".cursor/agent/x.md", "cursor.subagent", ".cursor/agents/x.md"),
            (".cursor/rule/x.mdc", "cursor.rule", ".cursor/rules/x.mdc"),
            (".kiro/agent/x.md", "kiro.agent", ".kiro/agents/x.md"),
            (".opencode/agents/x.MD", "opencode.agent", ".opencode/agents/x.md"),
            (".kilo/agnets/x.md", "kilo.agent", ".kilo/agent/x.md"),
            (".windsurf/workflow/x.md", "windsurf.workflow", ".windsurf/workflows/x.md"),
            (".devin/agents/x/agent.md", "devin.agent", ".devin/agents/x/AGENT.md"),
            (".agents/skills/x/Skill.md", "agent-skills.skill", ".agents/skills/x/SKILL.md"),
            (".agents/skills/x.md", "agent-skills.skill", ".agents/skills/x/SKILL.md"),
            (".config/opencode/agnets/x.md", "opencode.agent", ".config/opencode/agent/x.md"),
            ("skills/x/skill.md", "agent-skills.skill", "skills/x/SKILL.md"),
            ("agents/a.MD", "claude-code.plugin-agent", "agents/a.md"),
        ] {
            assert_eq!(repaired(path), Some((kind.to_owned(), right.to_owned())), "{path}");
        }
    }

    #[test]
    fn other_paths_are_left_alone() {
        for path in [
            ".claude/agents/x.md",
            ".claude/agents/README.md",
            ".claude/skills/x/SKILL.md",
            ".claude/skills/x/README.md",
            ".claude/skills/x/y.md",
            ".claude/agents/x/x.md",
            ".claude/skills/x/references/a.md",
            ".claude/skills/x/references/skill.md",
            ".claude/skills/x/agents/y.md",
            ".claude/plans/x.md",
            ".claude/settings.md",
            ".claude/x.md",
            ".claude/CLAUDE.md",
            ".claude/plugins/cache/p/agents/x.md",
            ".github/pull_request_template.md",
            ".github/CONTRIBUTING.md",
            ".github/workflows/x.md",
            ".github/agents/sub/x.md",
            ".github/skills/group/x/SKILL.md",
            ".github/ISSUE_TEMPLATE/x.md",
            ".opencode/agent/x.md",
            ".opencode/agents/sub/x.md",
            ".opencode/skills/x.md",
            ".opencode/mode/sub/x.md",
            ".opencode/skill/group/x/SKILL.md",
            ".cursor/rules/AGENTS.md",
            ".clinerules/x.markdown",
            ".codex/skills/group/x/SKILL.md",
            ".agents/skills/group/x/SKILL.md",
            ".kilo/command/x.md",
            ".kilo/skills/x/SKILL.md",
            ".cline/skills/x/SKILL.md",
            ".vscode/x.md",
            "docs/agent/x.md",
            "skills/x.md",
            "notes/skill.md",
            "agents/x.md",
        ] {
            assert_eq!(repaired(path), None, "{path}");
        }
    }
}
