//! What Softnlabs promises about data, shown to the day on every engine. `policies/softnlabs/promises.md` says which test shows
//! what.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs)]

mod driver;

use abide_testkit::company::Kind;
use driver::{Company, on_each, same_on_all};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 22);
const TOMORROW: Date = date(2026, 11, 23);
/// The last second of 21 May 2026 in Paris.
const END_OF_21_MAY: i64 = 1_779_400_799;

on_each! { "softnlabs":
    what_a_site_logs_goes_after_six_months
    a_visit_over_midnight_loses_its_first_day_first
    a_log_file_goes_after_six_months
    a_login_goes_after_six_months_and_its_client_stays
    six_months_end_with_a_short_month
    an_applicant_goes_five_years_after_the_last_contact
    an_earlier_application_goes_before_a_later_one
    five_years_after_a_leap_day
    a_client_goes_five_years_after_the_last_licence
    an_invoice_keeps_what_it_needs_for_ten_years
    a_product_profile_goes_a_year_after_it_was_used
    a_prospect_goes_three_years_after_the_form_or_the_last_click
    a_question_goes_three_months_after_its_answer
}

/// The sites and products that the other rows refer to.
fn furnish(company: &Company) {
    company.execute(
        "INSERT INTO sites (code, entity, host) VALUES ('group', 'The company', 'www.example.com');
         INSERT INTO products (code, name) VALUES ('desk', 'Desk')",
    );
}

fn visit(company: &Company, id: u32, started_at: &str, viewed: &[i64]) {
    company.execute(&format!(
        "INSERT INTO visits (id, site_code, visitor_key, ip_address, user_agent, started_at)
         VALUES ({id}, 'group', 'k{id}', '203.0.113.9', 'Firefox/142.0', '{started_at}')"
    ));
    for (number, seconds) in (1..).zip(viewed) {
        company.execute(&format!(
            "INSERT INTO page_views (visit_id, number, page, viewed_at) VALUES ({id}, {number}, '/', {seconds}999)"
        ));
    }
}

fn what_a_site_logs_goes_after_six_months(company: &Company) {
    furnish(company);
    visit(company, 1, "2026-05-21T23:59:59+02:00", &[END_OF_21_MAY]);
    visit(company, 2, "2026-05-22T00:00:00+02:00", &[END_OF_21_MAY + 1]);
    company.apply(TODAY);
    assert_eq!(company.ids("visits"), ["2"], "kept on the last day, gone the next");
    assert_eq!(company.look("SELECT visit_id FROM page_views"), ["2"]);
    company.apply(TOMORROW);
    assert!(company.ids("visits").is_empty());
    assert!(company.look("SELECT visit_id FROM page_views").is_empty());
}

fn a_visit_over_midnight_loses_its_first_day_first(company: &Company) {
    furnish(company);
    visit(company, 1, "2026-05-21T23:50:00+02:00", &[END_OF_21_MAY, END_OF_21_MAY + 60]);
    company.apply(TODAY);
    assert_eq!(
        company.look("SELECT id, visitor_key, ip_address, user_agent FROM visits"),
        ["1 - - -"],
        "the second day's page still hangs on it, and nobody is told by it"
    );
    assert_eq!(company.look("SELECT number FROM page_views"), ["2"]);
    company.apply(TOMORROW);
    assert!(company.ids("visits").is_empty());
}

fn a_log_file_goes_after_six_months(company: &Company) {
    company.files(&[
        "www/access.log",
        "www/access.log-20260521.gz",
        "www/access.log-20260522.gz",
        "shop/access.log-20260521",
        "shop/access.log-20261121",
    ]);
    company.apply(TODAY);
    assert!(!company.has_file("www/access.log-20260521.gz") && !company.has_file("shop/access.log-20260521"));
    assert!(company.has_file("www/access.log-20260522.gz"), "kept on the last day");
    assert!(company.has_file("www/access.log") && company.has_file("shop/access.log-20261121"));
    company.apply(TOMORROW);
    assert!(!company.has_file("www/access.log-20260522.gz"));
}

fn login(company: &Company, id: u32, client: &str, logged_at: i64) {
    company.execute(&format!(
        "INSERT INTO logins (id, client_id, product_code, user_name, ip_address, succeeded, logged_at)
         VALUES ({id}, {client}, 'desk', 'selma', '203.0.113.9', true, {logged_at})"
    ));
}

fn a_login_goes_after_six_months_and_its_client_stays(company: &Company) {
    furnish(company);
    client(company, 1, &[None]);
    login(company, 1, "1", END_OF_21_MAY);
    login(company, 2, "1", END_OF_21_MAY + 1);
    login(company, 3, "NULL", END_OF_21_MAY);
    company.apply(TODAY);
    assert_eq!(company.ids("logins"), ["2"]);
    assert_eq!(company.ids("clients"), ["1"]);
    company.apply(TOMORROW);
    assert!(company.ids("logins").is_empty());
    assert_eq!(company.ids("clients"), ["1"]);
}

