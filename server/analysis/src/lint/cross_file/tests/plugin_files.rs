//! Paths below the folder of a plugin, and links out of it.

use super::*;

const PATH: &str = "/w/plugins/p/commands/x.md";

/// Returns the codes and marked texts of a command in a plugin, in a project with files and folders of other kinds.
fn found_in(path: &str, body: &str, others: &[&str]) -> Vec<(&'static str, String)> {
    let text = format!("---\ndescription: d\n---\n{body}");
    let document = Document::new(Some(path.into()), 0, &text);
    let mut index = AgentIndex::default();
    index.set_complete(true);
    index.set(&path.into(), DocumentSummary::from_document(&document));
    let exists = |path: &str| Some(others.contains(&path));
    let policy = Policy::default();
    let context = CrossFileContext { exists: &exists, ..CrossFileContext::of_index(&index, &policy) };
    let found = diagnostics(&document, &context).into_iter();
    let ours = found.filter(|found| ["missing-plugin-file", "leaves-plugin"].contains(&found.rule.code));
    ours.map(|found| (found.rule.code, text[found.range].to_owned())).collect()
}

const AROUND: &[&str] = &[
    "/w/plugins/p/.claude-plugin/plugin.json",
    "/w/plugins/p/scripts",
    "/w/plugins/p/scripts/there.sh",
    "/w/plugins/p/docs/a.md",
    "/w/docs/b.md",
];

#[test]
fn paths_below_the_folder_of_the_plugin() {
    for (body, missing) in [
        ("```bash\nbash ${CLAUDE_PLUGIN_ROOT}/scripts/gone.sh --x\n```\n", Some("scripts/gone.sh")),
        ("!`\"${CLAUDE_PLUGIN_ROOT}/scripts/gone.py\"`\n", Some("scripts/gone.py")),
        ("See ${CLAUDE_PLUGIN_ROOT}/scripts/deep/gone.md.\n", Some("scripts/deep/gone.md")),
        ("Run ${CLAUDE_PLUGIN_ROOT}/scripts/there.sh.\n", None),
        ("Run ${CLAUDE_PLUGIN_ROOT}/dist/built.js.\n", None),
        ("Run ${CLAUDE_PLUGIN_ROOT}/scripts/$1.sh or ${CLAUDE_PLUGIN_ROOT}/scripts/*.sh.\n", None),
        ("Run ${CLAUDE_PLUGIN_ROOT}/scripts/<name>.sh in ${CLAUDE_PLUGIN_ROOT}/scripts.\n", None),
        ("Run ${CLAUDE_PLUGIN_DATA}/scripts/gone.sh.\n", None),
    ] {
        let expected: Vec<_> =
            missing.map(|path| ("missing-plugin-file", path.to_owned())).into_iter().collect();
        assert_eq!(found_in(PATH, body, AROUND), expected, "{body}");
        // Without a manifest, it is not known where the plugin is.
        assert_eq!(found_in(PATH, body, &["/w/plugins/p/scripts"]), [], "{body}");
    }
}

#[test]
fn links_out_of_the_plugin() {
    for (path, body, leaves) in [
        (PATH, "[b](../../../docs/b.md)\n", Some("../../../docs/b.md")),
        ("/w/plugins/p/agents/x.md", "[b](../../../docs/b.md)\n", Some("../../../docs/b.md")),
        (PATH, "[a](../docs/a.md)\n", None),
        (PATH, "[gone](../../../docs/gone.md)\n", None),
        ("/w/.claude/commands/x.md", "[b](../../docs/b.md)\n", None),
    ] {
        let expected: Vec<_> = leaves.map(|path| ("leaves-plugin", path.to_owned())).into_iter().collect();
        assert_eq!(found_in(path, body, AROUND), expected, "{body}");
    }
}
