//! Exits when the process that started the server ends, even if something still holds the server's stdin open.

/// Calls `gone` once the process ends, from a separate thread.
///
/// Looks up the process before returning, so that its id cannot have been reused. Does not wait for a process that does
/// not exist: the client's process id may be from another namespace, as when the server runs in a container. On systems
/// without a way to wait, does nothing; the end of stdin has to suffice.
pub fn watch(process: u32, gone: impl FnOnce() + Send + 'static) {
    let Some(process) = Process::find(process) else { return };
    // Without a thread, the end of stdin has to suffice as well.
    let _ = std::thread::Builder::new().name("agentls-parent".to_owned()).spawn(move || {
        if process.wait() {
            gone();
        }
    });
}

/// A process, by a handle that never refers to another.
#[cfg(target_os = "linux")]
struct Process(rustix::fd::OwnedFd);

#[cfg(target_os = "linux")]
impl Process {
    fn find(process: u32) -> Option<Self> {
        use rustix::process::{Pid, PidfdFlags, pidfd_open};

        let pid = Pid::from_raw(i32::try_from(process).ok()?)?;
        pidfd_open(pid, PidfdFlags::empty()).ok().map(Self)
    }

    /// Waits until the process ends. Returns false if that is not possible.
    fn wait(&self) -> bool {
        use rustix::event::{PollFd, PollFlags, poll};

        loop {
            match poll(&mut [PollFd::new(&self.0, PollFlags::IN)], None) {
                Ok(_) => return true,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return false,
            }
        }
    }
}

/// A process, by its id.
#[cfg(all(unix, not(target_os = "linux")))]
struct Process(rustix::process::Pid);

#[cfg(all(unix, not(target_os = "linux")))]
impl Process {
    fn find(process: u32) -> Option<Self> {
        let process = Self(rustix::process::Pid::from_raw(i32::try_from(process).ok()?)?);
        process.is_there().then_some(process)
    }

    fn is_there(&self) -> bool {
        !matches!(rustix::process::test_kill_process(self.0), Err(rustix::io::Errno::SRCH))
    }

    /// Waits until the process ends, polling once a second.
    fn wait(&self) -> bool {
        while self.is_there() {
            std::thread::sleep(std::time::Duration::from_secs(1));
        }
        true
    }
}

/// There is no way to wait for a process here.
#[cfg(not(unix))]
enum Process {}

#[cfg(not(unix))]
impl Process {
    fn find(_: u32) -> Option<Self> {
        None
    }

    fn wait(&self) -> bool {
        match *self {}
    }
}
