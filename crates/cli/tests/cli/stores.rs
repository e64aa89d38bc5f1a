//! What the command does with databases, and says when they are not as they should be.

use crate::office::Office;

#[test]
fn the_whole_way_from_plan_to_proof() {
    let office = Office::new();
    let plan = office.abide(&["plan", "--detailed-exitcode"], 10);
    plan.says("3 years after collected: last date ");
    plan.says("Total: erase 1 record.");
    assert_eq!(office.contacts(), 2, "looking changes nothing");
    office.abide(&["apply", "--yes"], 0).says("crm: done, 1 record changed.");
    assert_eq!(office.contacts(), 1);
    office.abide(&["plan", "--detailed-exitcode"], 0).says("Nothing to do");
    office.abide(&["explain", "crm.contacts", "2"], 0).says("stays until 2193-01-01 for prospecting");
    office.abide(&["ledger", "verify"], 0).says("The ledger is whole");
    office.abide(&["ledger", "show"], 0).says("apply finished: 1 record");
}

#[test]
fn every_answer_has_a_form_for_programs() {
    let office = Office::new();
    for words in [
        &["check"][..],
        &["plan"],
        &["explain", "crm.contacts", "2"],
        &["apply", "--yes"],
        &["ledger", "verify"],
        &["ledger", "show"],
        &["map", "--store", "crm"],
    ] {
        let said = office.abide(&[words, &["--json"]].concat(), 0);
        let parsed: Result<serde_json::Value, _> = serde_json::from_str(&said.stdout());
        assert!(parsed.is_ok(), "{words:?} said {}", said.stdout());
    }
}

#[test]
fn nobody_to_ask_means_nothing_is_done() {
    let office = Office::new();
    office.abide(&["apply"], 2).complains("add --yes");
    assert_eq!(office.contacts(), 2);
}

#[test]
fn outside_its_hours_nothing_is_begun() {
    let office = Office::new();
    let soon = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::get("Europe/Paris").unwrap());
    let hours = |from: i64, to: i64| {
        let time =
            |hours: i64| (&soon + jiff::SignedDuration::from_hours(hours)).strftime("%H:%M").to_string();
        format!("{}-{}", time(from), time(to))
    };
    let said = office.abide(&["apply", "--yes", "--window", &hours(2, 4)], 8);
    said.complains("it is not within ");
    said.complains("nothing was done");
    assert_eq!(office.contacts(), 2);
    office.abide(&["apply", "--yes", "--window", "7-9"], 2).complains("write two times of the day");
    office.abide(&["apply", "--yes", "--window", &hours(-2, 2), "--pace", "gentle"], 0).says("crm: done");
}

#[test]
fn a_missing_variable_is_named() {
    let office = Office::new();
    office.change("map.toml", "sqlite:crm.db", "env:CRM_DATABASE_URL");
    office.abide(&["plan"], 4).complains("the environment variable CRM_DATABASE_URL is not set");
}

#[test]
fn a_missing_database_is_named_and_not_made() {
    let office = Office::new();
    office.change("map.toml", "sqlite:crm.db", "sqlite:other.db");
    office.abide(&["plan"], 4).complains("other.db");
    assert!(!office.path("other.db").exists());
}

#[test]
fn an_unreachable_server_is_named() {
    let office = Office::new();
    // Nothing listens on port 1.
    office.change("map.toml", "sqlite:crm.db", "postgres://abide@127.0.0.1:1/crm");
    office.abide(&["plan"], 4).complains("cannot be reached");
}

#[test]
fn a_table_that_is_not_there_keeps_the_plan_from_being_applied() {
    let office = Office::new();
    office.sql("ALTER TABLE contacts RENAME TO people");
    office.abide(&["plan"], 0).says("contacts");
    office.abide(&["apply", "--yes"], 3).complains("findings that are errors");
}

