//! What 3Dsoft promises about data, shown to the day on every engine. `policies/3dsoft/promises.md` says which test shows what.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs)]

mod driver;

use abide_engine::session::{Choice, OpenError};
use abide_ledger::Ending;
use abide_plan::explain::Verdict;
use abide_policy::model::State;
use abide_testkit::company::Kind;
use driver::{Company, on_each, same_on_all};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

const TODAY: Date = date(2026, 11, 22);
const TOMORROW: Date = date(2026, 11, 23);

on_each! { "3dsoft":
    a_solicitation_goes_once_answered
    a_prospect_goes_three_years_after_collection_or_last_contact
    an_undated_prospect_stays_and_is_reported
    a_prospect_who_referred_another_loses_what_tells_who_they_are
    a_won_prospect_follows_the_contracts
    an_objection_ends_prospecting_at_once_and_for_good
    a_candidate_who_objects_goes_at_once_with_the_files
    an_erasure_leaves_a_contract_in_force_and_the_invoices
    an_application_and_its_files_go_two_years_after
    a_recording_goes_after_a_week
    a_recording_takes_its_file_along
    a_file_that_no_line_names_goes_after_a_week
    a_recording_under_a_hold_stays_with_its_file
    a_customer_with_an_open_contract_stays
    a_customer_goes_five_years_after_the_last_contract
    an_invoice_keeps_what_it_needs_for_ten_years
    a_supplier_goes_as_a_customer_does
    a_column_that_nothing_needs_goes_once_confirmed
    a_column_that_the_map_does_not_speak_of_is_reported_and_left_alone
    an_activity_without_an_end_is_refused
    a_period_is_told_as_active
}

