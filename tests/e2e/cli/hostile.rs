//! Any bytes at all on standard input: never a crash, never an exit code that means nothing.

use proptest::prelude::*;

const AGENTS: [&str; 2] = [
    include_str!("../../fixtures/.claude/agents/async-engineer.md"),
    include_str!("../../fixtures/.claude/agents/slow-reviewer.md"),
];

/// Where agents of several tools lie.
const PLACES: [&str; 5] = [
    ".claude/agents/x.md",
    ".claude/skills/x/SKILL.md",
    ".opencode/agent/x.md",
    ".gemini/agents/x.md",
    ".github/agents/x.agent.md",
];

/// An agent with some bytes replaced, its end cut off, and the whole doubled or not.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let flips = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12);
    (prop::sample::select(&AGENTS[..]), flips, any::<prop::sample::Index>(), any::<bool>()).prop_map(
        |(agent, flips, end, doubled)| {
            let mut bytes = agent.as_bytes().to_vec();
            for (at, byte) in flips {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(end.index(bytes.len()) + 1);
            if doubled { bytes.repeat(2) } else { bytes }
        },
    )
}

const COMMANDS: [&[&str]; 4] =
    [&["check"], &["check", "--format=sarif"], &["check", "--verdict"], &["fix", "--unsafe-fixes"]];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn standard_input_may_be_anything(
        input in hostile(),
        place in prop::sample::select(&PLACES[..]),
        command in prop::sample::select(&COMMANDS[..]),
    ) {
        let arguments = [command, &["--stdin-filename", place, "-"]].concat();
        let output = super::raw_with_input(&arguments, &input);
        let code = output.status.code();
        prop_assert!(matches!(code, Some(0..=3)), "{:?}", output);
        let text = std::str::from_utf8(&input).is_ok();
        prop_assert_eq!(code == Some(2), !text, "{}", String::from_utf8_lossy(&output.stderr));
    }
}
