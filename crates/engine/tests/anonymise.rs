//! Records that stay when their activity is over, with what the map leaves of their values: on real databases, from the two
//! files to the empty plan afterwards.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs)]

mod driver;

use abide_plan::{
    explain::RecordFate,
    plan::{Found, Plan},
    step::Action,
};
use abide_policy::finding::Severity;
use driver::{Company, Engine, on_each};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 22);

on_each! { "dfns":
    of_each_value_what_the_map_says_is_left
    what_is_no_address_or_date_is_blanked
    a_record_that_another_activity_needs_is_coarsened_value_by_value
    nobody_is_found_by_what_is_left
    the_smallest_group_is_told
    what_leads_back_is_told
    a_transform_must_fit_its_column
    a_batch_of_many_is_written_once_for_each_result
}

const POLICY: &str = r#"
format = 1
[controller]
name = "Example"
time_zone = "Europe/Paris"
[activity.measuring]
purpose = "service-improvement"
basis = "legitimate-interest"
subjects = ["visitor"]
data = ["connection.ip", "identification.birth_date", "contact.address", "financial.income"]
keep = "13 months after collected, then anonymise"
[activity.answering]
purpose = "answering-requests"
basis = "legitimate-interest"
subjects = ["visitor"]
data = ["contact.email", "contact.address"]
keep = "2 years after last_contact"
"#;

const TABLE: &str = r#"
[store.site.visits]
subject = "visitor"
identity = { email = "email" }
serves = { measuring = true, answering = "asked = 1" }
fields = { ip = "connection.ip", born = "identification.birth_date", postcode = "contact.address", spent = "financial.income", email = "contact.email" }
not_personal = ["id", "at", "asked"]
events = { collected = "at", last_contact = "at" }
anonymise = { ip = "truncate-ip", born = "year", postcode = "first 2", spent = "bucket 100" }
"#;

/// Puts these files and this table in the place of the worked ones.
fn prepare(company: &Company) {
    company.write("policy.toml", POLICY);
    map(company, TABLE);
    let address = if company.engine() == Engine::Postgres { "inet" } else { "text" };
    company.execute(&format!(
        "CREATE TABLE visits (id integer PRIMARY KEY, at date NOT NULL, asked integer NOT NULL, ip {address}, born date,
                              postcode varchar(40) NOT NULL, spent numeric(12,2), email text)"
    ));
}

fn map(company: &Company, tables: &str) {
    company.write("map.toml", &format!("format = 1\n[store.site]\nurl = \"{}\"\n{tables}", company.url()));
}

fn visit(company: &Company, id: u32, at: &str, asked: bool, rest: &str) {
    company.execute(&format!("INSERT INTO visits VALUES ({id}, '{at}', {}, {rest})", u8::from(asked)));
}

const WHOLE: &str = "'203.0.113.77', '1984-07-31', '75011', 1234, 'lou@example.com'";
const LEFT: &str = "SELECT id, CAST(ip AS text), CAST(born AS text), postcode, CAST(spent AS integer), email FROM visits ORDER BY id";

/// The address as text: PostgreSQL's type, cast, tells how many bits are one address'.
fn look(company: &Company) -> Vec<String> {
    let text = if company.engine() == Engine::MariaDb { "AS char" } else { "AS text" };
    company
        .look(&LEFT.replace("AS text", text))
        .iter()
        .map(|row| row.replace("/32", "").replace("/128", ""))
        .collect()
}

fn found(plan: &Plan, code: &str) -> Vec<Found> {
    let all = plan.stores.iter().flat_map(|store| store.findings.clone());
    all.filter(|found| found.code == code).collect()
}

fn of_each_value_what_the_map_says_is_left(company: &Company) {
    prepare(company);
    visit(company, 1, "2025-10-21", false, WHOLE);
    visit(company, 2, "2025-10-22", false, WHOLE);
    visit(company, 3, "2025-01-01", false, "'2001:db8:aa:1::7', '2001-01-01', 'é', -150, NULL");
    visit(company, 4, "2025-01-01", false, "NULL, NULL, '', NULL, NULL");
    company.apply(TODAY);
    assert_eq!(
        look(company),
        [
            "1 203.0.0.0 1984-01-01 75 1200 -",
            "2 203.0.113.77 1984-07-31 75011 1234 -",
            "3 2001:db8:aa:: 2001-01-01 é -100 -",
            "4 - -  - -",
        ],
        "kept whole on the last day, anonymous the next, never deleted"
    );
    let explained = company.explain(TODAY, "site.visits", &["1"]);
    assert_eq!(explained.record, RecordFate::Anonymous);
}

fn what_is_no_address_or_date_is_blanked(company: &Company) {
    prepare(company);
    if company.engine() != Engine::Sqlite {
        return;
    }
    visit(company, 1, "2025-01-01", false, "'::ffff:10.1.2.3', '2024-02-30', 'x', 'much', NULL");
    visit(company, 2, "2025-01-01", false, "'10.1.2.3, 10.1.2.4', 19840731, 'x', 99.5, NULL");
    visit(company, 3, "2025-01-01", false, "'10.1.2.3:80', '31/07/1984', 'x', 1e30, NULL");
    company.apply(TODAY);
    assert_eq!(look(company), ["1 10.1.0.0 - x - -", "2 - - x 0 -", "3 10.1.0.0 - x - -"]);
}

