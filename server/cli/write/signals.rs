//! Signals that end the program: none of them leaves a half written file behind.

use std::sync::{Once, PoisonError, RwLock, RwLockReadGuard, mpsc};
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

/// Shared by those who write, and taken as a whole for the end of the program.
static WRITING: RwLock<()> = RwLock::new(());

/// Lets a write come to its end before a signal ends the program, as long as this is kept.
pub(super) fn hold_off() -> RwLockReadGuard<'static, ()> {
    static LISTENS: Once = Once::new();
    LISTENS.call_once(listen);
    WRITING.read().unwrap_or_else(PoisonError::into_inner)
}

/// Has a thread wait for signals. If the system gives none, they end the program at once.
fn listen() {
    let (starting, started) = mpsc::channel::<()>();
    let wait = move || {
        let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM].iter().filter(|it| !is_ignored(**it)))
        else {
            return;
        };
        drop(starting);
        for signal in signals.forever() {
            let _nobody_writes = WRITING.write();
            // It only fails for signals that do not exist.
            let _ = emulate_default_handler(signal);
        }
    };
    if thread::Builder::new().name("signals".to_owned()).spawn(wait).is_ok() {
        // It ends with the other side, and nothing is sent.
        let _ = started.recv();
    }
}

/// Whether whoever started the program wants it to go on after a signal, as `nohup` does; `proc_pid_status(5)`.
#[cfg(target_os = "linux")]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask =
        status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

/// Whether whoever started the program wants it to go on after a signal, as far as is known.
#[cfg(not(target_os = "linux"))]
fn is_ignored(_: i32) -> bool {
    false
}