#[test]
fn garbage_in_a_date_is_told_and_kept() {
    let office = Office::new();
    office.sql("INSERT INTO contacts VALUES (3, 'odd@example.com', 'last summer')");
    office.abide(&["plan"], 0).says("plan/undatable");
    office.abide(&["apply", "--yes"], 0);
    assert_eq!(office.contacts(), 2, "the overdue one is gone, the odd one is not");
}

#[test]
fn a_plan_is_stale_once_the_policy_changes() {
    let office = Office::new();
    office.abide(&["plan", "--out", "plan.json"], 0);
    office.change("policy.toml", "3 years", "5 years");
    office.abide(&["apply", "--plan", "plan.json", "--yes"], 5);
    assert_eq!(office.contacts(), 2);
}

#[test]
fn a_saved_plan_is_applied() {
    let office = Office::new();
    office.abide(&["plan", "--out", "plan.json"], 0);
    office.abide(&["apply", "--plan", "plan.json", "--yes"], 0);
    assert_eq!(office.contacts(), 1);
}

#[test]
fn a_saved_plan_that_was_altered_is_not_applied() {
    let office = Office::new();
    office.abide(&["plan", "--out", "plan.json"], 0);
    let plan = std::fs::read_to_string(office.path("plan.json")).unwrap();
    let altered = plan.replace("met_on", "email");
    assert_ne!(plan, altered);
    std::fs::write(office.path("plan.json"), altered).unwrap();
    office
        .abide(&["apply", "--yes", "--plan", "plan.json"], 5)
        .complains("not the one that these files make");
    assert_eq!(office.contacts(), 2);
}

#[test]
fn a_plan_for_a_day_to_come_is_not_applied() {
    let office = Office::new();
    office.abide(&["plan", "--at", "2195-01-01", "--out", "plan.json"], 0).says("erase 2 records");
    office.abide(&["apply", "--plan", "plan.json", "--yes"], 5).complains("still to come");
    assert_eq!(office.contacts(), 2);
}

#[test]
fn what_is_no_plan_is_not_taken_for_one() {
    let office = Office::new();
    office.write("plan.json", "{\"format\": 1}");
    office.abide(&["apply", "--plan", "plan.json", "--yes"], 3).complains("plan.json is not a plan of Abide");
}

#[test]
fn a_second_apply_is_refused() {
    let office = Office::new();
    let lock = std::fs::File::create(office.path("abide.journal.lock")).unwrap();
    lock.lock().unwrap();
    office.abide(&["apply", "--yes"], 6).complains("another apply is at work");
    assert_eq!(office.contacts(), 2);
}

#[test]
fn without_a_journal_there_is_nothing_to_verify() {
    Office::new().abide(&["ledger", "verify"], 7).complains("there is no journal abide.journal");
}

#[test]
fn an_altered_entry_is_found() {
    let office = Office::new();
    office.abide(&["apply", "--yes"], 0);
    let journal = rusqlite::Connection::open(office.path("abide.journal")).unwrap();
    journal.execute_batch("DROP TRIGGER IF EXISTS entry_stays").unwrap();
    let changed =
        journal.execute("UPDATE entry SET text = replace(text, '\"rows\":1', '\"rows\":0')", ()).unwrap();
    assert!(changed > 0);
    office.abide(&["ledger", "verify"], 7).complains("is broken at entry");
}

#[test]
fn an_end_that_was_cut_off_is_found_because_the_store_remembers_it() {
    let office = Office::new();
    office.abide(&["apply", "--yes"], 0);
    office.abide(&["ledger", "verify"], 0).says("remembers");
    let journal = rusqlite::Connection::open(office.path("abide.journal")).unwrap();
    journal.execute_batch("DROP TRIGGER entry_remains").unwrap();
    let cut = journal.execute("DELETE FROM entry WHERE seq > 2", ()).unwrap();
    assert!(cut > 0);
    office.abide(&["ledger", "verify", "--alone"], 0);
    office.abide(&["ledger", "verify"], 7).complains("cut off");
}