fn a_record_that_another_activity_needs_is_coarsened_value_by_value(company: &Company) {
    prepare(company);
    visit(company, 1, "2025-01-01", true, WHOLE);
    company.apply(TODAY);
    assert_eq!(
        look(company),
        ["1 203.0.0.0 1984-01-01 75011 1200 lou@example.com"],
        "what is needed is whole"
    );
    company.apply(date(2027, 1, 2));
    assert_eq!(look(company), ["1 203.0.0.0 1984-01-01 75 1200 -"], "the one that erases does not win");
}

fn nobody_is_found_by_what_is_left(company: &Company) {
    prepare(company);
    visit(company, 1, "2025-01-01", true, WHOLE);
    visit(company, 2, "2025-01-01", true, &WHOLE.replace("113.77", "7.7").replace("75011", "75002"));
    company.apply(date(2027, 1, 2));
    let rows = look(company);
    assert_eq!(rows[0].split_once(' ').unwrap().1, rows[1].split_once(' ').unwrap().1, "they are alike");
    let session = company.session(date(2027, 1, 2)).unwrap();
    assert!(session.explain_identity("email", "lou@example.com", None).unwrap().is_empty());
    let plan = company.plan(date(2027, 1, 2));
    assert!(
        plan.stores[0].steps.iter().any(|planned| matches!(planned.step.action, Action::Anonymise { .. }))
    );
    assert!(!plan.stores[0].steps.iter().any(|planned| matches!(planned.step.action, Action::Erase { .. })));
}

fn the_smallest_group_is_told(company: &Company) {
    prepare(company);
    for id in 0..7 {
        let (town, ip) = if id < 4 { ("75", "203.0.113") } else { ("69", "198.51.100") };
        visit(
            company,
            id,
            "2025-01-01",
            false,
            &format!("'{ip}.{id}', '1984-0{}-01', '{town}00{id}', {id}, NULL", id + 1),
        );
    }
    let told = |plan: &Plan| found(plan, "plan/anonymous-groups");
    let before = company.plan(TODAY);
    assert!(
        abide_engine::in_english(&told(&before)[0].message)
            .contains("at least 3 each are alike in ip, born, postcode, spent"),
        "{before:#?}"
    );
    assert_eq!(told(&before)[0].severity, Severity::Advice);
    map(company, &format!("{TABLE}k = 4\n"));
    let warned = found(&company.plan(TODAY), "plan/small-groups");
    assert_eq!(warned[0].severity, Severity::Warning);
    assert!(abide_engine::in_english(&warned[0].message).starts_with("3 anonymous records"), "{warned:#?}");
    company.apply(TODAY);
    assert_eq!(found(&company.plan(TODAY), "plan/small-groups"), warned, "the same afterwards");
}

fn what_leads_back_is_told(company: &Company) {
    prepare(company);
    company.execute("CREATE TABLE people (id integer PRIMARY KEY, email text)");
    company.execute("ALTER TABLE visits ADD COLUMN person integer REFERENCES people (id)");
    let people = "[store.site.people]\nsubject = \"visitor\"\nserves = { answering = true }\nfields = { email = \"contact.email\" }\n\
                  not_personal = [\"id\"]\nevents = { last_contact = \"visits.at\" }\n";
    map(company, &format!("{}{people}", TABLE.replace("\"asked\"]", "\"asked\", \"person\"]")));
    let told = found(&company.plan(TODAY), "plan/traceable");
    assert_eq!(told[0].place.as_deref(), Some("site.visits.person"), "{told:#?}");
    assert_eq!(told.len(), 1);
}

fn a_transform_must_fit_its_column(company: &Company) {
    prepare(company);
    let codes = |transforms: &str| {
        let line = TABLE.lines().find(|line| line.starts_with("anonymise")).unwrap();
        map(company, &TABLE.replace(line, &format!("anonymise = {{ {transforms} }}")));
        let plan = company.plan(TODAY);
        let errors = plan.stores[0].findings.iter().filter(|found| found.severity == Severity::Error);
        errors.map(|found| found.code.clone()).collect::<Vec<_>>()
    };
    assert_eq!(codes("born = 'truncate-ip', postcode = 'bucket 5'"), ["bind/transform-type"; 2]);
    company.execute("CREATE UNIQUE INDEX one ON visits (postcode)");
    assert_eq!(codes("postcode = 'first 2'"), ["bind/transform-column"]);
    let table = if company.engine() == Engine::MariaDb { " ON visits" } else { "" };
    company.execute(&format!("DROP INDEX one{table}"));
    assert!(codes("postcode = 'first 2'").is_empty());
}

fn a_batch_of_many_is_written_once_for_each_result(company: &Company) {
    prepare(company);
    for id in 0..400 {
        visit(
            company,
            id,
            "2025-01-01",
            false,
            &format!("'10.{}.0.{}', '1984-07-31', '75{id}', {id}, 'x'", id % 3, id % 250),
        );
    }
    company.apply(TODAY);
    assert_eq!(
        company.look("SELECT count(*) FROM (SELECT DISTINCT ip, born, postcode, spent FROM visits) AS alike"),
        ["12"]
    );
    assert_eq!(company.look("SELECT count(*) FROM visits"), ["400"]);
}
