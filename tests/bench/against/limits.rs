//! What is compared, how much of it today's build may take, and how much peers have to take beside it.

/// A row of the table.
pub(crate) struct Row {
    /// What is measured, and in which unit.
    pub(crate) name: &'static str,
    /// The most that today's build may take, as a multiple of what the build before takes.
    ratio: Option<f64>,
    /// The same in the unit of the row.
    most: Option<f64>,
    /// The least that a peer takes, as a multiple of what today's build takes.
    pub(crate) peers: Option<f64>,
}

const fn row(name: &'static str) -> Row {
    Row { name, ratio: None, most: None, peers: None }
}

impl Row {
    const fn ratio(mut self, ratio: f64) -> Self {
        self.ratio = Some(ratio);
        self
    }

    const fn most(mut self, most: f64) -> Self {
        self.most = Some(most);
        self
    }

    const fn peers(mut self, least: f64) -> Self {
        self.peers = Some(least);
        self
    }

    /// Whether today's build keeps the limits; nothing where there is none, or what it is about was not measured.
    pub(crate) fn is_met(&self, today: Option<f64>, to_before: Option<f64>) -> Option<bool> {
        let pairs = [(self.ratio, to_before), (self.most, today)];
        let met = pairs.into_iter().filter_map(|(limit, figure)| Some(figure? <= limit?));
        met.reduce(|one, other| one && other)
    }

    /// The limits for today's build, as they stand in the table.
    pub(crate) fn limit(&self) -> String {
        let ratio = self.ratio.map(|ratio| format!("{ratio:.2}×"));
        let parts: Vec<_> = ratio.into_iter().chain(self.most.map(|most| most.to_string())).collect();
        parts.join(", ")
    }
}

/// How many times what today's build takes a peer takes for a completion, at least.
const FOR_COMPLETION: f64 = 2.0;

/// The same for all else that servers are asked.
const FOR_ANYTHING: f64 = 4.0;

/// How many processors `check` runs on where it is not one.
pub(crate) const PROCESSORS: usize = 2;

/// The rows, in the order of the table.
pub(crate) const ROWS: [Row; 33] = [
    row("check of 3,000 files, processor ms").ratio(0.4),
    row("check of 3,000 files, ms on two processors").ratio(0.25),
    row("check of 3,000 files, on two to on one").most(0.65),
    row("check of 3,000 files, resident MB"),
    row("check of 3,000 files, threads started").most(PROCESSORS as f64 + 2.0),
    row("check of 3,000 files, million instructions").ratio(0.4),
    row("check of 30,000 files, processor ms").ratio(0.4),
    row("check of 30,000 files, ms on two processors").ratio(0.25),
    row("check of 30,000 files, on two to on one").most(0.65),
    row("check of 30,000 files, resident MB"),
    row("index of 10,000 files of all kinds, ms").ratio(0.45),
    row("index of 10,000 files of all kinds, resident MB").ratio(0.7),
    row("index of 10,000 agents, ms").ratio(0.45),
    row("index of 10,000 agents, resident MB").ratio(0.7).most(50.0),
    row("rename with 1,000 calls in 10,000 files, ms").ratio(0.5),
    row("index of 3,000 agents, million instructions").ratio(0.45),
    row("completion of a capability, able client, µs").ratio(0.25).peers(FOR_COMPLETION),
    row("completion of a capability, able client, bytes").ratio(0.2),
    row("completion of a capability, plain client, µs").ratio(0.6).peers(FOR_COMPLETION),
    row("completion of a capability, plain client, bytes"),
    row("completion of a key, able client, µs").ratio(0.25).peers(FOR_COMPLETION),
    row("completion of a key, able client, bytes").ratio(0.2),
    row("completion of a key, plain client, µs").ratio(0.6).peers(FOR_COMPLETION),
    row("completion of a key, plain client, bytes"),
    row("hover on 2 KB, µs").peers(FOR_ANYTHING),
    row("symbols of 100 KB, µs").ratio(0.2).peers(FOR_ANYTHING),
    row("links of 100 KB, µs").ratio(0.2).peers(FOR_ANYTHING),
    row("edit of a value of 2 KB, µs above echo").ratio(0.5).peers(FOR_ANYTHING),
    row("edit of a key of 2 KB, µs above echo").ratio(0.5).peers(FOR_ANYTHING),
    row("edit beside an unclosed quote of 2 KB, µs").ratio(0.3).peers(FOR_ANYTHING),
    row("edit beside an unclosed list of 2 KB, µs").ratio(0.3).peers(FOR_ANYTHING),
    row("opening 2 KB in a cold process, ms").ratio(0.6).peers(FOR_ANYTHING),
    row("program, MB").most(13.0),
];
