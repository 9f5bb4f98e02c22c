//! The tools, one line and one folder each: `dialect.yaml` says where a tool's files are and what they may contain,
//! `loader.rs` what it does with them, if that could be observed. `build.rs` reads the names here.

mod agent_plugins {}
mod agent_skills {
    pub(super) mod loader;
}
mod amp {}
mod antigravity {}
mod augment {
    pub(super) mod loader;
}
mod claude_code {
    pub(super) mod loader;
}
mod claude_flow {
    pub(super) mod loader;
}
mod cline {
    pub(super) mod loader;
}
mod codex {
    pub(super) mod loader;
}
mod r#continue {
    pub(super) mod loader;
}
mod copilot {
    pub(super) mod loader;
}
mod crush {
    pub(super) mod loader;
}
mod cursor {}
mod devin {}
mod factory {
    pub(super) mod loader;
}
mod gemini_cli {
    pub(super) mod loader;
}
mod gh_aw {}
mod grok {}
mod junie {}
mod kilo {
    pub(super) mod loader;
}
mod kiro {}
mod opencode {
    pub(super) mod loader;
}
mod pi {
    pub(super) mod loader;
}
mod qwen_code {
    pub(super) mod loader;
}
mod roo {}
mod rulesync {}
mod windsurf {}

mod asked;

use crate::loading::Loader;
pub use asked::{AskedProgram, asked_programs};

/// Returns every loader.
pub fn loaders() -> impl Iterator<Item = &'static Loader> {
    let all = [
        augment::loader::LOADERS,
        claude_code::loader::LOADERS,
        claude_flow::loader::LOADERS,
        cline::loader::LOADERS,
        codex::loader::LOADERS,
        r#continue::loader::LOADERS,
        copilot::loader::LOADERS,
        crush::loader::LOADERS,
        factory::loader::LOADERS,
        gemini_cli::loader::LOADERS,
        kilo::loader::LOADERS,
        opencode::loader::LOADERS,
        pi::loader::LOADERS,
        qwen_code::loader::LOADERS,
        agent_skills::loader::LOADERS,
    ];
    all.into_iter().flatten()
}

#[cfg(test)]
mod tests;
