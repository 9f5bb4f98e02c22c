//! `agentls explain`: the page of a rule.

use std::process::ExitCode;

use agentls_analysis::lint::rules;

use super::{print, unknown};

/// The arguments of `agentls explain`.
#[derive(clap::Args)]
pub(crate) struct ExplainArguments {
    /// The rule, for example `colon-in-plain-value`. Without it, all rules are listed.
    #[arg(value_name = "RULE")]
    code: Option<String>,
}

/// Prints the page, or all rules. Returns 2 for an unknown rule.
pub(crate) fn run_explain(arguments: &ExplainArguments) -> ExitCode {
    let Some(code) = &arguments.code else {
        let mut all: Vec<_> = rules().map(|rule| format!("{:24}{}\n", rule.code, rule.summary)).collect();
        all.sort();
        return print(&all.concat());
    };
    match rules().find(|rule| rule.code == code) {
        Some(rule) => print(rule.page()),
        None => unknown(code, "rule", rules().map(|rule| rule.code), "agentls explain"),
    }
}
