//! Names that hide others, and descriptions that share a budget.

use super::*;

fn skill(name: &str, keys: &str) -> String {
    format!("---\nname: {name}\n{keys}\n---\n")
}

/// Returns the messages about a file among others.
fn messages(files: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    Project::new(files).found().into_iter().map(|found| (found.rule.code, found.message)).collect()
}

#[test]
fn names_of_built_in_skills_and_commands() {
    let hides = |path: &str, text: &str| messages(&[(path, text)]);
    let status = skill("status", "description: Says how far it is.");
    let said = |what: &str| {
        let message = format!(
            "This {what} runs in place of Claude Code's own `status`. Rename it if the built-in one is to stay."
        );
        [("hides-built-in", message)]
    };
    assert_eq!(hides("/w/.claude/skills/status/SKILL.md", &status), said("skill"));
    assert_eq!(hides("/home/u/.claude/skills/status/SKILL.md", &status), said("skill"));
    let text = "---\ndescription: Says how far it is.\n---\n";
    assert_eq!(hides("/w/.claude/commands/status.md", text), said("command"));
    for (path, text) in [
        ("/w/.claude/commands/release/status.md", text),
        ("/w/.claude/commands/vim.md", text),
        ("/w/.claude/commands/statuses.md", text),
        ("/w/plugins/p/commands/status.md", text),
        ("/w/.opencode/command/status.md", text),
        ("/w/plugins/p/skills/status/SKILL.md", &status),
        ("/w/.claude/skills/status/SKILL.md", &skill("status", "description: x\nuser-invocable: false")),
    ] {
        assert_eq!(hides(path, text), [], "{path}");
    }
}

#[test]
fn personal_skills_go_before_those_of_the_project() {
    let x = skill("x", "description: Does x.");
    let (own, project) = ("/home/u/.claude/skills/x/SKILL.md", "/w/.claude/skills/x/SKILL.md");
    let message = "Claude Code prefers your own skill of that name. For you, `~/.claude/skills/x/SKILL.md` takes the place of \
                   this file.";
    let said = messages(&[(project, &x), (own, &x)]);
    let [("shadowed-name", found)] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!(found.replace("/home/u/", "~/"), message);
    assert_eq!(messages(&[(own, &x), (project, &x)]), []);
    let index = Project::new(&[(own, &x), (project, &x)]).index;
    let resolved = |from: &str| {
        let found = index.resolve(crate::references::DefinitionKind::Skill, "x", from);
        found.map(|(path, _)| path.to_string())
    };
    assert_eq!(resolved("/w/.claude/agents/a.md").as_deref(), Some(own));
    assert_eq!(resolved("/w/CLAUDE.md").as_deref(), Some(own));
    assert_eq!(resolved("/w/.opencode/agent/a.md").as_deref(), Some(project), "of another tool");
}

#[test]
fn skills_share_what_is_listed() {
    let text = |length: usize, more: &str| {
        skill("x", &format!("description: {}{more}", "word ".repeat(length / 5).trim_end()))
    };
    let files = |own: &str, others: usize, text: &str| {
        let other = |at: usize| (format!("/w/.claude/skills/s{at}/SKILL.md"), text.replace("name: x\n", ""));
        let others: Vec<_> = (0..others).map(other).collect();
        let own = [("/w/.claude/skills/x/SKILL.md", own)];
        let others = others.iter().map(|(path, text)| (&**path, &**text));
        messages(&own.into_iter().chain(others).collect::<Vec<_>>())
    };
    let long = text(500, "");
    let said = files(&long, 16, &long);
    let message = "Claude Code may list this skill without its description. The names and descriptions of the 17 skills here take \
                   8.5k characters, and Claude Code lists 8.0k of them at a context window of 200k tokens. This one takes \
                   500, an equal share is 470. Shorten it, or let only the user start skills that Claude need not choose \
                   (`disable-model-invocation`).";
    assert_eq!(said, [("description-budget", message.to_owned())]);
    assert_eq!(files(&long, 14, &long), [], "15 of them fit");
    assert_eq!(files(&text(100, ""), 16, &long), [], "it takes less than its share");
    assert_eq!(
        files(&long, 16, &text(500, "\ndisable-model-invocation: true")),
        [],
        "the others are not listed"
    );
    let said = files(&text(1000, &format!("\nwhen_to_use: {}", "if ".repeat(300))), 0, "");
    let message = "Claude Code cuts this description after 1536 characters. `description` and `when_to_use` have 1898. Put first \
                   when to use the skill, and move the rest below the front matter.";
    assert_eq!(said, [("description-budget", message.to_owned())]);
    assert_eq!(files(&text(1500, ""), 0, ""), []);
}

#[test]
fn agents_of_plugins_are_called_with_the_plugin() {
    let rev = ("/w/plugins/plug/agents/rev.md", "---\nname: rev\ndescription: Reviews.\n---\n");
    let found = |path: &str, call: &str, others: &[(&str, &str)], manifest: Option<bool>| {
        let text = agent("lead", call);
        let project = Project::new(&[&[(path, &*text), rev], others].concat());
        let exists = |path: &str| match path {
            "/w/plugins/plug/.claude-plugin/plugin.json" => manifest,
            _ => Some(path == "/w/plugins/plug/agents"),
        };
        let policy = Policy::default();
        let context =
            CrossFileContext { exists: &exists, ..CrossFileContext::of_index(&project.index, &policy) };
        diagnostics(&project.documents[0], &context)
    };
    let call = "`Task(subagent_type=\"rev\", prompt=\"x\")`";
    let only = found(LEAD, call, &[], Some(true));
    let [only] = only.as_slice() else { panic!("{only:?}") };
    assert_eq!(only.rule.code, "unknown-reference");
    assert_eq!(only.message, "No agent is named `rev`. A plugin has it: it is called `plug:rev`.");
    assert_eq!(only.fixes[0].edits[0].text, "plug:rev");
    assert_eq!(found("/w/plugins/plug/agents/lead.md", call, &[], Some(true)).len(), 1, "in the plugin, too");
    let silent = |path, call, others: &[_], manifest| {
        assert!(found(path, call, others, manifest).is_empty(), "{call}");
    };
    silent(LEAD, call, &[], Some(false));
    silent(LEAD, call, &[], None);
    silent(LEAD, "`Task(subagent_type=\"plug:rev\", prompt=\"x\")`", &[], Some(true));
    let dead = "`Task(subagent_type=\"plug:gone\", prompt=\"x\")`";
    let found_dead = found(LEAD, dead, &[], Some(true));
    let [only] = found_dead.as_slice() else { panic!("{found_dead:?}") };
    assert!(only.message.starts_with("No agent is named `plug:gone`."), "{}", only.message);
    silent(LEAD, dead, &[], Some(false));
    silent(LEAD, "`Task(subagent_type=\"plug:deep:gone\", prompt=\"x\")`", &[], Some(true));
    silent(LEAD, "`Task(subagent_type=\"other:gone\", prompt=\"x\")`", &[], Some(true));
    silent(LEAD, "Use the `rev` agent.", &[], Some(true));
    silent(LEAD, call, &[("/w/.claude/agents/rev.md", rev.1)], Some(true));
    silent("/w/.opencode/agent/lead.md", call, &[], Some(true));
}
