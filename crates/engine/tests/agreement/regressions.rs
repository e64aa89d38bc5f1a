//! Cases that generated worlds brought up, made small: each was once a disagreement, or a constraint that a step met.

use abide_testkit::world::{Ended, Engine};
use jiff::civil::{Date, date};

use crate::{
    archive,
    check::{self, Tally},
    home::{Case, Home},
};

const TODAY: Date = date(2024, 3, 1);

/// Activities by name, each with the category it needs and its phrase.
pub(crate) type Activities<'a> = &'a [(&'a str, &'a str, &'a str)];

pub(crate) fn case(zone: &str, activities: Activities<'_>, map: &str, statements: &str) -> Case {
    let head = format!("format = 1\n[controller]\nname = \"Example\"\ntime_zone = \"{zone}\"\n");
    let activity = |(name, data, keep): &(&str, &str, &str)| {
        format!(
            "[activity.{name}]\npurpose = \"marketing\"\nbasis = \"legitimate-interest\"\nsubjects = [\"person\"]\n\
             data = [\"{data}\"]\nkeep = \"{keep}\"\n"
        )
    };
    Case {
        today: TODAY,
        policy: head + &activities.iter().map(activity).collect::<String>(),
        map: format!("format = 1\n[store.main]\nurl = \"env:X\"\n{map}"),
        statements: statements.to_owned(),
        ended: Vec::new(),
        held: Vec::new(),
    }
}

pub(crate) fn on(engine: Engine, case: &Case) -> Tally {
    check::check(&Home::new(engine), case).unwrap_or_else(|why| panic!("on {engine:?}: {why}"))
}

/// Checks the case on both engines; the rows that go, which have to be as many on both.
pub(crate) fn going(activities: Activities<'_>, map: &str, statements: &str) -> u64 {
    let case = case("Europe/Paris", activities, map, statements);
    let (one, other) = (on(Engine::Sqlite, &case), on(Engine::Postgres, &case));
    assert_eq!((one.going, one.blanked), (other.going, other.blanked));
    one.going
}

pub(crate) const LEADS: Activities<'_> = &[("leads", "contact.email", "3 years after collected")];

#[test]
fn a_condition_that_is_always_true_leaves_no_parameter_behind() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen", "kind"]
        serves = { leads = "kind = 3 OR TRUE" }
        events = { collected = "seen" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date, kind integer);
                INSERT INTO a VALUES (1, '2020-01-01', 3), (2, '2020-01-01', NULL), (3, '2021-03-01', 3)";
    assert_eq!(going(LEADS, map, rows), 2);
}

#[test]
fn a_number_that_is_neutral_is_seen_to_be_however_it_is_written() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen"]
        fields = { amount = "contact.email", open = "contact.email" }
        neutral = { amount = 1.5 }
        serves = { leads = true }
        events = { collected = "seen" }
        shells = "keep""#;
    let rows = "CREATE TABLE a (id integer NOT NULL PRIMARY KEY, seen date, amount numeric(8,2) NOT NULL, open boolean NOT NULL);
                INSERT INTO a VALUES (1, '2020-01-01', 1.50, '0'), (2, '2020-01-01', 7.00, '1')";
    assert_eq!(going(LEADS, map, rows), 0);
}

#[test]
fn nothing_is_written_over_null() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen"]
        fields = { email = "contact.email", phone = "contact.email" }
        neutral = { email = "gone", phone = "gone" }
        serves = { leads = true }
        events = { collected = "seen" }
        shells = "keep""#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date, email text, phone text);
                INSERT INTO a VALUES (1, '2020-01-01', NULL, '1'), (2, '2020-01-01', 'a@example.com', NULL)";
    assert_eq!(going(LEADS, map, rows), 0);
}

#[test]
fn one_value_is_not_written_over_a_column_of_unique_ones() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen"]
        fields = { email = "contact.email" }
        neutral = { email = "gone" }
        serves = { leads = true }
        events = { collected = "seen" }
        shells = "keep""#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date, email text UNIQUE);
                INSERT INTO a VALUES (1, '2020-01-01', 'a@example.com'), (2, '2020-01-01', 'b@example.com')";
    assert_eq!(going(LEADS, map, rows), 0);
}

