//! Measured times and their percentiles.

use std::time::{Duration, Instant};

/// The times of one thing, in microseconds.
#[derive(Default)]
pub(crate) struct Figures(Vec<f64>);

impl Figures {
    /// Times a call. What it gives is dropped afterwards.
    pub(crate) fn time<T>(&mut self, call: impl FnOnce() -> T) {
        let start = Instant::now();
        let result = call();
        self.add(start.elapsed());
        drop(result);
    }

    pub(crate) fn add(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64() * 1e6);
    }

    /// The time that this share of all stay below.
    pub(crate) fn percentile(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let index = (sorted.len() as f64 * share) as usize;
        sorted.get(index.min(sorted.len() - 1)).copied().unwrap_or_default()
    }
}

/// Prints both, and the ratio of the medians.
pub(crate) fn print(what: &str, ours: &Figures, floor: &Figures) {
    for (name, figures) in [("agentls", ours), ("echo", floor)] {
        let [median, p95, p99] = [0.5, 0.95, 0.99].map(|share| figures.percentile(share));
        let ratio = ours.percentile(0.5) / floor.percentile(0.5);
        let ratio = if name == "agentls" { format!("   {ratio:.2}") } else { String::new() };
        println!("{:48} {median:9.0} {p95:9.0} {p99:9.0}{ratio}", format!("{what}: {name}"));
    }
}

/// Prints the ratios of the medians to the first one's.
pub(crate) fn ratio(what: &str, figures: &[Figures]) {
    let medians: Vec<_> = figures.iter().map(|figures| figures.percentile(0.5)).collect();
    let ratios: String =
        medians.iter().map(|median| format!(" {:9.2}", median / medians.first().unwrap_or(&1.0))).collect();
    println!("{what:48}{ratios}");
}
