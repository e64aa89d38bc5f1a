//! What `abide run` tells of itself to those who watch it: state, and its form for Prometheus.

use std::{collections::BTreeMap, fmt::Write as _};

use abide_engine::rounds::{Outcome, Round, RoundError};
use jiff::Timestamp;

/// What is known since the process started.
#[derive(Debug, Default)]
pub(crate) struct Status {
    /// When the next round is due.
    pub(crate) next: Option<Timestamp>,
    last: Option<Timestamp>,
    /// Whether the last round was as it should be.
    bad: bool,
    waiting: u64,
    errors: u64,
    head: Option<u64>,
    /// By store, table and action.
    rows: BTreeMap<[String; 3], u64>,
}

impl Status {
    /// A round was made, or could not be.
    pub(crate) fn take(&mut self, at: Timestamp, round: &Result<Round, RoundError>, head: Option<u64>) {
        (self.last, self.head) = (Some(at), head.or(self.head));
        let Ok(round) = round else {
            (self.bad, self.errors) = (true, self.errors + 1);
            return;
        };
        let failed = round.failed().count() as u64;
        (self.bad, self.errors) = (failed > 0, self.errors + failed);
        self.waiting = round.waiting().count() as u64;
        for (store, outcome) in &round.stores {
            let Outcome::Applied { changed, .. } = outcome else { continue };
            for change in changed {
                let key = [store.clone(), change.table.to_string(), change.action.to_owned()];
                *self.rows.entry(key).or_default() += change.rows;
            }
        }
    }

    /// Whether the last round was as it should be. A plan that waits is no fault.
    pub(crate) fn is_well(&self) -> bool {
        !self.bad
    }

    /// Prometheus' text form, version 0.0.4.
    pub(crate) fn metrics(&self) -> String {
        let mut text = String::new();
        let seconds = |moment: Option<Timestamp>| moment.map_or(0, Timestamp::as_second);
        let single = [
            (
                "abide_last_round_timestamp_seconds",
                "gauge",
                "When the last round was made.",
                seconds(self.last),
            ),
            (
                "abide_next_round_timestamp_seconds",
                "gauge",
                "When the next round is due.",
                seconds(self.next),
            ),
            ("abide_waiting_plans", "gauge", "Plans that wait for a person.", signed(self.waiting)),
            ("abide_errors_total", "counter", "Stores and rounds that failed.", signed(self.errors)),
            (
                "abide_ledger_head_seq",
                "gauge",
                "The number of the ledger's last entry.",
                signed(self.head.unwrap_or(0)),
            ),
        ];
        for (name, kind, help, value) in single {
            let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n");
        }
        let name = "abide_rows_total";
        let _ = write!(text, "# HELP {name} Records changed.\n# TYPE {name} counter\n");
        for ([store, table, action], rows) in &self.rows {
            let (store, table) = (escaped(store), escaped(table));
            let _ =
                writeln!(text, "{name}{{store=\"{store}\",table=\"{table}\",action=\"{action}\"}} {rows}");
        }
        text
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn escaped(label: &str) -> String {
    label.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use abide_engine::{
        apply::{Applied, Changed},
        rounds::{Outcome, Round},
    };
    use abide_plan::catalog::TableName;
    use jiff::Timestamp;

    use super::Status;

    #[test]
    fn rows_add_up_over_rounds_and_names_are_escaped() {
        let mut status = Status::default();
        let changed = vec![Changed { table: TableName::parse("a\"b"), action: "erase", rows: 3 }];
        let outcome = Outcome::Applied { applied: Applied::default(), changed };
        let round = Round { stores: vec![("crm".to_owned(), outcome)], stopped: false };
        for _ in 0..2 {
            status.take(Timestamp::UNIX_EPOCH, &Ok(round.clone()), Some(7));
        }
        assert!(status.is_well());
        let text = status.metrics();
        assert!(
            text.contains("abide_rows_total{store=\"crm\",table=\"a\\\"b\",action=\"erase\"} 6\n"),
            "{text}"
        );
        assert!(text.contains("\nabide_ledger_head_seq 7\n"), "{text}");
    }

    #[test]
    fn a_store_that_failed_is_not_well_until_the_next_round() {
        let mut status = Status::default();
        let round = |outcome| Ok(Round { stores: vec![("crm".to_owned(), outcome)], stopped: false });
        status.take(Timestamp::UNIX_EPOCH, &round(Outcome::Failed("no".to_owned())), None);
        assert!(!status.is_well() && status.metrics().contains("\nabide_errors_total 1\n"));
        let saved = std::path::PathBuf::new();
        status.take(Timestamp::UNIX_EPOCH, &round(Outcome::Waiting { too_much: Vec::new(), saved }), None);
        assert!(status.is_well() && status.metrics().contains("\nabide_waiting_plans 1\n"));
    }
}
