//! Leaving when the process that started the server is gone, even if something still holds the server's input open.

/// Calls `gone` once the process ends.
///
/// A process that is not there at the start is not waited for: the client may count processes in another namespace,
/// as it does when the server runs in a container. On systems without a way to wait, nothing happens, and the end of
/// the input has to do.
pub fn watch(process: u32, gone: impl FnOnce() + Send + 'static) {
    // Without a thread the end of the input has to do as well.
    let _ = std::thread::Builder::new().name("agentls-parent".to_owned()).spawn(move || {
        if wait(process) {
            gone();
        }
    });
}

/// Waits for the end of a process. False if that is not possible.
#[cfg(target_os = "linux")]
fn wait(process: u32) -> bool {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::process::{Pid, PidfdFlags, pidfd_open};

    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    let Some(Ok(handle)) = pid.map(|pid| pidfd_open(pid, PidfdFlags::empty())) else { return false };
    loop {
        let mut handles = [PollFd::new(&handle, PollFlags::IN)];
        match poll(&mut handles, None) {
            Ok(_) => return true,
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}

/// Waits for the end of a process, looking once a second. False if it was not there to begin with.
#[cfg(all(unix, not(target_os = "linux")))]
fn wait(process: u32) -> bool {
    use rustix::process::{Pid, test_kill_process};

    let Some(pid) = i32::try_from(process).ok().and_then(Pid::from_raw) else { return false };
    let there = || !matches!(test_kill_process(pid), Err(rustix::io::Errno::SRCH));
    let found = there();
    while there() {
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
    found
}

#[cfg(not(unix))]
fn wait(_: u32) -> bool {
    false
}