fn a_solicitation_goes_once_answered(company: &Company) {
    company.execute(
        "INSERT INTO solicitations (id, name, email, message, received_at, answered_at) VALUES
         (1, 'Inès Roubert', 'ines@example.com', 'Hello?', '2026-11-02T09:00:00+01:00', '2026-11-21T23:59:59+01:00'),
         (2, 'Théo Valnet', 'theo@example.com', 'Hello?', '2026-11-02T09:00:00+01:00', '2026-11-22T00:00:00+01:00'),
         (3, 'Rosa Morvaux', 'rosa@example.com', 'Hello?', '2011-01-01T09:00:00+01:00', NULL)",
    );
    company.execute(
        "INSERT INTO solicitation_replies (id, solicitation_id, sent_at, body) VALUES
         (11, 1, '2026-11-21T23:59:59+01:00', 'Yes.'), (12, 2, '2026-11-22T00:00:00+01:00', 'Yes.')",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("solicitations"), ["2", "3"], "answered yesterday: gone; today: its last day");
    assert_eq!(company.ids("solicitation_replies"), ["12"]);
    company.apply(TOMORROW);
    assert_eq!(company.ids("solicitations"), ["3"], "an unanswered one stays, however old");
    assert!(company.ids("solicitation_replies").is_empty());
}

fn prospect(company: &Company, id: u32, status: &str, created_at: Option<&str>) {
    let created_at = created_at.map_or("NULL".to_owned(), |moment| format!("'{moment}'"));
    company.execute(&format!(
        "INSERT INTO prospects (id, email, first_name, last_name, phone, status, source, created_at)
         VALUES ({id}, 'p{id}@example.com', 'Lou', 'Dalnet', '+33 1 99 00 00 0{id}', '{status}', 'form', {created_at})"
    ));
}

fn a_prospect_goes_three_years_after_collection_or_last_contact(company: &Company) {
    prospect(company, 1, "lead", Some("2023-11-21T23:59:59+01:00"));
    prospect(company, 2, "lead", Some("2023-11-22T00:00:00+01:00"));
    prospect(company, 3, "lost", Some("2019-05-01T10:00:00+02:00"));
    prospect(company, 4, "contacted", Some("2019-05-01T10:00:00+02:00"));
    prospect(company, 5, "contacted", Some("2019-05-01T10:00:00+02:00"));
    prospect(company, 6, "lead", Some("2024-02-29T10:00:00+01:00"));
    company.execute(
        "INSERT INTO messages (id, prospect_id, direction, sent_at, body) VALUES
         (31, 3, 'in', '2019-06-01T08:00:00+02:00', 'Hello'), (32, 3, 'in', '2023-11-22T00:00:00+01:00', 'Again')",
    );
    // The last second of 21 November 2023 in Paris, and the first of the day after.
    company.execute(
        "INSERT INTO calls (id, prospect_id, called_at, note) VALUES
         (41, 4, 1700607599, 'busy'), (51, 5, 1700607600, 'calls back')",
    );
    company.execute("INSERT INTO prospect_topics (prospect_id, topic) VALUES (1, 'scan'), (2, 'scan')");
    company.apply(TODAY);
    assert_eq!(company.ids("prospects"), ["2", "3", "5", "6"], "kept on the last day, gone the next");
    assert_eq!(company.look("SELECT body FROM messages ORDER BY id"), ["Again"]);
    assert_eq!(company.ids("calls"), ["51"]);
    assert_eq!(company.look("SELECT prospect_id FROM prospect_topics"), ["2"]);
    company.apply(TOMORROW);
    assert_eq!(company.ids("prospects"), ["6"]);
    company.apply(date(2027, 2, 28));
    assert_eq!(company.ids("prospects"), ["6"], "three years after a 29 February end on the 28th");
    company.apply(date(2027, 3, 1));
    assert!(company.ids("prospects").is_empty());
}

/// What a person ends, as the staff would write it down.
fn end(company: &Company, ending: Ending, activities: &[&str], identity: (&str, &str)) {
    let choice = Choice {
        ending,
        activities: activities.iter().map(|name| (*name).to_owned()).collect(),
        identities: vec![(identity.0.to_owned(), identity.1.to_owned())],
        received: None,
    };
    company.session(TODAY).unwrap().end_person(&choice, Timestamp::now).unwrap();
}

fn an_objection_ends_prospecting_at_once_and_for_good(company: &Company) {
    for id in 1..=4 {
        prospect(company, id, "lead", (id != 4).then_some("2026-11-01T10:00:00+01:00"));
    }
    company.execute(
        "INSERT INTO messages (id, prospect_id, direction, sent_at, body) VALUES
         (31, 1, 'in', '2026-11-02T08:00:00+01:00', 'Hello'), (32, 2, 'in', '2026-11-02T08:00:00+01:00', 'Hello')",
    );
    company.execute("INSERT INTO prospect_topics (prospect_id, topic) VALUES (1, 'scan'), (2, 'scan')");
    end(company, Ending::Objection, &[], ("email", "P1@Example.com"));
    // Another is known by telephone only, written otherwise; the last is undated, and goes all the same.
    end(company, Ending::Objection, &[], ("phone", "0033 1.99.00.00.03"));
    end(company, Ending::Objection, &[], ("email", "p4@example.com"));
    company.apply(TODAY);
    assert_eq!(company.ids("prospects"), ["2"]);
    assert_eq!(company.ids("messages"), ["32"]);
    assert_eq!(company.look("SELECT prospect_id FROM prospect_topics"), ["2"]);
    // An import brings them back, under other keys.
    company.execute(
        "INSERT INTO prospects (id, email, first_name, last_name, phone, status, source, created_at)
         VALUES (8, ' P1@example.COM', 'Lou', 'Dalnet', NULL, 'lead', 'fair', '2026-11-20T10:00:00+01:00'),
                (9, 'other@example.com', 'Lou', 'Dalnet', '+33 1 99 00 00 03', 'lead', 'fair', '2026-11-20T10:00:00+01:00')",
    );
    company.apply(TOMORROW);
    assert_eq!(company.ids("prospects"), ["2"]);
    let who = [("email".to_owned(), "p1@example.com".to_owned())];
    let session = company.session(TOMORROW).unwrap();
    session.consent_person("prospecting", &who, None, Timestamp::now).unwrap();
    prospect(company, 1, "lead", Some("2026-11-23T10:00:00+01:00"));
    company.apply(TOMORROW);
    assert_eq!(company.ids("prospects"), ["1", "2"], "who consents is let in again");
}

fn a_candidate_who_objects_goes_at_once_with_the_files(company: &Company) {
    company.execute(
        "INSERT INTO candidates (id, first_name, last_name, email) VALUES (1, 'Ada', 'Merle', 'ada@example.com'), (2, 'Bo', 'Nil', 'bo@example.com')",
    );
    company.execute(
        "INSERT INTO applications (id, candidate_id, position, stage, applied_at) VALUES
         (11, 1, 'engineer', 'received', '2026-11-01T10:00:00+01:00'), (12, 2, 'engineer', 'received', '2026-11-01T10:00:00+01:00')",
    );
    company.execute(
        "INSERT INTO application_documents (id, application_id, kind, file_name) VALUES (21, 11, 'cv', 'ada.pdf'), (22, 12, 'cv', 'bo.pdf')",
    );
    // Against a contract the law knows no objection; the policy promises one, which is a choice.
    end(company, Ending::Choice, &["recruitment"], ("email", "ada@example.com"));
    company.apply(TODAY);
    assert_eq!(company.ids("candidates"), ["2"]);
    assert_eq!(company.ids("applications"), ["12"]);
    assert_eq!(company.ids("application_documents"), ["22"]);
}

fn an_erasure_leaves_a_contract_in_force_and_the_invoices(company: &Company) {
    for (id, ended) in [(1, "NULL"), (2, "'2026-10-01'")] {
        company.execute(&format!(
            "INSERT INTO customers (id, number, company, civility, first_name, last_name, email, phone, country_code, created_at)
             VALUES ({id}, 'C{id}', 'Lab', 'M.', 'Al', 'Bo', 'c{id}@example.com', NULL, 'FR', '2020-01-01T00:00:00+01:00')"
        ));
        company.execute(&format!(
            "INSERT INTO contracts (id, customer_id, reference, product, signed_on, ended_on)
             VALUES ({id}, {id}, 'R{id}', 'scan', '2020-01-01', {ended})"
        ));
        company.execute(&format!(
            "INSERT INTO invoices (id, customer_id, contract_id, number, issued_on, amount_cents, billed_to)
             VALUES ({id}, {id}, {id}, 'I{id}', '2026-01-01', 100, 'Lab')"
        ));
        end(company, Ending::Erasure, &[], ("client-number", &format!("C{id}")));
    }
    company.apply(TODAY);
    assert_eq!(company.look("SELECT id, number, email FROM customers ORDER BY id")[0], "1 C1 c1@example.com");
    assert_eq!(company.look("SELECT last_name, company FROM customers WHERE id = 2"), ["Bo Lab"]);
    assert!(company.look("SELECT email FROM customers WHERE id = 2 AND email LIKE '%@%'").is_empty());
    assert_eq!(company.ids("invoices"), ["1", "2"]);
    // The contract ends: what was asked for is due from then on.
    company.execute("UPDATE contracts SET ended_on = '2026-11-22' WHERE id = 1");
    company.apply(TOMORROW);
    assert!(company.look("SELECT email FROM customers WHERE email LIKE '%@%'").is_empty());
}

fn an_undated_prospect_stays_and_is_reported(company: &Company) {
    prospect(company, 1, "lead", None);
    prospect(company, 2, "lead", Some("1899-12-30T00:00:00+00:00"));
    prospect(company, 3, "lead", None);
    company.execute(
        "INSERT INTO messages (id, prospect_id, direction, sent_at, body)
         VALUES (31, 3, 'out', '2020-01-01T10:00:00+01:00', 'Hello')",
    );
    let found = company.findings(TODAY, "office.prospects");
    let undatable = found.iter().find(|found| found.code == "plan/undatable").unwrap();
    assert_eq!(undatable.rows, Some(2));
    company.apply(TODAY);
    assert_eq!(company.ids("prospects"), ["1", "2"], "the contact of the third tells its date");
}

fn a_prospect_who_referred_another_loses_what_tells_who_they_are(company: &Company) {
    prospect(company, 1, "lead", Some("2015-01-01T10:00:00+01:00"));
    prospect(company, 2, "lead", Some("2025-01-01T10:00:00+01:00"));
    prospect(company, 3, "lead", Some("2015-01-01T10:00:00+01:00"));
    prospect(company, 4, "lead", Some("2015-01-01T10:00:00+01:00"));
    company.execute(
        "UPDATE prospects SET referred_by = 1 WHERE id = 2; UPDATE prospects SET referred_by = 3 WHERE id = 4;
         UPDATE prospects SET referred_by = 4 WHERE id = 3",
    );
    company.apply(TODAY);
    let left =
        company.look("SELECT id, email, first_name, last_name, phone, status FROM prospects ORDER BY id");
    assert_eq!(
        left,
        ["1 erased-1 - - - lead", "2 p2@example.com Lou Dalnet +33 1 99 00 00 02 lead"],
        "two who referred each other go together"
    );
}

fn a_won_prospect_follows_the_contracts(company: &Company) {
    customer(company, 1);
    contract(company, 10, 1, Some("2021-11-22"));
    prospect(company, 1, "won", Some("2015-01-01T10:00:00+01:00"));
    company.execute("UPDATE prospects SET customer_id = 1");
    company.apply(TODAY);
    assert_eq!(company.ids("prospects"), ["1"]);
    company.apply(TOMORROW);
    assert!(company.ids("prospects").is_empty());
    assert!(company.ids("customers").is_empty());
}

fn an_application_and_its_files_go_two_years_after(company: &Company) {
    company.execute(
        "INSERT INTO candidates (id, first_name, last_name, email) VALUES
         (1, 'Amir', 'Pelquet', 'a1@example.org'), (2, 'Hana', 'Vertier', 'a2@example.org'),
         (3, 'Zoé', 'Nausart', 'a3@example.org')",
    );
    company.execute(
        "INSERT INTO applications (id, candidate_id, position, stage, motivation, applied_at) VALUES
         (11, 1, 'trainer', 'rejected', 'I teach.', '2024-11-21T23:59:59+01:00'),
         (21, 2, 'trainer', 'rejected', 'I teach.', '2024-11-22T00:00:00+01:00'),
         (31, 3, 'trainer', 'rejected', 'I taught.', '2018-03-01T10:00:00+01:00'),
         (32, 3, 'engineer', 'interview', 'I build.', '2026-03-01T10:00:00+01:00')",
    );
    company.execute(
        "INSERT INTO application_documents (id, application_id, kind, file_name) VALUES
         (111, 11, 'cv', 'cv.pdf'), (211, 21, 'cv', 'cv.pdf'), (311, 31, 'cv', 'old.pdf'), (321, 32, 'cv', 'new.pdf')",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("candidates"), ["2", "3"]);
    assert_eq!(company.look("SELECT motivation FROM applications ORDER BY id"), ["I teach.", "I build."]);
    assert_eq!(
        company.ids("application_documents"),
        ["211", "321"],
        "the files of an application go with it"
    );
    company.apply(TOMORROW);
    assert_eq!(company.ids("candidates"), ["3"]);
    assert_eq!(company.ids("application_documents"), ["321"]);
}

fn a_recording_goes_after_a_week(company: &Company) {
    // The last second of 14 November 2026 in Paris, and the first of the day after.
    company.execute(
        "INSERT INTO recordings (id, camera, path, recorded_at) VALUES
         (1, 'gate', '2026-11-14/gate.mp4', 1794697199), (2, 'gate', '2026-11-15/gate.mp4', 1794697200)",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("recordings"), ["2"]);
    company.apply(TOMORROW);
    assert!(company.ids("recordings").is_empty());
}

fn a_recording_takes_its_file_along(company: &Company) {
    company.files(&["2026-11-14/gate.mp4", "2026-11-15/gate.mp4", "2026-11-20/late.mp4"]);
    // The third was recorded long before its file was written to that day's folder.
    company.execute(
        "INSERT INTO recordings (id, camera, path, recorded_at) VALUES
         (1, 'gate', '2026-11-14/gate.mp4', 1794697199), (2, 'gate', '2026-11-15/gate.mp4', 1794697200),
         (3, 'gate', '2026-11-20/late.mp4', 1793000000)",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("recordings"), ["2"]);
    assert!(!company.has_file("2026-11-14"), "nor is its folder left");
    assert!(!company.has_file("2026-11-20/late.mp4"));
    assert!(company.has_file("2026-11-15/gate.mp4"));
    company.apply(TOMORROW);
    assert!(company.ids("recordings").is_empty());
    assert!(!company.has_file("2026-11-15/gate.mp4"));
}

fn a_file_that_no_line_names_goes_after_a_week(company: &Company) {
    company.files(&["2026-11-14/gate.mp4", "2026-11-15/gate.mp4"]);
    company.apply(TODAY);
    assert!(!company.has_file("2026-11-14/gate.mp4"));
    assert!(company.has_file("2026-11-15/gate.mp4"));
}

fn a_recording_under_a_hold_stays_with_its_file(company: &Company) {
    company.files(&["2026-11-01/gate.mp4", "2026-11-02/gate.mp4"]);
    company.execute(
        "INSERT INTO recordings (id, camera, path, recorded_at) VALUES
         (1, 'gate', '2026-11-01/gate.mp4', 1793530800), (2, 'gate', '2026-11-02/gate.mp4', 1793617200)",
    );
    let hold =
        company.hold(TODAY, &["office.recordings: id = 1", "cctv.recordings: path = '2026-11-01/gate.mp4'"]);
    company.apply(TODAY);
    assert_eq!(company.ids("recordings"), ["1"]);
    assert!(company.has_file("2026-11-01/gate.mp4") && !company.has_file("2026-11-02/gate.mp4"));
    company.release(TODAY, &hold);
    company.apply(TODAY);
    assert!(company.ids("recordings").is_empty() && !company.has_file("2026-11-01/gate.mp4"));
}

fn customer(company: &Company, id: u32) {
    company.execute(&format!(
        "INSERT INTO customers (id, number, company, civility, first_name, last_name, email, phone, country_code, created_at)
         VALUES ({id}, 'C-{id}', NULL, 'Mme', 'Selma', 'Oriland', 'c{id}@example.net', '+33 6 39 98 00 0{id}', 'FR',
                 '2012-01-01T10:00:00+01:00')"
    ));
    company.execute(&format!(
        "INSERT INTO addresses (id, customer_id, kind, street, postcode, city) VALUES
         ({id}1, {id}, 'billing', '1 rue Salnet', '35000', 'Saint-Lou-sur-Fer'),
         ({id}2, {id}, 'delivery', '2 rue Salnet', '35000', 'Saint-Lou-sur-Fer')"
    ));
    company.execute(&format!(
        "INSERT INTO tickets (id, customer_id, opened_at, status, message) VALUES ({id}, {id}, 1500000000, 'open', 'Help')"
    ));
}

fn contract(company: &Company, id: u32, customer: u32, ended_on: Option<&str>) {
    let ended_on = ended_on.map_or("NULL".to_owned(), |day| format!("'{day}'"));
    company.execute(&format!(
        "INSERT INTO contracts (id, customer_id, reference, product, signed_on, ended_on)
         VALUES ({id}, {customer}, 'K-{id}', 'scan', '2012-01-01', {ended_on})"
    ));
}

fn a_customer_with_an_open_contract_stays(company: &Company) {
    customer(company, 1);
    contract(company, 10, 1, Some("2013-06-30"));
    contract(company, 11, 1, None);
    company.apply(TODAY);
    assert_eq!(company.look("SELECT email, phone FROM customers"), ["c1@example.net +33 6 39 98 00 01"]);
    assert_eq!(company.ids("addresses"), ["11", "12"]);
    assert_eq!(company.ids("tickets"), ["1"]);
}

fn a_customer_goes_five_years_after_the_last_contract(company: &Company) {
    customer(company, 1);
    contract(company, 10, 1, Some("2021-11-21"));
    contract(company, 11, 1, Some("2019-01-01"));
    customer(company, 2);
    contract(company, 20, 2, Some("2021-11-22"));
    contract(company, 21, 2, Some("2016-01-01"));
    company.apply(TODAY);
    assert_eq!(company.ids("customers"), ["2"], "to the day");
    assert_eq!(company.ids("addresses"), ["21", "22"]);
    assert_eq!(company.ids("tickets"), ["2"]);
    company.apply(TOMORROW);
    for table in ["customers", "contracts", "addresses", "tickets"] {
        assert!(company.ids(table).is_empty(), "{table}");
    }
}

fn an_invoice_keeps_what_it_needs_for_ten_years(company: &Company) {
    customer(company, 1);
    contract(company, 10, 1, Some("2018-03-31"));
    company.execute(
        "INSERT INTO invoices (id, customer_id, contract_id, number, issued_on, billed_to, amount_cents) VALUES
         (101, 1, 10, 'F-101', '2016-11-21', 'Oriland', 100), (102, 1, 10, 'F-102', '2016-11-22', 'Oriland', 100);
         INSERT INTO invoice_lines (invoice_id, line_no, description, amount_cents) VALUES
         (101, 1, 'a day', 100), (102, 1, 'a day', 100)",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("invoices"), ["102"], "ten years from issue, to the day");
    assert_eq!(company.look("SELECT invoice_id FROM invoice_lines"), ["102"]);
    let left = company.look("SELECT number, civility, first_name, last_name, email, phone FROM customers");
    assert_eq!(
        left,
        ["C-1 Mme Selma Oriland erased-1 -"],
        "an invoice needs a name, and neither e-mail nor telephone"
    );
    assert_eq!(company.look("SELECT kind, street FROM addresses"), ["billing 1 rue Salnet"]);
    assert!(company.ids("tickets").is_empty());
    company.apply(TOMORROW);
    for table in ["customers", "contracts", "addresses", "invoices"] {
        assert!(company.ids(table).is_empty(), "{table}");
    }
}

fn a_supplier_goes_as_a_customer_does(company: &Company) {
    for id in 1..=4 {
        company.execute(&format!(
            "INSERT INTO suppliers (id, name, contact_name, email, phone, bank_account, country_code)
             VALUES ({id}, 'Labo Zelnet', 'Basile Zelnet', 's{id}@example.com', '+33 1 99 00 11 22', 'TEST', 'FR')"
        ));
    }
    company.execute(
        "INSERT INTO supplier_contracts (id, supplier_id, signed_on, ended_on) VALUES
         (1, 1, '2012-01-01', NULL), (2, 2, '2012-01-01', '2021-11-21'), (3, 3, '2012-01-01', '2021-11-22'),
         (4, 4, '2012-01-01', '2018-01-01')",
    );
    company.execute(
        "INSERT INTO supplier_invoices (id, supplier_id, number, issued_on, amount_cents) VALUES
         (41, 4, 'S-41', '2016-11-22', 500), (42, 4, 'S-42', '2012-01-01', 500)",
    );
    company.apply(TODAY);
    let left = company.look("SELECT id, name, contact_name, email, bank_account FROM suppliers ORDER BY id");
    assert_eq!(
        left,
        [
            "1 Labo Zelnet Basile Zelnet s1@example.com TEST",
            "3 Labo Zelnet Basile Zelnet s3@example.com TEST",
            "4 Labo Zelnet - erased-4 -",
        ]
    );
    assert_eq!(company.ids("supplier_invoices"), ["41"]);
    company.apply(TOMORROW);
    assert_eq!(company.ids("suppliers"), ["1"], "an open contract stays");
}

fn candidate_of_today(company: &Company) {
    company.execute(
        "INSERT INTO candidates (id, first_name, last_name, email, marital_status)
         VALUES (1, 'Noé', 'Gardier', 'noe@example.com', 'married')",
    );
    company.execute(
        "INSERT INTO applications (id, candidate_id, position, stage, applied_at)
         VALUES (1, 1, 'trainer', 'received', '2026-11-20T10:00:00+01:00')",
    );
}

fn a_column_that_nothing_needs_goes_once_confirmed(company: &Company) {
    candidate_of_today(company);
    let confirmed = "unneeded = [\"marital_status\"]\n";
    company.change("map.toml", confirmed, "");
    let found = company.findings(TODAY, "office.candidates.marital_status");
    assert_eq!(
        found.iter().map(|found| (found.code.as_str(), found.rows)).collect::<Vec<_>>(),
        [("plan/unneeded", Some(1))]
    );
    company.apply(TODAY);
    assert_eq!(company.look("SELECT email, marital_status FROM candidates"), ["noe@example.com married"]);
    company.change(
        "map.toml",
        "\n[store.office.applications]",
        &format!("{confirmed}\n[store.office.applications]"),
    );
    company.apply(TODAY);
    assert_eq!(company.look("SELECT email, marital_status FROM candidates"), ["noe@example.com -"]);
}

fn a_column_that_the_map_does_not_speak_of_is_reported_and_left_alone(company: &Company) {
    candidate_of_today(company);
    company
        .execute("ALTER TABLE candidates ADD COLUMN shoe_size text; UPDATE candidates SET shoe_size = '43'");
    company.execute(
        "CREATE TABLE birthdays (id integer PRIMARY KEY, name text); INSERT INTO birthdays VALUES (1, 'Noé')",
    );
    assert!(!company.findings(TODAY, "office.candidates.shoe_size").is_empty());
    assert!(!company.findings(TODAY, "office.birthdays").is_empty());
    company.apply(TODAY);
    assert_eq!(company.look("SELECT shoe_size FROM candidates"), ["43"]);
    assert_eq!(company.look("SELECT name FROM birthdays"), ["Noé"]);
}

fn an_activity_without_an_end_is_refused(company: &Company) {
    company.change("policy.toml", "keep = \"until answered\"\n", "");
    let Err(OpenError::Faulty(findings)) = company.session(TODAY) else { panic!("the files open") };
    assert!(findings.iter().any(|finding| finding.code == "policy/missing-end"), "{findings:?}");
}

fn a_period_is_told_as_active(company: &Company) {
    customer(company, 1);
    contract(company, 10, 1, Some("2024-06-30"));
    let needs = company.explain(TODAY, "office.customers", &["1"]).needs;
    let management = needs.iter().find(|reason| reason.activity == "customer-management").unwrap();
    assert_eq!(management.verdict, Verdict::Live { state: State::Active, last_day: Some(date(2029, 6, 30)) });
    assert_eq!(management.clauses, ["3dsoft/16"]);
}

/// 3dsoft/07 on a whole company: what stays after apply is what is needed, the same rows on every engine.
#[test]
fn a_whole_company_keeps_only_what_is_needed() {
    same_on_all("3dsoft", Kind::Services, TODAY);
}
