//! Defers terminating signals, so that none leaves a half-written file.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag::{register_conditional_default, register_usize};
use signal_hook::low_level::emulate_default_handler;

/// The number of files being written.
static WRITES: Mutex<usize> = Mutex::new(0);

/// Whether that number is zero: a signal then ends the program at once.
static IDLE: AtomicBool = AtomicBool::new(true);

/// The last signal received; 0 if none.
static CAME: AtomicUsize = AtomicUsize::new(0);

/// A guard for a file being written. A signal received meanwhile ends the program when the last guard is dropped.
pub(super) struct Writing(());

impl Writing {
    /// Begins a write. Does not return if the program is about to exit.
    pub(super) fn begin() -> Self {
        static LISTENS: Once = Once::new();
        LISTENS.call_once(listen);
        while CAME.load(Ordering::SeqCst) != 0 {
            thread::park();
        }
        let mut writes = writes();
        *writes += 1;
        IDLE.store(false, Ordering::SeqCst);
        Self(())
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        let mut writes = writes();
        *writes -= 1;
        IDLE.store(*writes == 0, Ordering::SeqCst);
        // A signal from here on finds the program idle.
        let came = i32::try_from(CAME.load(Ordering::SeqCst)).unwrap_or_default();
        if *writes == 0 && came != 0 {
            // Fails only for unknown signals.
            let _ = emulate_default_handler(came);
        }
    }
}

fn writes() -> MutexGuard<'static, usize> {
    WRITES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Defers signals during writes. One that cannot be handled ends the program at once, as by default.
fn listen() {
    for signal in [SIGHUP, SIGINT, SIGTERM] {
        // In this order: either the end of the last write sees the signal, or the signal sees that it was the last.
        if !is_ignored(signal) && register_usize(signal, &CAME, signal.unsigned_abs() as usize).is_ok() {
            let _ = register_conditional_default(signal, &IDLE);
        }
    }
}

/// Whether the parent process had the signal ignored, as `nohup` does; `proc_pid_status(5)`.
#[cfg(target_os = "linux")]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask =
        status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigIgn:")?.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}

/// Whether the parent process had the signal ignored, as far as is known.
#[cfg(not(target_os = "linux"))]
fn is_ignored(_: i32) -> bool {
    false
}
