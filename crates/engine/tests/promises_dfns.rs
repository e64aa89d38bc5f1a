//! What Dfns promises about data, shown to the day on every engine. `policies/dfns/promises.md` says which test shows what.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs)]

mod driver;

use abide_plan::explain::{Explanation, Verdict};
use abide_policy::model::State;
use abide_testkit::company::Kind;
use driver::{Company, on_each, same_on_all};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 22);
const TOMORROW: Date = date(2026, 11, 23);

on_each! { "dfns":
    a_prospect_goes_three_years_after_collection_or_last_contact
    an_open_case_stays_whole
    a_closed_case_is_archived_with_what_a_dispute_needs
    an_archived_case_goes_after_five_years
    a_case_waits_in_the_archive_to_the_day
    what_a_cookie_brought_goes_after_thirteen_months
    thirteen_months_end_with_a_short_month
    a_returning_visitor_loses_the_cookie
    a_column_that_nothing_needs_goes_once_confirmed
    a_subscriber_goes_three_years_after_the_last_click
    a_client_goes_five_years_after_the_relationship
    an_offer_profile_goes_a_year_after_it_was_used
    a_case_in_dispute_stays_until_the_dispute_is_over
    what_is_left_of_an_error_report_leads_to_nobody
}

fn prospect(company: &Company, id: u32, created_at: &str) {
    company.execute(&format!(
        "INSERT INTO prospects (id, email, first_name, last_name, status, created_at)
         VALUES ({id}, 'p{id}@example.com', 'Lou', 'Dalnet', 'registered', '{created_at}')"
    ));
}

fn a_prospect_goes_three_years_after_collection_or_last_contact(company: &Company) {
    prospect(company, 1, "2023-11-21T23:59:59+01:00");
    prospect(company, 2, "2023-11-22T00:00:00+01:00");
    prospect(company, 3, "2019-05-01T10:00:00+02:00");
    prospect(company, 4, "2019-05-01T10:00:00+02:00");
    company.execute(
        "INSERT INTO exchanges (id, prospect_id, channel, happened_at, summary) VALUES
         (31, 3, 'email', '2023-11-22T10:00:00+01:00', 'asks'), (41, 4, 'phone', '2023-11-21T10:00:00+01:00', 'asks')",
    );
    company.execute("INSERT INTO event_registrations (event, prospect_id, badge_name) VALUES ('fair', 1, 'Lou'), ('fair', 3, 'Lou')");
    company.apply(TODAY);
    assert_eq!(company.ids("prospects"), ["2", "3"], "kept on the last day, gone the next");
    assert_eq!(company.ids("exchanges"), ["31"]);
    assert_eq!(company.look("SELECT prospect_id FROM event_registrations"), ["3"]);
    company.apply(TOMORROW);
    assert!(company.ids("prospects").is_empty());
}

fn case(company: &Company, id: u32, closed_on: Option<&str>) {
    let (status, closed_on) = match closed_on {
        Some(day) => ("closed", format!("'{day}'")),
        None => ("open", "NULL".to_owned()),
    };
    company.execute(&format!(
        "INSERT INTO fraud_cases (id, reference, status, facts, opened_on, closed_on)
         VALUES ({id}, 'CASE-{id}', '{status}', 'A transfer from a new device.', '2015-01-01', {closed_on})"
    ));
    company.execute(&format!(
        "INSERT INTO fraud_case_persons (case_id, person_no, role, name, email, ip_address, user_agent)
         VALUES ({id}, 1, 'suspect', 'Octave Ferzon', 'o{id}@example.org', '203.0.113.9', 'Firefox/142.0')"
    ));
}

const PERSONS: &str =
    "SELECT case_id, role, name, email, ip_address FROM fraud_case_persons ORDER BY case_id";

fn says(explanation: &Explanation, activity: &str) -> Verdict {
    explanation.needs.iter().find(|reason| reason.activity == activity).unwrap().verdict
}

fn an_open_case_stays_whole(company: &Company) {
    case(company, 1, None);
    company.apply(TODAY);
    assert_eq!(company.look(PERSONS), ["1 suspect Octave Ferzon o1@example.org 203.0.113.9"]);
    let told = company.explain(TODAY, "desk.fraud_cases", &["1"]);
    assert_eq!(says(&told, "fraud-prevention"), Verdict::Live { state: State::Active, last_day: None });
}

