//! Lines of ratios, and the table of them.

use std::{fmt, fs, time::Duration};

/// What a ratio is held against.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    /// Ours takes at most so many times as long.
    Times(f64),
    /// Ours is at least so many times as fast.
    Speed(f64),
    /// A time, at most.
    AtMost(Duration),
    /// Memory, in bytes at most.
    Bytes(u64),
    /// Nothing: how much slower or faster, for who wants to know. Told as speed.
    Nothing,
}

/// One line.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) work: String,
    pub(crate) engine: &'static str,
    pub(crate) ours: String,
    pub(crate) theirs: String,
    pub(crate) reached: String,
    pub(crate) target: Target,
    pub(crate) holds: Option<bool>,
}

/// Times of ours and theirs, pair by pair.
#[derive(Debug, Default)]
pub(crate) struct Pairs(pub(crate) Vec<(Duration, Duration)>);

/// All lines.
#[derive(Debug)]
pub(crate) struct Report {
    /// The figures mean nothing, and nothing is said to be met by them.
    tiny: bool,
    lines: Vec<Line>,
}

impl Report {
    pub(crate) fn new(tiny: bool) -> Self {
        Self { tiny, lines: Vec::new() }
    }

    pub(crate) fn line(&mut self, mut line: Line) {
        if self.tiny {
            line.holds = None;
        }
        crate::tell(&line.to_string());
        self.lines.push(line);
    }

    /// A line of pairs.
    pub(crate) fn pairs(&mut self, work: &str, engine: &'static str, pairs: &Pairs, target: Target) {
        let ratio = |(ours, theirs): &(Duration, Duration)| {
            let times = ours.as_secs_f64() / theirs.as_secs_f64().max(1e-9);
            if matches!(target, Target::Times(_)) { times } else { 1.0 / times.max(1e-9) }
        };
        let mut ratios: Vec<f64> = pairs.0.iter().map(ratio).collect();
        ratios.sort_by(f64::total_cmp);
        let middle = median(&ratios);
        let holds = match target {
            Target::Times(most) => Some(middle <= most),
            Target::Speed(least) => Some(middle >= least),
            _ => None,
        };
        let (first, last) = (ratios.first().unwrap_or(&0.0), ratios.last().unwrap_or(&0.0));
        self.line(Line {
            work: work.to_owned(),
            engine,
            ours: seconds(pairs.0.iter().map(|pair| pair.0)),
            theirs: seconds(pairs.0.iter().map(|pair| pair.1)),
            reached: format!("{middle:.2} ({first:.2} – {last:.2})"),
            target,
            holds,
        });
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| work | engine | Abide | by hand | ratio (least – most) | target | |")?;
        writeln!(f, "|---|---|--:|--:|--:|--:|---|")?;
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { work, engine, ours, theirs, reached, target, holds } = self;
        let mark = match holds {
            Some(true) => "met",
            Some(false) => "missed",
            None => "",
        };
        write!(f, "| {work} | {engine} | {ours} | {theirs} | {reached} | {target} | {mark} |")
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Times(most) => write!(f, "≤ {most}× the time"),
            Self::Speed(least) => write!(f, "≥ {least}× the speed"),
            Self::AtMost(most) => write!(f, "≤ {} ms", most.as_millis()),
            Self::Bytes(most) => write!(f, "≤ {} MB", most / 1_000_000),
            Self::Nothing => write!(f, "–"),
        }
    }
}

fn seconds(times: impl Iterator<Item = Duration>) -> String {
    let mut times: Vec<f64> = times.map(|time| time.as_secs_f64()).collect();
    times.sort_by(f64::total_cmp);
    format!("{:.3} s", median(&times))
}

/// The middle one.
pub(crate) fn median(sorted: &[f64]) -> f64 {
    match sorted.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => sorted[odd / 2],
        even => f64::midpoint(sorted[even / 2 - 1], sorted[even / 2]),
    }
}

/// What kind of machine this is.
pub(crate) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let model = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default();
    format!("{cores} cores, {}, load {load} at the end", model.trim_start_matches(['\t', ' ', ':']))
}