#[test]
fn keys_that_are_alike_when_joined_make_no_neutral_values() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["part", "label", "seen"]
        fields = { email = "contact.email" }
        serves = { leads = true }
        events = { collected = "seen" }
        shells = "keep""#;
    let rows = "CREATE TABLE a (part text NOT NULL, label text NOT NULL, seen date, email text NOT NULL UNIQUE, PRIMARY KEY (part, label));
                INSERT INTO a VALUES ('a', 'b-c', '2020-01-01', 'a@example.com'), ('a-b', 'c', '2020-01-01', 'b@example.com')";
    assert_eq!(going(LEADS, map, rows), 0);
}

#[test]
fn a_reference_that_a_condition_looks_at_is_not_cut() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen", "parent"]
        serves = { leads = "parent IN (1, 2)" }
        events = { collected = "seen" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date, parent integer REFERENCES a (id));
                INSERT INTO a VALUES (1, '2020-01-01', 1), (2, '2020-01-01', 1)";
    assert_eq!(going(LEADS, map, rows), 0, "the table has no safe order");
}

#[test]
fn a_reference_that_a_condition_looks_at_is_not_left_to_set_null() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen"]
        serves = { leads = true }
        events = { collected = "seen" }
        [store.main.b]
        subject = "person"
        not_personal = ["id", "seen", "a"]
        fields = { email = "contact.email" }
        serves = { leads = "a IS NULL" }
        events = { collected = "seen" }
        unserved = "keep""#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date);
                CREATE TABLE b (id integer PRIMARY KEY, seen date, a integer REFERENCES a (id) ON DELETE SET NULL, email text);
                INSERT INTO a VALUES (1, '2020-01-01'), (2, '2020-01-01');
                INSERT INTO b VALUES (1, '2020-01-01', 1, 'a@example.com')";
    assert_eq!(going(LEADS, map, rows), 1);
}

#[test]
fn rows_that_must_refer_to_each_other_stay() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen", "other"]
        serves = { leads = true }
        events = { collected = "seen" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date, other integer NOT NULL REFERENCES a (id) ON DELETE RESTRICT);
                INSERT INTO a VALUES (1, '2020-01-01', 2), (2, '2020-01-01', 1)";
    assert_eq!(going(LEADS, map, rows), 0);
}

#[test]
fn two_tables_that_refer_to_each_other_are_both_cut_first() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen", "b"]
        serves = { leads = true }
        events = { collected = "seen" }
        [store.main.b]
        subject = "person"
        not_personal = ["id", "seen", "a"]
        serves = { leads = true }
        events = { collected = "seen" }"#;
    let tables = |reference: &str| {
        format!(
            "CREATE TABLE a (id integer PRIMARY KEY, seen date, b integer{reference});
             CREATE TABLE b (id integer PRIMARY KEY, seen date, a integer REFERENCES a (id));
             INSERT INTO a VALUES (1, '2020-01-01', 1), (2, '2020-01-01', NULL);
             INSERT INTO b VALUES (1, '2020-01-01', 1), (2, '2023-01-01', 2)"
        )
    };
    let sqlite = case("UTC", LEADS, map, &tables(" REFERENCES b (id)"));
    let postgres =
        case("UTC", LEADS, map, &(tables("") + "; ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id)"));
    let (one, other) = (on(Engine::Sqlite, &sqlite), on(Engine::Postgres, &postgres));
    assert_eq!((one.going, one.cuts), (2, 2));
    assert_eq!((other.going, other.cuts), (2, 2));
}

#[test]
fn a_condition_within_a_condition_holds_what_it_looks_at() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "b"]
        fields = { born = "identification.name" }
        unneeded = ["born"]
        unserved = "erase"
        links = { up = "b = a(id)" }
        [store.main.c]
        subject = "person"
        not_personal = ["id", "seen", "a"]
        fields = { open = "contact.email" }
        unneeded = ["open"]
        serves = { phone = "EXISTS up.up WHERE (EXISTS up WHERE (born IS NULL))" }
        events = { collected = "seen" }
        links = { up = "a = a(id)" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, b integer, born date);
                CREATE TABLE c (id integer PRIMARY KEY, seen date, a integer, open boolean);
                INSERT INTO a VALUES (1, 1, '2000-01-01');
                INSERT INTO c VALUES (1, NULL, 1, '0')";
    assert_eq!(going(&[("phone", "contact.phone", "1 day after collected")], map, rows), 0);
}