fn six_months_end_with_a_short_month(company: &Company) {
    furnish(company);
    // Noon of 31 August 2025 in Paris: six months on, February has 28 days.
    visit(company, 1, "2025-08-31T12:00:00+02:00", &[1_756_634_400]);
    company.apply(date(2026, 2, 28));
    assert_eq!(company.ids("visits"), ["1"]);
    company.apply(date(2026, 3, 1));
    assert!(company.ids("visits").is_empty());
}

fn applicant(company: &Company, id: u32) {
    company.execute(&format!(
        "INSERT INTO applicants (id, first_name, last_name, email, phone, qualifications, experience)
         VALUES ({id}, 'Hana', 'Vertier', 'a{id}@example.org', '+33 1 99 00 00 0{id}', 'A degree', 'Four years')"
    ));
}

fn application(company: &Company, id: u32, applicant: u32, applied_at: &str) {
    company.execute(&format!(
        "INSERT INTO applications (id, applicant_id, kind, position, motivation, applied_at)
         VALUES ({id}, {applicant}, 'job', 'tester', 'I like things that work.', '{applied_at}')"
    ));
    company.execute(&format!(
        "INSERT INTO application_files (application_id, number, file_name) VALUES ({id}, 1, 'cv-{id}.pdf')"
    ));
}

fn exchange(company: &Company, id: u32, applicant: u32, held_on: &str) {
    company.execute(&format!(
        "INSERT INTO applicant_exchanges (id, applicant_id, channel, note, held_on)
         VALUES ({id}, {applicant}, 'phone', 'asks about the team', '{held_on}')"
    ));
}

fn an_applicant_goes_five_years_after_the_last_contact(company: &Company) {
    applicant(company, 1);
    application(company, 11, 1, "2021-11-21T23:59:59+01:00");
    applicant(company, 2);
    application(company, 21, 2, "2021-11-22T00:00:00+01:00");
    applicant(company, 3);
    application(company, 31, 3, "2018-03-01T10:00:00+01:00");
    exchange(company, 31, 3, "2021-11-22");
    applicant(company, 4);
    application(company, 41, 4, "2018-03-01T10:00:00+01:00");
    exchange(company, 41, 4, "2021-11-21");
    company.apply(TODAY);
    assert_eq!(company.ids("applicants"), ["2", "3"], "to the day, from whichever contact came last");
    assert_eq!(company.ids("applications"), ["21", "31"], "an application stays as long as one is in touch");
    assert_eq!(
        company.look("SELECT file_name FROM application_files ORDER BY 1"),
        ["cv-21.pdf", "cv-31.pdf"]
    );
    assert_eq!(company.ids("applicant_exchanges"), ["31"]);
    company.apply(TOMORROW);
    for table in ["applicants", "applications", "applicant_exchanges"] {
        assert!(company.ids(table).is_empty(), "{table}");
    }
    assert!(company.look("SELECT file_name FROM application_files").is_empty());
}

fn an_earlier_application_goes_before_a_later_one(company: &Company) {
    applicant(company, 1);
    application(company, 11, 1, "2019-05-01T10:00:00+02:00");
    application(company, 12, 1, "2025-05-01T10:00:00+02:00");
    company.apply(TODAY);
    assert_eq!(company.ids("applications"), ["12"]);
    assert_eq!(company.look("SELECT email, experience FROM applicants"), ["a1@example.org Four years"]);
}

fn five_years_after_a_leap_day(company: &Company) {
    applicant(company, 1);
    application(company, 11, 1, "2024-02-29T10:00:00+01:00");
    company.apply(date(2029, 2, 28));
    assert_eq!(company.ids("applicants"), ["1"]);
    company.apply(date(2029, 3, 1));
    assert!(company.ids("applicants").is_empty());
}

/// A client with a licence for each of the ends, which run on where there is none.
fn client(company: &Company, id: u32, ends: &[Option<&str>]) {
    company.execute(&format!(
        "INSERT INTO clients (id, number, company, first_name, last_name, email, phone, postcode, country_code, created_at)
         VALUES ({id}, 'N{id}', 'Labo Zelnet', 'Selma', 'Oriland', 'c{id}@example.net', '+33 6 39 98 00 0{id}', '35000',
                 'FR', '2012-01-01T10:00:00+01:00')"
    ));
    for (number, ended_on) in ends.iter().enumerate() {
        let ended_on = ended_on.map_or("NULL".to_owned(), |day| format!("'{day}'"));
        company.execute(&format!(
            "INSERT INTO licences (id, client_id, product_code, seats, started_on, ended_on)
             VALUES ({id}{number}, {id}, 'desk', 3, '2012-01-01', {ended_on})"
        ));
        company.execute(&format!(
            "INSERT INTO tickets (id, client_id, licence_id, subject, message, opened_at)
             VALUES ({id}{number}, {id}, {id}{number}, 'Help', 'It is slow.', 1500000000)"
        ));
    }
}