fn a_closed_case_is_archived_with_what_a_dispute_needs(company: &Company) {
    case(company, 1, Some("2026-11-21"));
    for (place, key) in [("desk.fraud_cases", &["1"][..]), ("desk.fraud_case_persons", &["1", "1"])] {
        let told = company.explain(TODAY, place, key);
        let archived = Verdict::Live { state: State::Archived, last_day: Some(date(2031, 11, 21)) };
        assert_eq!(says(&told, "fraud-litigation"), archived);
        assert_eq!(says(&told, "fraud-prevention"), Verdict::Over { last_day: date(2026, 11, 21) });
    }
    company.apply(TODAY);
    assert!(company.look(PERSONS).is_empty(), "out of daily reach");
    assert!(company.ids("fraud_cases").is_empty());
    let kept = "abide_activity, abide_last_day, abide_archived_on";
    assert_eq!(
        company.archived(
            "fraud_case_persons",
            &format!("{kept}, abide_identity_email, case_id, role, name, email, ip_address")
        ),
        ["fraud-litigation 2031-11-21 2026-11-22 - 1 suspect Octave Ferzon - -"],
        "who and what, and no more"
    );
    assert_eq!(
        company.archived("fraud_cases", &format!("{kept}, reference, facts")),
        ["fraud-litigation 2031-11-21 2026-11-22 CASE-1 A transfer from a new device."]
    );
}

/// What was closed on the last day on which a dispute can begin is archived for that day; a day earlier, no more.
fn an_archived_case_goes_after_five_years(company: &Company) {
    case(company, 1, Some("2021-11-21"));
    case(company, 2, Some("2021-11-22"));
    company.apply(TODAY);
    assert!(company.ids("fraud_cases").is_empty());
    assert_eq!(company.archived("fraud_cases", "id"), ["2"], "to the day");
    assert_eq!(company.archived("fraud_case_persons", "case_id, name"), ["2 Octave Ferzon"]);
    company.apply(TOMORROW);
    assert!(company.archived("fraud_cases", "id").is_empty());
    assert!(company.archived("fraud_case_persons", "case_id").is_empty());
}

fn a_case_waits_in_the_archive_to_the_day(company: &Company) {
    case(company, 1, Some("2026-11-21"));
    company.apply(TODAY);
    company.apply(date(2031, 11, 21));
    assert_eq!(company.archived("fraud_cases", "id"), ["1"]);
    company.apply(date(2031, 11, 22));
    assert!(company.archived("fraud_cases", "id").is_empty());
    assert!(company.archived("fraud_case_persons", "case_id").is_empty());
}

fn a_case_in_dispute_stays_until_the_dispute_is_over(company: &Company) {
    case(company, 1, Some("2015-03-31"));
    case(company, 2, Some("2015-03-31"));
    let hold = company
        .hold(TODAY, &["desk.fraud_cases: reference = 'CASE-1'", "desk.fraud_case_persons: case_id = 1"]);
    company.apply(TODAY);
    assert!(company.ids("fraud_cases").is_empty() && company.look(PERSONS).is_empty(), "out of daily reach");
    let cases = || company.archived("fraud_cases", "id");
    let persons = || company.archived("fraud_case_persons", "case_id, name, email");
    assert_eq!(cases(), ["1"], "years after the limitation period");
    assert_eq!(persons(), ["1 Octave Ferzon o1@example.org"]);
    company.apply(TOMORROW);
    assert_eq!(cases(), ["1"], "for as long as it takes");
    company.release(TOMORROW, &hold);
    company.apply(TOMORROW);
    assert!(cases().is_empty() && persons().is_empty());
}

fn what_is_left_of_an_error_report_leads_to_nobody(company: &Company) {
    company.execute(
        "INSERT INTO error_reports (id, ip_address, user_agent, error, reported_on) VALUES
         (1, '198.51.100.77', 'Firefox/142.0', 'E500 no answer to lou@example.com', '2026-08-21'),
         (2, '198.51.100.78', 'Safari/605.1', 'E500 no answer', '2026-08-22')",
    );
    company.apply(TODAY);
    let look = || company.look("SELECT id, ip_address, user_agent, error FROM error_reports ORDER BY id");
    assert_eq!(look(), ["1 198.51.0.0 - E500", "2 198.51.100.78 Safari/605.1 E500 no answer"]);
    company.apply(TOMORROW);
    assert_eq!(look(), ["1 198.51.0.0 - E500", "2 198.51.0.0 - E500"], "nor can the two be told apart");
    for trace in ["198.51.100.77", "198.51.100.78", "Firefox/142.0", "lou@example.com"] {
        assert!(!company.keeps(trace), "what is kept beside the data has {trace}");
    }
}

fn visitor(company: &Company, id: u32, first_seen_at: i64, viewed_at: i64) {
    company.execute(&format!(
        "INSERT INTO visitors (id, cookie, user_agent, first_seen_at) VALUES ({id}, 'v{id}', 'Firefox/142.0', {first_seen_at})"
    ));
    company.execute(&format!(
        "INSERT INTO page_views (visitor_id, seq, page, ip_address, viewed_at) VALUES ({id}, 1, '/', '203.0.113.7', {viewed_at})"
    ));
}

/// The last second of 21 October 2025 in Paris.
const END_OF_21_OCTOBER: i64 = 1_761_083_999;

fn what_a_cookie_brought_goes_after_thirteen_months(company: &Company) {
    visitor(company, 1, END_OF_21_OCTOBER, END_OF_21_OCTOBER);
    visitor(company, 2, END_OF_21_OCTOBER + 1, END_OF_21_OCTOBER + 1);
    company.apply(TODAY);
    assert_eq!(company.ids("visitors"), ["2"]);
    assert_eq!(company.look("SELECT visitor_id FROM page_views"), ["2"]);
    company.apply(TOMORROW);
    assert!(company.ids("visitors").is_empty());
    assert!(company.look("SELECT visitor_id FROM page_views").is_empty());
}

