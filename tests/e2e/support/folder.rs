//! A folder on disk for a test.

use std::path::PathBuf;

/// A folder on disk that is gone when the test is over.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The path of a file in it.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        // The system's folder for such things may be reached by a link, and paths of editors are real ones.
        self.0.path().canonicalize().unwrap().join(file)
    }

    /// Writes a file, with the folders that it lies in.
    pub(crate) fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// The address of a file in it.
    pub(crate) fn uri(&self, file: &str) -> String {
        url::Url::from_file_path(self.path(file)).unwrap().to_string()
    }
}
