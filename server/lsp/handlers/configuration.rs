//! What is set in the editor: `initializationOptions` and `workspace/didChangeConfiguration`.

use super::Backend;

impl Backend {
    /// Takes in what is set in the editor.
    pub(super) fn set_options(&self, options: Option<serde_json::Value>) {
        // Some clients send the section as it is, others a mapping that holds it.
        let section = options.map(|mut options| match options.get_mut("agentls") {
            Some(section) => section.take(),
            None => options,
        });
        let Some(mut section) = section.filter(|section| !section.is_null()) else { return };
        if let Some(section) = section.as_object_mut() {
            // How to start the server and whether to log it are the client's own affair, in the same section.
            section.retain(|key, _| !matches!(key.as_str(), "server" | "trace"));
        }
        self.sync.set(section);
    }
}