#[test]
fn a_lost_journal_is_noticed() {
    let office = Office::new();
    office.abide(&["apply", "--yes"], 0);
    std::fs::remove_file(office.path("abide.journal")).unwrap();
    office.sql("INSERT INTO contacts VALUES (3, 'late@example.com', '2010-01-01')");
    office.abide(&["apply", "--yes"], 7).complains("--adopt");
    assert_eq!(office.contacts(), 2);
    office.abide(&["apply", "--yes", "--adopt"], 0);
    assert_eq!(office.contacts(), 1);
}

#[test]
fn the_ledger_is_exported_once_to_a_file_or_to_stdout() {
    let office = Office::new();
    office.abide(&["apply", "--yes"], 0);
    let lines = office.abide(&["ledger", "export"], 0).stdout();
    assert!(
        lines.lines().count() >= 4 && lines.lines().all(|line| line.starts_with("{\"entry\":")),
        "{lines}"
    );
    office.abide(&["ledger", "export", "--out", "ledger.jsonl"], 0);
    assert_eq!(std::fs::read_to_string(office.path("ledger.jsonl")).unwrap(), lines);
    office
        .abide(&["ledger", "export", "--out", "ledger.jsonl"], 12)
        .complains("ledger.jsonl cannot be written");
}

#[test]
fn explaining_what_is_not_there_says_so() {
    let office = Office::new();
    office.abide(&["explain", "crm.contacts", "99"], 11).complains("no record with that key");
    office.abide(&["explain", "crm.nothing", "1"], 2).complains("crm.nothing names no table");
    office.abide(&["explain", "crm.contacts", "1", "2"], 2).complains("has 1 columns (id)");
    office
        .abide(&["explain", "--identity", "email=nobody@example.com"], 11)
        .says("Nothing is kept about this person");
    office.abide(&["explain", "--identity", "email"], 2).complains("KIND=VALUE");
}

#[test]
fn a_person_is_found_by_identity_and_never_shown() {
    let said = Office::new().abide(&["explain", "--identity", "email=NEW@example.com"], 0);
    said.says("crm.contacts 2");
    assert!(!said.stdout().to_lowercase().contains("new@example.com"));
}

#[test]
fn a_store_that_the_map_does_not_know_is_usage() {
    Office::new().abide(&["plan", "--store", "erp"], 2).complains("the map has no store erp");
}

#[test]
fn a_plan_that_cannot_be_saved_is_told() {
    Office::new()
        .abide(&["plan", "--out", "nowhere/plan.json"], 12)
        .complains("nowhere/plan.json cannot be written");
}

#[test]
fn a_drafted_map_is_written_only_after_a_yes() {
    let office = Office::new();
    office.sql(
        "CREATE TABLE calls (id INTEGER PRIMARY KEY, contact_id INTEGER REFERENCES contacts (id), note TEXT)",
    );
    let before = std::fs::read_to_string(office.path("map.toml")).unwrap();
    office.abide(&["map", "--store", "crm"], 2).complains("[store.crm.calls]");
    assert_eq!(std::fs::read_to_string(office.path("map.toml")).unwrap(), before);
    office.abide(&["map", "--store", "crm", "--yes"], 0).complains("Wrote map.toml: 1 table");
    let after = std::fs::read_to_string(office.path("map.toml")).unwrap();
    assert!(after.starts_with(&before) && after.contains("[store.crm.calls]"), "{after}");
    office.abide(&["map", "--store", "crm"], 0).complains("nothing to add");
}

#[test]
fn a_demo_leaves_nothing_behind_unless_it_is_kept() {
    let office = Office::new();
    let demo = ["demo", "--people", "120", "--folder", "lumen"];
    office.abide(&demo, 0).says("The ledger is whole");
    assert!(!office.path("lumen").exists());
    office.abide(&[&demo[..], &["--keep"]].concat(), 0).says("cd lumen");
    assert!(office.path("lumen/shop.db").exists());
    office.abide(&demo, 12).complains("is not empty");
    assert!(office.path("lumen/shop.db").exists());
}