#[test]
fn what_a_record_waits_for_stays_with_it() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen"]
        serves = { open = true }
        events = { contract_end = "ends.ended", collected = "seen" }
        links = { ends = "id = b(id)" }
        [store.main.b]
        subject = "person"
        not_personal = ["id", "ended"]
        serves = { open = true }
        events = { contract_end = "ended", collected = "ended" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date NOT NULL);
                CREATE TABLE b (id integer PRIMARY KEY, ended date);
                INSERT INTO a VALUES (3, '2020-01-01'), (4, '2030-01-01');
                INSERT INTO b VALUES (3, '2020-01-01'), (4, '2020-01-01')";
    assert_eq!(going(&[("open", "contact.email", "until contract_end or collected")], map, rows), 2);
}

const CALLS: &str = r#"
    [store.main.a]
    subject = "person"
    not_personal = ["id", "seen", "kind"]
    serves = { leads = "kind = 0" }
    events = { collected = "calls.seen" }
    links = { calls = "id = b(a)" }
    unserved = "erase"
    [store.main.b]
    subject = "person"
    not_personal = ["id", "seen", "a"]
    serves = { leads = true }
    events = { collected = "a.seen" }"#;

#[test]
fn a_row_that_hangs_on_another_is_counted_once() {
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date, kind integer);
                CREATE TABLE b (id integer PRIMARY KEY, seen date, a integer REFERENCES a (id));
                INSERT INTO a VALUES (1, '2020-01-01', NULL), (2, '2020-01-01', 0), (3, '2023-05-05', 0);
                INSERT INTO b VALUES (1, NULL, 1), (2, '2020-01-01', 2), (3, '2020-01-01', 3)";
    assert_eq!(going(LEADS, CALLS, rows), 4);
}

#[test]
fn a_date_that_two_records_count_from_does_not_go_with_one_of_them() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id"]
        serves = { leads = true }
        events = { collected = ["sent.seen", "received.seen"] }
        links = { sent = "id = b(sender)", received = "id = b(receiver)" }
        [store.main.b]
        subject = "person"
        not_personal = ["id", "seen", "sender", "receiver"]
        serves = { leads = true }
        events = { collected = "seen" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY);
                CREATE TABLE b (id integer PRIMARY KEY, seen date, sender integer REFERENCES a (id), receiver integer REFERENCES a (id));
                INSERT INTO a VALUES (1), (2);
                INSERT INTO b VALUES (1, '2020-01-01', 1, 2)";
    assert_eq!(going(LEADS, map, rows), 0, "the tables have no safe order");
}

#[test]
fn a_row_that_would_take_others_along_by_itself_stays_when_a_rule_looks_at_them() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen", "parent", "b"]
        serves = { leads = "EXISTS up" }
        events = { collected = "seen" }
        links = { up = "parent = a(id)" }
        [store.main.b]
        subject = "person"
        not_personal = ["id"]
        serves = { leads = true }
        events = { collected = "those.seen" }
        links = { those = "id = a(b)" }"#;
    let rows = "CREATE TABLE b (id integer PRIMARY KEY);
                CREATE TABLE a (id integer PRIMARY KEY, seen date, parent integer REFERENCES a (id) ON DELETE CASCADE,
                                b integer REFERENCES b (id));
                INSERT INTO b VALUES (4);
                INSERT INTO a VALUES (1, '2020-01-01', 1, NULL), (2, '2020-01-01', 1, 4)";
    assert_eq!(going(LEADS, map, rows), 0);
}

#[test]
fn a_value_that_is_cut_before_its_record_goes_is_archived_too() {
    let archived: Activities<'_> =
        &[("leads", "identification.name", "2 days after collected, then archive for 16 months")];
    let map = r#"
        archive = "archive"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen"]
        fields = { parent = "identification.name" }
        serves = { leads = true }
        events = { collected = "seen" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date, parent integer REFERENCES a (id));
                INSERT INTO a VALUES (3, NULL, NULL), (4, '2024-01-10', 3)";
    let case = case("UTC", archived, map, rows);
    for engine in [Engine::Sqlite, Engine::Postgres, Engine::MariaDb] {
        assert_eq!(archive::check(&Home::new(engine), &case), Ok(1), "on {engine:?}");
    }
}

