//! Real agents, converted for every tool whose loading is modelled.

use agentls_analysis::document::Document;
use agentls_analysis::ide::actions::{conversions, convert};
use agentls_analysis::verdicts::{Targets, tool_verdicts};

use crate::corpus::files;
use crate::shared;

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
            if file.is_none_or(|file| !file.text.ends_with(&body)) {
                faults.push(format!("{}: {}", path.display(), conversion.title));
            }
        }
    }
    println!("{offered} conversions were offered");
    assert!(offered > 0 && faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
