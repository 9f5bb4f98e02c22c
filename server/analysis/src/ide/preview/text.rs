//! A preview as text for people.

use std::fmt::Write;

use super::{Preview, PreviewOfLoaded, ToolAccess};
use crate::ide::verdict::{LspRange, Tool};
use crate::printable::printable;

impl Preview {
    /// Returns the preview as lines for people, without control characters of the file. `path` is how the file is named.
    pub fn to_text(&self, path: &str) -> String {
        let mut out = Lines::default();
        let program = self.verdict.as_ref().map(|verdict| format!("{} {}", verdict.tool, verdict.version));
        out.line(&format!("{path}: {} in {}", self.kind, program.as_deref().unwrap_or(&self.tool)));
        if let Some(verdict) = &self.verdict {
            out.verdict_lines(verdict);
        }
        let Some(loaded) = &self.loaded else { return out.0 };
        out.line("");
        let before = out.0.len();
        out.access(loaded);
        if out.0.len() > before {
            out.line("");
        }
        out.prompt(loaded);
        if let Some(verdict) = self.verdict.as_ref().filter(|verdict| !verdict.losses.is_empty()) {
            out.line("");
            out.line("Lost:");
            for lost in &verdict.losses {
                let place = lost.range.as_ref().map(LspRange::shown_start).unwrap_or_default();
                out.line(&format!("  {place}{}", lost.what));
            }
        }
        if !loaded.unknown.is_empty() {
            out.line("");
            out.line("Not known:");
            loaded.unknown.iter().for_each(|unknown| out.line(&format!("  {unknown}")));
        }
        out.0
    }
}

/// Returns the size of a text for people.
fn shown_size(characters: usize, tokens: usize) -> String {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    format!("({characters} character{}, about {tokens} token{})", plural(characters), plural(tokens))
}

/// Lines for people.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, text: &str) {
        // A string takes whatever is written.
        let _ = writeln!(self.0, "{}", printable(text).trim_end());
    }

    /// Adds a value with its name in front.
    fn value(&mut self, name: &str, value: &str) {
        self.line(&format!("  {name:13} {value}"));
    }

    /// Adds values with their common name in front of the first.
    fn values<'a>(&mut self, name: &str, values: impl IntoIterator<Item = &'a String>) {
        let all: Vec<&str> = values.into_iter().map(String::as_str).collect();
        if !all.is_empty() {
            self.value(name, &all.join(", "));
        }
    }

    /// Adds a text of the file, with a mark in front of each line.
    fn quote_lines(&mut self, text: &str) {
        text.split('\n').for_each(|line| self.line(&format!("  | {}", line.trim_end_matches('\r'))));
    }

    fn verdict_lines(&mut self, verdict: &Tool) {
        let does = match verdict.outcome {
            "loads" => "loads",
            "repaired" => "loads after a repair",
            "placeholder" => "loads without its front matter or description",
            "dropped" => "does not load",
            _ => "keeps the program from starting",
        };
        let reason = verdict.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let place = verdict.range.as_ref().filter(|_| !reason.is_empty());
        let place = place.map(LspRange::shown_start).unwrap_or_default();
        self.line(&format!("  {place}{does}{reason}"));
        if !verdict.detail.is_empty() {
            self.line(&format!("  {}", verdict.detail));
        }
    }

    fn access(&mut self, loaded: &PreviewOfLoaded) {
        let called = loaded.started.as_ref().or(loaded.name.as_ref());
        called.into_iter().for_each(|name| self.value("name", name));
        match &loaded.listed {
            Some(listed) => {
                let from = if listed.from_body { " (from the text)" } else { "" };
                let cut = if listed.cut { " (cut here)" } else { "" };
                let text = listed.text.trim_end().split('\n').collect::<Vec<_>>();
                for (index, line) in text.iter().enumerate() {
                    let size = shown_size(listed.characters, listed.tokens);
                    let end =
                        if index + 1 == text.len() { format!("{from}{cut} {size}") } else { String::new() };
                    self.value(if index == 0 { "description" } else { "" }, &format!("{line}{end}"));
                }
            }
            None if loaded.started.is_some() => {
                self.value("description", "none: the model is not told of it");
            }
            None => {}
        }
        loaded.model.iter().for_each(|model| self.value("model", model));
        loaded.tools.iter().for_each(|tools| self.tools(tools));
        loaded.permission_mode.iter().for_each(|mode| self.value("permission", mode));
        for hook in &loaded.hooks {
            let matcher = hook.matcher.as_deref().map(|matcher| format!(" {matcher}")).unwrap_or_default();
            self.value("hook", &format!("{}{matcher}: {}", hook.event, hook.runs));
        }
        self.values("skills", &loaded.skills);
        self.values("MCP servers", &loaded.mcp_servers);
        loaded.settings.iter().for_each(|setting| self.value(&setting.key, &setting.value));
    }

    fn tools(&mut self, tools: &ToolAccess) {
        match tools.names.as_slice() {
            _ if tools.all && tools.without.is_empty() => self.value("tools", "all"),
            _ if tools.all => self.value("tools", &format!("all but {}", tools.without.join(", "))),
            [] if tools.never_started => self.value("tools", "none: the agent is never started"),
            [] if tools.sometimes.is_empty() => self.value("tools", "none"),
            names => self.values("tools", names),
        }
        self.values("  if there", &tools.sometimes);
        for lost in &tools.lost {
            self.value("  not given", &format!("{}: {}", lost.name, lost.why));
        }
    }

    fn prompt(&mut self, loaded: &PreviewOfLoaded) {
        let sent = &loaded.prompt;
        let place = match sent.place {
            Some("system-prompt") => "Sent as the system prompt",
            Some("message") => "Sent as a message",
            Some(_) => "Sent in each session",
            None => "The text",
        };
        self.line(&format!("{place} {}:", shown_size(sent.characters, sent.tokens)));
        self.quote_lines(&sent.text);
        for file in &sent.files {
            self.line("");
            self.line(&format!("With it {} {}:", file.path, shown_size(file.characters, file.tokens)));
            self.quote_lines(&file.text);
        }
        if !sent.missing.is_empty() {
            self.line("");
            self.values("Not read", &sent.missing);
        }
    }
}
