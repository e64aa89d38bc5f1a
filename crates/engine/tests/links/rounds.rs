//! Rounds over linked stores: who depends on others has its turn first, whatever the order of the file.

use abide_engine::{
    apply::Options,
    rounds::{Limit, Outcome, Round, Settings, round},
};
use jiff::Timestamp;

use crate::pair::{self, BY_NUMBER, Engine, KNOWN_THERE, Pair};

const FILL: (&str, &str) = (
    "INSERT INTO contacts VALUES (1, NULL, 11, 'A', '2015-01-01'), (2, NULL, 12, 'B', '2015-01-01'), (3, NULL, 13, 'C', '2015-01-01')",
    "INSERT INTO accounts VALUES (1, 'a@example.com', 11, '2019-01-01'), (2, 'b@example.com', 12, '2025-12-01'), (3, 'c@example.com', 13, '2024-01-01')",
);

fn turn(pair: &Pair, today: &str) -> Round {
    let now: Timestamp = format!("{today}T11:00:00Z").parse().unwrap();
    let settings = Settings {
        files: pair::files(pair.home()),
        options: Options::default(),
        limit: Limit::default(),
        clock: Timestamp::now,
    };
    round(&settings, now, now, &mut ()).unwrap()
}

fn rows(outcome: &Outcome) -> u64 {
    match outcome {
        Outcome::Applied { applied, .. } => applied.rows,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_round_does_what_is_over_in_both() {
    for (crm, app) in pair::IN_TURN {
        let pair = Pair::with(crm, app, BY_NUMBER, &[KNOWN_THERE]);
        pair.crm(FILL.0);
        pair.app(FILL.1);
        pair.objects("c@example.com");
        let done = turn(&pair, pair::TODAY);
        let told: Vec<(&str, u64)> =
            done.stores.iter().map(|(name, outcome)| (name.as_str(), rows(outcome))).collect();
        assert_eq!(told, [("crm", 2), ("app", 2)], "{crm:?} {app:?}");
        assert_eq!((pair.contacts(), pair.accounts()), (vec![2], vec![2]), "{crm:?} {app:?}");
        // The next night there is nothing, and the night after the date in the other store is over both are.
        assert!(turn(&pair, "2026-03-16").stores.iter().all(|(_, outcome)| rows(outcome) == 0));
        turn(&pair, "2028-12-02");
        assert_eq!((pair.contacts(), pair.accounts()), (vec![], vec![]), "{crm:?} {app:?}");
    }
}

#[test]
fn a_round_that_cannot_ask_a_store_does_nothing_in_either_and_the_next_one_does() {
    let pair = Pair::open(Engine::Postgres, Engine::Sqlite, BY_NUMBER);
    pair.crm(FILL.0);
    pair.app(FILL.1);
    pair.hide_app();
    let done = turn(&pair, pair::TODAY);
    assert_eq!(done.failed().collect::<Vec<_>>(), ["crm", "app"]);
    let told =
        |outcome: &Outcome| matches!(outcome, Outcome::Failed(told) if told.contains("cannot be asked"));
    assert!(told(&done.stores[0].1), "{done:?}");
    assert_eq!(pair.contacts(), [1, 2, 3]);
    pair.show_app();
    assert_eq!(turn(&pair, "2026-03-16").failed().count(), 0);
    assert_eq!((pair.contacts(), pair.accounts()), (vec![2, 3], vec![2, 3]));
}
