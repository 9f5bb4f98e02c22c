//! Real agents, converted for every tool whose loading is modelled.

use agentls_analysis::document::Document;
use agentls_analysis::ide::actions::{NewFile, conversions, convert};
use agentls_analysis::verdicts::{Targets, tool_verdicts};

use crate::corpus::files;
use crate::shared;

/// Whether a new agent is told the body of the other one: as its own, or in a key.
fn is_told(file: &NewFile, body: &str) -> bool {
    let new = Document::new(Some(file.path.as_str().into()), 0, &file.text);
    let root = new.front_matter().and_then(|front| front.yaml.root.as_ref());
    match root.and_then(|root| root.entry("developer_instructions")) {
        Some(told) => told.value.text().map(str::trim) == Some(body.trim().replace("\r\n", "\n").as_str()),
        None => file.text.ends_with(body),
    }
}

#[test]
fn an_agent_that_loads_can_be_converted_wherever_that_is_offered() {
    let Some(folder) = shared("corpus/dev") else { return };
    let mut faults = Vec::new();
    let mut offered = 0;
    for (path, text) in files(&folder) {
        let place = format!("/w/.claude/agents/core/{}", path.file_name().unwrap().to_string_lossy());
        let agent = Document::new(Some(place.as_str().into()), 0, &text);
        let read = tool_verdicts(&agent, &Targets::default());
        let loads = read.iter().filter(|it| it.is_target()).all(|it| it.verdict.reason.is_empty());
        for conversion in conversions(&agent, &|_| false).into_iter().filter(|_| loads) {
            offered += 1;
            let body = agent.text.slice(agent.syntax.body_start()..agent.text.len()).into_owned();
            let file = convert(&agent, conversion.tool).and_then(|action| action.file);
            if file.is_none_or(|file| !is_told(&file, &body)) {
                faults.push(format!("{}: {}", path.display(), conversion.title));
            }
        }
    }
    println!("{offered} conversions were offered");
    assert!(offered > 0 && faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
