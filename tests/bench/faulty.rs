//! Mistakes in the measured agent: what it has, and what it has instead.

/// The description of the measured agent, and what it is where a quote is not closed.
pub(crate) const QUOTE: [&str; 2] = ["description: M", "description: \"M"];

/// The capabilities of the measured agent, and what they are where a list is not closed.
pub(crate) const LIST: [&str; 2] =
    ["capabilities:\n  - analysis\n  - benchmarking", "capabilities: [analysis, benchmarking"];