/// MariaDB's usual collations pay no regard to blanks at the end.
#[test]
fn a_value_that_only_looks_like_the_neutral_one_is_archived() {
    let archived: Activities<'_> =
        &[("leads", "identification.name", "2 days after collected, then archive for 16 months")];
    let map = r#"
        archive = "archive"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen"]
        fields = { name = "identification.name" }
        neutral = { name = "" }
        serves = { leads = true }
        events = { collected = "seen" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date, name varchar(20) NOT NULL);
                INSERT INTO a VALUES (3, '2024-01-10', ' '), (4, '2024-01-10', '')";
    let case = case("UTC", archived, map, rows);
    for engine in [Engine::Sqlite, Engine::Postgres, Engine::MariaDb] {
        assert_eq!(archive::check(&Home::new(engine), &case), Ok(1), "on {engine:?}");
    }
}

#[test]
fn what_stands_in_place_of_a_value_leads_to_nobody() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "ref", "seen"]
        serves = { leads = true }
        fields = { mail = "contact.email" }
        events = { collected = "seen" }
        identity = { number = "by.code" }
        links = { by = "ref = b(phone)" }
        [store.main.b]
        subject = "person"
        not_personal = ["id", "code", "seen"]
        serves = { leads = true }
        fields = { phone = "contact.email" }
        neutral = { phone = "gone" }
        events = { collected = "seen" }
        shells = "keep""#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, ref varchar(20), mail varchar(20), seen date);
                CREATE TABLE b (id integer PRIMARY KEY, phone varchar(20) NOT NULL, code integer, seen date);
                INSERT INTO b VALUES (1, 'x', 2, '2020-01-01'), (2, 'gone', 2, '2024-01-01');
                INSERT INTO a VALUES (1, 'gone', 'a@example.com', '2024-01-01'), (2, 'gone ', 'b@example.com', '2024-01-01')";
    let ended = abide_testkit::world::Ended {
        activity: "leads".to_owned(),
        kind: "number",
        value: "2".to_owned(),
        waits: false,
    };
    let case = Case { ended: vec![ended], ..case("UTC", LEADS, map, rows) };
    for engine in [Engine::Sqlite, Engine::Postgres, Engine::MariaDb] {
        assert_eq!(on(engine, &case).going, 0, "on {engine:?}");
    }
}

#[test]
fn a_record_without_a_date_does_not_go_before_one_that_has_no_other() {
    let activities: Activities<'_> = &[
        ("leads", "contact.email", "3 years after collected"),
        ("bills", "identification.name", "10 years after issued"),
    ];
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen"]
        serves = { leads = true, bills = "EXISTS b" }
        fields = { name = "identification.name" }
        events = { collected = "seen", issued = "b.day" }
        [store.main.b]
        subject = "person"
        not_personal = ["id", "a", "seen", "day"]
        serves = { leads = true }
        events = { collected = "seen" }
        links = { of = "a = a(id)" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date, name varchar(20));
                CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a (id), seen date, day date);
                INSERT INTO a VALUES (1, '2010-01-01', 'A'), (2, '2010-01-01', 'B');
                INSERT INTO b VALUES (1, 1, '2010-01-01', NULL), (2, 2, '2010-01-01', '2010-01-01')";
    assert_eq!(going(activities, map, rows), 2, "only the pair of which all is known to be over");
}

/// What is left of the name by which a person was known names nobody, and the rest of the record goes on being theirs.
#[test]
fn a_record_is_ended_still_when_of_its_identity_a_part_is_left() {
    let activities: Activities<'_> =
        &[("visits", "identification", "84 days after collected, then anonymise")];
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen"]
        fields = { name = "identification.name", born = "identification.birth_date" }
        identity = { email = "name" }
        serves = { visits = true }
        events = { collected = "seen" }
        anonymise = { name = "first 2" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date, name varchar(20), born varchar(20));
                INSERT INTO a VALUES (1, NULL, 'cold', '2001'), (2, NULL, 'warm', '2002')";
    let mut case = case("UTC", activities, map, rows);
    let (activity, kind, value) = ("visits".to_owned(), "email", "cold".to_owned());
    case.ended.push(Ended { activity, kind, value, waits: false });
    for engine in [Engine::Sqlite, Engine::Postgres, Engine::MariaDb] {
        assert_eq!(on(engine, &case).ended, 1, "on {engine:?}");
    }
}
