//! What has to be edited when files get other paths: the names that their paths say.

use super::navigate::Subject;
use super::rename::Rename;
use crate::dialect;
use crate::fleet::{Facts, Fleet};

/// The renames that follow when files or folders get other paths, given as pairs of the old path and the new one. What
/// cannot be called so is left alone.
pub fn renames(moves: &[(String, String)], fleet: &Fleet) -> Vec<Rename> {
    moves.iter().flat_map(|(old, new)| of_move(old, new, fleet)).collect()
}

fn of_move(old: &str, new: &str, fleet: &Fleet) -> Vec<Rename> {
    let below = format!("{old}/");
    let inside = fleet.below(&below).filter_map(|(path, facts)| {
        let rest = path.strip_prefix(&below)?;
        Some((path, facts, format!("{new}/{rest}")))
    });
    let own = fleet.get_key_value(old).map(|(path, facts)| (path, facts, new.to_owned()));
    let rename = |(path, facts, new): (&std::sync::Arc<str>, &Facts, String)| {
        let definition = facts.definition()?;
        let document = dialect::document(definition.document)?;
        let name = document.name_after_move(path, &new, &definition.name)?;
        let subject =
            Subject::Named { kind: definition.kind, name: definition.name.clone(), path: path.clone() };
        let mut rename = Rename::new(subject, &name, fleet).ok()?;
        rename.moved = None;
        Some(rename)
    };
    own.into_iter().chain(inside).filter_map(rename).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::navigate::tests::fleet;

    #[test]
    fn names_follow_paths_that_said_them() {
        let agent = |name: &str| format!("---\nname: {name}\ndescription: d\n---\n");
        let (fleet, all) = fleet(&[
            ("/w/.claude/agents/coder.md", agent("coder")),
            ("/w/.claude/agents/other.md", agent("tester")),
            ("/w/.claude/skills/deploy/SKILL.md", agent("deploy")),
            ("/w/.claude/commands/sc/go.md", "Go.\n".to_owned()),
            ("/w/CLAUDE.md", "@agent-coder, `Skill(\"deploy\")`, `/sc:go`, @agent-tester\n".to_owned()),
        ]);
        let moved = |old: &str, new: &str| {
            let renames = renames(&[(format!("/w/.claude/{old}"), format!("/w/.claude/{new}"))], &fleet);
            let edits = renames.iter().flat_map(|it| it.edits(&all[4], &fleet).expect("edits"));
            edits.map(|edit| edit.text).collect::<Vec<_>>()
        };
        assert_eq!(moved("agents/coder.md", "agents/writer.md"), ["writer"]);
        assert_eq!(moved("agents/coder.md", "agents/deep/coder.md"), [""; 0]);
        assert_eq!(moved("agents/other.md", "agents/writer.md"), [""; 0], "its path did not say its name");
        assert_eq!(moved("skills/deploy", "skills/ship"), ["ship"]);
        assert_eq!(moved("commands/sc", "commands/dc"), ["dc:go"]);
        assert_eq!(moved("agents/coder.md", "agents/my coder.md"), [""; 0], "nobody could call it so");
    }
}
