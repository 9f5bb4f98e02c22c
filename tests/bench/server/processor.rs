//! One processor for everything, so that nothing depends on how long another one takes to wake up.

/// Does something on one processor, with the servers that it starts; nothing where the system has no way to say so.
#[cfg(target_os = "linux")]
pub(crate) fn on_one(run: impl FnOnce()) {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    let all = sched_getaffinity(None).unwrap();
    let first = (0..CpuSet::MAX_CPU).find(|number| all.is_set(*number)).unwrap();
    let mut one = CpuSet::new();
    one.set(first);
    sched_setaffinity(None, &one).unwrap();
    run();
    sched_setaffinity(None, &all).unwrap();
}

/// Does something on one processor, with the servers that it starts; nothing where the system has no way to say so.
#[cfg(not(target_os = "linux"))]
pub(crate) fn on_one(_: impl FnOnce()) {}
