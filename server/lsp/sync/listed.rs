//! Lists of all files of the workspace folders, for rules that hold patterns against them. A folder is listed when a rule
//! first asks, and followed from then on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::DiskSync;
use crate::session::Creations;
use crate::to_proto::watching;

impl DiskSync {
    /// Updates the lists for changed files and folders. Returns whether any is another one now.
    pub(super) fn follow_listed(&self, paths: &BTreeSet<PathBuf>) -> bool {
        let (existence, folders) = {
            let mut session = self.session.lock();
            (session.existence(), session.index_state().workspace().to_vec())
        };
        existence.projects.keep_only(&folders);
        if let Some(watcher) = &mut *self.watcher() {
            // What is listed anew is watched anew: the old watch was lost with a folder of that name.
            paths.iter().filter(|path| path.is_dir()).for_each(|folder| watcher.renew(folder));
        }
        existence.projects.follow(paths, &|folder| self.is_followed(folder))
    }

    /// Lists the folders that rules asked for, as soon as changes in them are told. Returns whether there were any.
    pub(super) fn list_wanted(&self) -> bool {
        let existence = self.session.lock().existence();
        if !existence.projects.is_wanted() || !self.is_told_of_creations() {
            return false;
        }
        let settings = self.settings();
        let most = |folder: &Path| settings.project_for(Some(&folder.join("x"))).limits.entries();
        existence.projects.look(most, &|folder| self.is_followed(folder))
    }

    /// Whether it is settled who tells of new files. A client that watches files is asked to.
    fn is_told_of_creations(&self) -> bool {
        let mut session = self.session.lock();
        if !session.flags.watches_files {
            return true;
        }
        match session.creations {
            Creations::Told | Creations::Refused => true,
            Creations::Asked => false,
            Creations::Untold => {
                session.creations = Creations::Asked;
                let sync = self.clone();
                self.runtime.spawn(async move {
                    let answer = sync.client.register_capability(vec![watching::of_created()]).await;
                    let told = if answer.is_ok() { Creations::Told } else { Creations::Refused };
                    sync.session.lock().creations = told;
                    sync.look_up();
                });
                false
            }
        }
    }

    /// Whether changes in a folder will be told; if the server watches files, watches it.
    fn is_followed(&self, folder: &Path) -> bool {
        let session = self.session.lock();
        if session.flags.watches_files {
            return session.creations == Creations::Told;
        }
        drop(session);
        let most = self.settings().project_for(Some(&folder.join("x"))).limits.watched_folders();
        let mut watcher = self.watcher();
        self.start_watcher(&mut watcher);
        watcher.as_mut().is_some_and(|watcher| watcher.watch_folder(folder, false, most))
    }
}
