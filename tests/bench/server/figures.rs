//! Measured times and their percentiles.

use std::time::{Duration, Instant};

/// The times of one thing, in microseconds.
#[derive(Clone, Default)]
pub(crate) struct Figures(Vec<f64>);

impl Figures {
    /// Adds a measured time.
    pub(crate) fn add(&mut self, figure: f64) {
        self.0.push(figure);
    }

    /// The time of everything together.
    pub(crate) fn sum(&self) -> Duration {
        Duration::from_secs_f64(self.0.iter().sum::<f64>() / 1e6)
    }

    /// The time that this share of all stay below; none if nothing was measured.
    pub(crate) fn percentile(&self, share: f64) -> Option<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let index = (sorted.len() as f64 * share) as usize;
        sorted.get(index.min(sorted.len().saturating_sub(1))).copied()
    }

    pub(crate) fn median(&self) -> Option<f64> {
        self.percentile(0.5)
    }
}

/// How long a call takes, in microseconds. What it gives is dropped afterwards.
pub(crate) fn micros<T>(call: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    let result = call();
    let micros = start.elapsed().as_secs_f64() * 1e6;
    drop(result);
    micros
}

/// One figure as a multiple of another.
pub(crate) fn ratio(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    Some(one? / other?)
}
