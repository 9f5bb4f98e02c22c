//! What is compared, and how much of it today's build may take.

use std::fmt::{Display, Formatter, Result};

/// The most that today's build may take of something.
#[derive(Clone, Copy)]
pub(crate) struct Limit {
    /// As a multiple of what the build before takes.
    ratio: Option<f64>,
    /// In the unit of the row.
    most: Option<f64>,
}

const NONE: Limit = Limit { ratio: None, most: None };

const fn ratio(ratio: f64) -> Limit {
    Limit { ratio: Some(ratio), ..NONE }
}

const fn most(most: f64) -> Limit {
    Limit { most: Some(most), ..NONE }
}

impl Limit {
    /// Whether it is kept; nothing where there is no limit, or what it is about was not measured.
    pub(crate) fn is_met(self, after: Option<f64>, to_before: Option<f64>) -> Option<bool> {
        let pairs = [(self.ratio, to_before), (self.most, after)];
        let met = pairs.into_iter().filter_map(|(limit, figure)| Some(figure? <= limit?));
        met.reduce(|one, other| one && other)
    }
}

impl Display for Limit {
    fn fmt(&self, text: &mut Formatter<'_>) -> Result {
        let ratio = self.ratio.map(|ratio| format!("{ratio:.2}×"));
        let parts: Vec<_> = ratio.into_iter().chain(self.most.map(|most| most.to_string())).collect();
        text.pad(&parts.join(", "))
    }
}

/// How many processors `check` runs on where it is not one.
pub(crate) const PROCESSORS: usize = 2;

/// The rows, in the order of the table.
pub(crate) const ROWS: [(&str, Limit); 33] = [
    ("check of 3,000 files, processor ms", ratio(0.4)),
    ("check of 3,000 files, ms on two processors", ratio(0.25)),
    ("check of 3,000 files, on two to on one", most(0.65)),
    ("check of 3,000 files, resident MB", NONE),
    ("check of 3,000 files, threads started", most(PROCESSORS as f64 + 2.0)),
    ("check of 3,000 files, million instructions", ratio(0.4)),
    ("check of 30,000 files, processor ms", ratio(0.4)),
    ("check of 30,000 files, ms on two processors", ratio(0.25)),
    ("check of 30,000 files, on two to on one", most(0.65)),
    ("check of 30,000 files, resident MB", NONE),
    ("index of 10,000 files of all kinds, ms", ratio(0.45)),
    ("index of 10,000 files of all kinds, resident MB", ratio(0.7)),
    ("index of 10,000 agents, ms", ratio(0.45)),
    ("index of 10,000 agents, resident MB", Limit { ratio: Some(0.7), most: Some(50.0) }),
    ("index of 10,000 agents, million instructions", ratio(0.45)),
    ("rename with 1,000 calls in 10,000 files, ms", ratio(0.5)),
    ("completion of a capability, able client, µs", ratio(0.25)),
    ("completion of a capability, able client, bytes", ratio(0.2)),
    ("completion of a capability, plain client, µs", ratio(0.6)),
    ("completion of a capability, plain client, bytes", NONE),
    ("completion of a key, able client, µs", ratio(0.25)),
    ("completion of a key, able client, bytes", ratio(0.2)),
    ("completion of a key, plain client, µs", ratio(0.6)),
    ("completion of a key, plain client, bytes", NONE),
    ("hover on 2 KB, µs", NONE),
    ("symbols of 100 KB, µs", ratio(0.2)),
    ("links of 100 KB, µs", ratio(0.2)),
    ("edit of a value of 2 KB, µs above echo", ratio(0.5)),
    ("edit of a key of 2 KB, µs above echo", ratio(0.5)),
    ("edit beside an unclosed quote of 2 KB, µs", ratio(0.3)),
    ("edit beside an unclosed list of 2 KB, µs", ratio(0.3)),
    ("opening 2 KB in a cold process, ms", ratio(0.6)),
    ("program, MB", most(13.0)),
];
