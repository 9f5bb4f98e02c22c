//! The editor's settings: `initializationOptions` and `workspace/didChangeConfiguration`.

use super::Backend;

impl Backend {
    /// Applies the editor's settings.
    pub(super) fn set_options(&self, options: Option<serde_json::Value>) {
        // Some clients send the section itself, others an object that contains it.
        let section = options.map(|mut options| match options.get_mut("agentls") {
            Some(section) => section.take(),
            None => options,
        });
        let Some(mut section) = section.filter(|section| !section.is_null()) else { return };
        if let Some(section) = section.as_object_mut() {
            // Settings of the client itself in the same section: how to start the server, and whether to trace it.
            section.retain(|key, _| !matches!(key.as_str(), "server" | "trace"));
        }
        self.sync.set(section);
    }
}
