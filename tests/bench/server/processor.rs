//! One processor for everything, or few, so that nothing depends on how long another one takes to wake up.

/// Does something on one processor, with the servers that it starts; nothing where the system has no way to say so.
pub(crate) fn on_one(run: impl FnOnce()) {
    if cfg!(target_os = "linux") {
        on(1, run);
    }
}

/// Does something on that many processors, or on all where the system has no way to say so.
#[cfg(target_os = "linux")]
pub(crate) fn on<T>(processors: usize, run: impl FnOnce() -> T) -> T {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    let all = sched_getaffinity(None).unwrap();
    let mut few = CpuSet::new();
    (0..CpuSet::MAX_CPU)
        .filter(|number| all.is_set(*number))
        .take(processors)
        .for_each(|number| few.set(number));
    sched_setaffinity(None, &few).unwrap();
    let result = run();
    sched_setaffinity(None, &all).unwrap();
    result
}

/// Does something on that many processors, or on all where the system has no way to say so.
#[cfg(not(target_os = "linux"))]
pub(crate) fn on<T>(_: usize, run: impl FnOnce() -> T) -> T {
    run()
}