fn a_client_goes_five_years_after_the_last_licence(company: &Company) {
    furnish(company);
    client(company, 1, &[Some("2021-11-21"), Some("2019-01-01")]);
    client(company, 2, &[Some("2021-11-22")]);
    client(company, 3, &[Some("2013-06-30"), None]);
    company.apply(TODAY);
    assert_eq!(company.ids("clients"), ["2", "3"]);
    assert_eq!(company.look("SELECT count(*) FROM tickets WHERE client_id = 1"), ["0"]);
    company.apply(TOMORROW);
    assert_eq!(company.ids("clients"), ["3"], "a licence that runs on keeps its client");
    assert_eq!(company.ids("tickets"), ["30", "31"]);
}

fn an_invoice_keeps_what_it_needs_for_ten_years(company: &Company) {
    furnish(company);
    client(company, 1, &[Some("2018-03-31")]);
    company.execute(
        "INSERT INTO invoices (id, client_id, number, billed_to, issued_on, amount_cents) VALUES
         (101, 1, 'S-101', 'Oriland', '2016-11-21', 100), (102, 1, 'S-102', 'Oriland', '2016-11-22', 100)",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("invoices"), ["102"]);
    let left = company.look("SELECT number, company, last_name, email, phone, postcode FROM clients");
    assert_eq!(left, ["N1 Labo Zelnet Oriland erased-1 - 35000"]);
    assert!(company.ids("tickets").is_empty());
    company.apply(TOMORROW);
    assert!(company.ids("clients").is_empty());
}

fn a_product_profile_goes_a_year_after_it_was_used(company: &Company) {
    furnish(company);
    client(company, 1, &[None]);
    client(company, 2, &[None]);
    company.execute(
        "INSERT INTO product_profiles (client_id, product_code, preferences, last_used_at) VALUES
         (1, 'desk', 'wide', '2025-11-21T23:59:59+01:00'), (2, 'desk', 'wide', '2025-11-22T00:00:00+01:00')",
    );
    company.apply(TODAY);
    assert_eq!(company.look("SELECT client_id FROM product_profiles"), ["2"]);
    assert_eq!(company.ids("clients"), ["1", "2"]);
    company.apply(TOMORROW);
    assert!(company.look("SELECT client_id FROM product_profiles").is_empty());
}

fn a_prospect_goes_three_years_after_the_form_or_the_last_click(company: &Company) {
    furnish(company);
    for (id, consented_at) in [
        (1, "2023-11-21T23:59:59+01:00"),
        (2, "2023-11-22T00:00:00+01:00"),
        (3, "2019-05-01T10:00:00+02:00"),
        (4, "2019-05-01T10:00:00+02:00"),
    ] {
        company.execute(&format!(
            "INSERT INTO prospects (id, email, last_name, site_code, form, consented_at)
             VALUES ({id}, 'p{id}@example.com', 'Dalnet', 'group', 'trial-form-5', '{consented_at}')"
        ));
    }
    company.execute(
        "INSERT INTO mailings (id, prospect_id, campaign, sent_at, clicked_at) VALUES
         (31, 3, 'spring', '2023-11-20T08:00:00+01:00', '2023-11-22T08:00:00+01:00'),
         (41, 4, 'spring', '2023-11-22T08:00:00+01:00', NULL)",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("prospects"), ["2", "3"], "a click is a contact, a message sent is none");
    company.apply(TOMORROW);
    assert!(company.ids("prospects").is_empty());
}

fn a_question_goes_three_months_after_its_answer(company: &Company) {
    furnish(company);
    company.execute(
        "INSERT INTO questions (id, site_code, name, email, message, asked_at, answered_at) VALUES
         (1, 'group', 'Inès Roubert', 'i@example.com', 'Why?', '2026-08-01T09:00:00+02:00', '2026-08-21T23:59:59+02:00'),
         (2, 'group', NULL, 't@example.com', 'Why?', '2026-08-01T09:00:00+02:00', '2026-08-22T00:00:00+02:00'),
         (3, 'group', NULL, 'r@example.com', 'Why?', '2019-08-01T09:00:00+02:00', NULL)",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("questions"), ["2", "3"]);
    company.apply(TOMORROW);
    assert_eq!(company.ids("questions"), ["3"], "who has no answer yet is not forgotten");
}

/// On a whole company: what stays after apply is what is needed, the same rows on every engine.
#[test]
fn a_whole_company_keeps_only_what_is_needed() {
    same_on_all("softnlabs", Kind::Software, TODAY);
}
