//! Shapes of values, in each kind of file.

use crate::loading::Outcome::{self, Dropped, Loads, Placeholder, Stops};
use crate::loading::tests::check;

fn agent_and_mode(agent: Outcome, mode: Outcome, source: &str) {
    check("opencode.agent", "/w/.opencode/agent/x.md", agent, source);
    check("opencode.mode", "/w/.opencode/mode/x.md", mode, source);
}

#[test]
fn a_wrong_value_stops_the_program_or_costs_a_mode() {
    agent_and_mode(
        Stops,
        Dropped,
        r#"
        ---
        color: red
               ^^^ `red` is not a valid `color`
        ---
        "#,
    );
    agent_and_mode(
        Stops,
        Dropped,
        r#"
        ---
        hidden: "true"
                ^^^^^^ `hidden` must be a boolean, not a string
        ---
        "#,
    );
    agent_and_mode(
        Stops,
        Dropped,
        r#"
        ---
        model:
        ^^^^^ `model` is empty
        ---
        "#,
    );
    agent_and_mode(
        Loads,
        Loads,
        r#"
        ---
        model: any words
        hidden: false
        temperature: 0
        top_p: 0.5
        ---
        "#,
    );
    agent_and_mode(
        Loads,
        Loads,
        r#"
        ---
        prompt: 3
        name: 4
        unknown: []
        ---
        "#,
    );
    agent_and_mode(Placeholder, Placeholder, "Just text\n");
    agent_and_mode(
        Placeholder,
        Placeholder,
        r#"
        ---
        x: @y
           ^ invalid YAML
        ---
        "#,
    );
}

#[test]
fn numbers_of_steps() {
    for steps in ["1", "3.0", "0x10", "9007199254740991"] {
        agent_and_mode(Loads, Loads, &format!("---\nsteps: {steps}\n---\n"));
    }
    for steps in ["0", "-1", "1.5", "1e20", "\"3\"", ".inf", "[3]"] {
        agent_and_mode(Stops, Dropped, &format!("---\nmaxSteps: {steps}\n---\n"));
    }
    agent_and_mode(
        Stops,
        Dropped,
        r#"
        ---
        temperature: .nan
                     ^^^^ `temperature` must be a number
        ---
        "#,
    );
}

#[test]
fn tools_and_permissions_at_the_place_of_the_fault() {
    agent_and_mode(
        Loads,
        Loads,
        r#"
        ---
        tools: {}
        permission: {}
        ---
        "#,
    );
    agent_and_mode(
        Stops,
        Dropped,
        r#"
        ---
        tools:
          bash: true
          edit: yes
                ^^^ `tools.edit` must be a boolean
        ---
        "#,
    );
    agent_and_mode(
        Loads,
        Loads,
        r#"
        ---
        permission:
          bash:
            "rm *": deny
          webfetch: ask
        ---
        "#,
    );
    agent_and_mode(
        Stops,
        Dropped,
        r#"
        ---
        permission:
          webfetch: {"*": ask}
                    ^^^^^^^^^^ `permission.webfetch` cannot be a mapping
        ---
        "#,
    );
    agent_and_mode(
        Stops,
        Dropped,
        r#"
        ---
        permission:
          bash: Ask
                ^^^ `Ask` is not a valid `permission.bash`
        ---
        "#,
    );
    agent_and_mode(
        Stops,
        Dropped,
        r#"
        ---
        permission: [ask]
                    ^^^^^ `permission` cannot be a list
        ---
        "#,
    );
    agent_and_mode(
        Stops,
        Dropped,
        r#"
        ---
        options: []
                 ^^ `options` must be a mapping, not a list
        ---
        "#,
    );
}

#[test]
fn commands() {
    let command =
        |expected, text: &str| check("opencode.command", "/w/.opencode/command/x.md", expected, text);
    command(Loads, "---\ntemplate: 3\nagent: build\nvariant: v\nmode: anything\ntools: Read\n---\nDo it\n");
    command(Stops, "---\nagent: [build]\n       ^^^^^^^ `agent` must be a string, not a list\n---\nDo it\n");
    command(Stops, "---\nvariant: 1\n         ^ `variant` must be a string\n---\nDo it\n");
}

#[test]
fn skills_and_their_names() {
    let skill =
        |expected, text: &str| check("opencode.skill", "/w/.opencode/skill/x/SKILL.md", expected, text);
    skill(Loads, "---\nname: \"\"\ndescription: d\n---\n");
    skill(Placeholder, "---\nname: x\ndescription: \"\"\n             ^^ `description` is empty\n---\n");
    skill(Dropped, "---\nname: x\ndescription:\n^^^^^^^^^^^ `description` is empty\n---\n");
    skill(
        Dropped,
        "---\nname: true\n      ^^^^ `name` must be a string, not a boolean\ndescription: d\n---\n",
    );
    skill(Dropped, "---\nname: x\ndescription: @d\n             ^ invalid YAML\n---\n");
    skill(Dropped, "---\n- name: x\n---\n");
}