fn thirteen_months_end_with_a_short_month(company: &Company) {
    // Noon of 31 January 2024 in Paris: thirteen months on, February has 28 days.
    visitor(company, 1, 1_706_698_800, 1_706_698_800);
    company.apply(date(2025, 2, 28));
    assert_eq!(company.ids("visitors"), ["1"]);
    company.apply(date(2025, 3, 1));
    assert!(company.ids("visitors").is_empty());
}

fn a_returning_visitor_loses_the_cookie(company: &Company) {
    visitor(company, 1, END_OF_21_OCTOBER, END_OF_21_OCTOBER + 1);
    company.apply(TODAY);
    assert_eq!(
        company.look("SELECT id, cookie, user_agent FROM visitors"),
        ["1 erased-1 -"],
        "no visit renews it"
    );
    assert_eq!(company.look("SELECT page FROM page_views"), ["/"]);
    company.apply(TOMORROW);
    assert!(company.ids("visitors").is_empty());
}

fn a_column_that_nothing_needs_goes_once_confirmed(company: &Company) {
    case(company, 1, None);
    company.execute("UPDATE fraud_case_persons SET birth_date = '1980-05-01'");
    let confirmed = "unneeded = [\"birth_date\"]\n";
    company.change("map.toml", confirmed, "");
    let found = company.findings(TODAY, "desk.fraud_case_persons.birth_date");
    assert_eq!(
        found.iter().map(|found| (found.code.as_str(), found.rows)).collect::<Vec<_>>(),
        [("plan/unneeded", Some(1))]
    );
    company.apply(TODAY);
    assert_eq!(company.look("SELECT name, birth_date FROM fraud_case_persons"), ["Octave Ferzon 1980-05-01"]);
    company.change(
        "map.toml",
        "neutral = { role = \"-\" }\n",
        &format!("neutral = {{ role = \"-\" }}\n{confirmed}"),
    );
    company.apply(TODAY);
    assert_eq!(company.look("SELECT name, birth_date FROM fraud_case_persons"), ["Octave Ferzon -"]);
}

fn a_subscriber_goes_three_years_after_the_last_click(company: &Company) {
    company.execute(
        "INSERT INTO subscribers (id, email, language, subscribed_at, clicked_at) VALUES
         (1, 's1@example.com', 'fr', '2019-01-01T10:00:00+01:00', '2023-11-21T10:00:00+01:00'),
         (2, 's2@example.com', 'fr', '2019-01-01T10:00:00+01:00', '2023-11-22T10:00:00+01:00'),
         (3, 's3@example.com', 'en', '2023-11-21T10:00:00+01:00', NULL)",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("subscribers"), ["2"]);
}

fn client(company: &Company, id: u32, ended_on: Option<&str>) {
    let ended_on = ended_on.map_or("NULL".to_owned(), |day| format!("'{day}'"));
    company.execute(&format!(
        "INSERT INTO clients (id, organisation, contact_name, email, country_code)
         VALUES ({id}, 'Studio Verland', 'Sacha Verland', 'k{id}@example.net', 'FR')"
    ));
    company.execute(&format!(
        "INSERT INTO agreements (id, client_id, plan, started_on, ended_on) VALUES ({id}, {id}, 'starter', '2015-01-01', {ended_on})"
    ));
}

fn a_client_goes_five_years_after_the_relationship(company: &Company) {
    client(company, 1, Some("2021-11-21"));
    client(company, 2, Some("2021-11-22"));
    client(company, 3, None);
    case(company, 9, None);
    company.execute("UPDATE fraud_cases SET client_id = 1");
    company.apply(TODAY);
    assert_eq!(company.ids("clients"), ["2", "3"]);
    assert_eq!(company.ids("agreements"), ["2", "3"]);
    assert_eq!(
        company.look("SELECT id, client_id FROM fraud_cases"),
        ["9 -"],
        "a case stays without its client"
    );
}

fn an_offer_profile_goes_a_year_after_it_was_used(company: &Company) {
    for id in 1..=2 {
        client(company, id, None);
    }
    company.execute(
        "INSERT INTO offer_profiles (client_id, interests, last_seen_at) VALUES
         (1, 'staking', '2025-11-21T23:59:59+01:00'), (2, 'custody', '2025-11-22T00:00:00+01:00')",
    );
    company.apply(TODAY);
    assert_eq!(company.look("SELECT interests FROM offer_profiles"), ["custody"]);
    assert_eq!(company.ids("clients"), ["1", "2"]);
}

/// On a whole company: what stays after apply is what is needed, the same rows on every engine.
#[test]
fn a_whole_company_keeps_only_what_is_needed() {
    same_on_all("dfns", Kind::Custody, TODAY);
}
