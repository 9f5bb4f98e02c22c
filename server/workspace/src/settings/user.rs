//! The settings of the user, for files below no `agentls.toml`.

use std::env;
use std::path::{Path, PathBuf};

use super::FILE;
use crate::paths;

/// Where the settings of the user are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserSettings {
    /// The settings file, which may not exist.
    pub file: PathBuf,
    /// The folder that globs and paths in it are relative to: the home folder.
    pub home: PathBuf,
}

impl UserSettings {
    /// Returns the place that the platform has for those of a home folder: `agentls/agentls.toml` in `%APPDATA%` on Windows, elsewhere in
    /// `$XDG_CONFIG_HOME` or `~/.config` (XDG Base Directory Specification 0.8; on macOS, too, as most programs of the
    /// command line do).
    #[must_use]
    pub fn of_home(home: PathBuf) -> Self {
        let (variable, usual) =
            if cfg!(windows) { ("APPDATA", "AppData/Roaming") } else { ("XDG_CONFIG_HOME", ".config") };
        // A relative path is to be ignored by the specification.
        let folder = env::var_os(variable).map(PathBuf::from).filter(|folder| folder.is_absolute());
        let folder = folder.unwrap_or_else(|| home.join(usual));
        Self { file: folder.join("agentls").join(FILE), home }
    }
}

/// A settings file, and the folder that globs and paths in it are relative to.
#[derive(Clone, Copy, Debug)]
pub(super) struct SettingsFile<'a> {
    pub(super) path: &'a Path,
    user: Option<&'a UserSettings>,
}

impl<'a> SettingsFile<'a> {
    /// Returns the file at a path, which may be that of the user.
    pub(super) fn new(path: &'a Path, user: Option<&'a UserSettings>) -> Self {
        Self { path, user: user.filter(|user| user.file == path) }
    }

    /// Whether it is the user's own, and not a project's.
    pub(super) fn is_of_user(self) -> bool {
        self.user.is_some()
    }

    /// Returns the folder, with a trailing `/`.
    pub(super) fn root_folder(self) -> Option<String> {
        let own = || self.path.parent();
        self.user.map(|user| &*user.home).or_else(own).map(paths::folder)
    }
}
