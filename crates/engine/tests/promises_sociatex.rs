//! What Sociatex promises about data, shown to the day on every engine. `policies/sociatex/promises.md` says which test shows what.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs)]

mod driver;

use abide_engine::{
    apply::Options,
    session::{Again, OpenError, RESTORED, Since},
};
use abide_testkit::company::Kind;
use driver::{Company, on_each, same_on_all};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

const TODAY: Date = date(2026, 11, 22);
const TOMORROW: Date = date(2026, 11, 23);
/// The last second of 21 November 2025 in Paris.
const END_OF_21_NOVEMBER: i64 = 1_763_765_999;

on_each! { "sociatex":
    bank_details_of_who_does_not_pay_by_direct_debit_go
    bank_details_stay_while_a_debit_can_be_disputed
    a_client_goes_three_years_after_the_relationship
    after_a_restore_every_erasure_since_the_backup_is_carried_out_again
    an_invoice_keeps_what_it_needs_for_ten_years
    how_long_a_card_is_kept_depends_on_its_kind
    a_card_is_kept_until_all_is_paid
    a_stored_security_code_is_a_breach
    a_stored_card_number_is_a_breach
    what_a_judge_may_ask_for_goes_after_twelve_months
    a_form_goes_after_six_months
    a_backup_goes_after_thirty_days
    ending_a_tenant_erases_its_rows_and_no_others
    what_is_measured_tells_nobody
    a_subscriber_goes_three_years_after_the_last_click
}

/// A client with contracts that ended on these days, or run on.
fn client(company: &Company, id: u32, method: &str, ends: &[Option<&str>]) {
    company.execute(&format!(
        "INSERT INTO clients (id, number, company, first_name, last_name, email, phone, country_code, payment_method, iban, bic,
                              created_at)
         VALUES ({id}, 'C{id}', 'Labo Zelnet', 'Selma', 'Oriland', 'c{id}@example.net', '+33 6 39 98 00 0{id}', 'FR', '{method}',
                 'TEST{id}', 'TESTFRPP', '2012-01-01T10:00:00+01:00')"
    ));
    company.execute(&format!(
        "INSERT INTO addresses (client_id, kind, street, postcode, city) VALUES
         ({id}, 'billing', '1 rue Salnet', '35000', 'Saint-Lou-sur-Fer'),
         ({id}, 'delivery', '2 rue Salnet', '35000', 'Saint-Lou-sur-Fer');
         INSERT INTO accounts (client_id, login, password_hash) VALUES ({id}, 'selma{id}', 'invented');
         INSERT INTO quotes (id, client_id, number, wording) VALUES ({id}, {id}, 'Q{id}', 'Two servers');
         INSERT INTO tickets (id, client_id, subject, opened_at) VALUES ({id}, {id}, 'Help', '2013-01-01T10:00:00+01:00')"
    ));
    for (number, ended_on) in ends.iter().enumerate() {
        let ended_on = ended_on.map_or("NULL".to_owned(), |day| format!("'{day}'"));
        company.execute(&format!(
            "INSERT INTO contracts (id, client_id, reference, product, started_on, ended_on)
             VALUES ({id}{number}, {id}, 'K-{id}{number}', 'hosting', '2012-01-01', {ended_on})"
        ));
    }
}

fn bank_details_of_who_does_not_pay_by_direct_debit_go(company: &Company) {
    client(company, 1, "direct-debit", &[None]);
    client(company, 2, "transfer", &[None]);
    client(company, 3, "card", &[None]);
    let plan = company.plan(TODAY);
    let planned: Vec<_> = plan.stores[0].steps.iter().filter(|planned| planned.rows > 0).collect();
    assert_eq!(planned.len(), 1, "{planned:#?}");
    assert_eq!(planned[0].rows, 2, "two clients of three do not pay by direct debit");
    assert_eq!(planned[0].step.clauses, ["sociatex/05"]);
    company.apply(TODAY);
    let bank = "SELECT id, email, iban, bic FROM clients ORDER BY id";
    assert_eq!(
        company.look(bank),
        ["1 c1@example.net TEST1 TESTFRPP", "2 c2@example.net - -", "3 c3@example.net - -"]
    );
    company.execute("UPDATE clients SET payment_method = 'card' WHERE id = 1");
    company.apply(TODAY);
    assert_eq!(
        company.look(bank)[0],
        "1 c1@example.net - -",
        "who changes the way to pay leaves none behind"
    );
}

fn bank_details_stay_while_a_debit_can_be_disputed(company: &Company) {
    client(company, 1, "direct-debit", &[Some("2025-10-21"), Some("2019-01-01")]);
    client(company, 2, "direct-debit", &[Some("2025-10-22")]);
    company.apply(TODAY);
    assert_eq!(company.look("SELECT id, iban FROM clients ORDER BY id"), ["1 -", "2 TEST2"]);
    company.apply(TOMORROW);
    assert_eq!(company.look("SELECT id, iban FROM clients ORDER BY id"), ["1 -", "2 -"]);
}

const OF_CLIENTS: [&str; 4] = ["contracts", "quotes", "tickets", "clients"];

fn a_client_goes_three_years_after_the_relationship(company: &Company) {
    client(company, 1, "card", &[Some("2023-11-21"), Some("2019-01-01")]);
    client(company, 2, "card", &[Some("2023-11-22")]);
    client(company, 3, "card", &[Some("2015-01-01"), None]);
    company.apply(TODAY);
    assert_eq!(company.ids("clients"), ["2", "3"], "to the day");
    assert_eq!(company.ids("quotes"), ["2", "3"]);
    assert_eq!(company.look("SELECT login FROM accounts ORDER BY 1"), ["selma2", "selma3"]);
    company.apply(TOMORROW);
    for table in ["clients", "quotes", "tickets"] {
        assert_eq!(company.ids(table), ["3"], "{table}: a contract runs on");
    }
    assert_eq!(company.look("SELECT DISTINCT client_id FROM addresses"), ["3"]);
}

fn after_a_restore_every_erasure_since_the_backup_is_carried_out_again(company: &Company) {
    let clients = || {
        client(company, 1, "card", &[Some("2023-11-21"), Some("2019-01-01")]);
        client(company, 2, "card", &[Some("2023-11-22")]);
        client(company, 3, "card", &[Some("2015-01-01"), None]);
    };
    clients();
    let backup = Timestamp::now();
    company.apply(TODAY);
    company.apply(TOMORROW);
    // What the backup brings back: all that was there, and none of the tokens.
    for table in ["addresses", "accounts", "quotes", "tickets", "contracts", "clients", "abide_token"] {
        company.execute(&format!("DELETE FROM {table}"));
    }
    clients();
    let session = company.session(TOMORROW).unwrap();
    let findings = session.plan(None, None).unwrap().stores.remove(0).findings;
    assert_eq!(findings[0].code, RESTORED);
    let since = Since { store: "panel", moment: backup, dry: false };
    let replayed = session.replay(since, &Options::default(), Timestamp::now, &mut ()).unwrap();
    assert_eq!(replayed.applies.len(), 2, "{replayed:#?}");
    assert!(replayed.applies.iter().all(Again::is_same), "{replayed:#?}");
    assert_eq!(company.ids("clients"), ["3"]);
    assert!(company.plan(TOMORROW).is_empty());
}

fn an_invoice_keeps_what_it_needs_for_ten_years(company: &Company) {
    client(company, 1, "card", &[Some("2018-03-31")]);
    company.execute(
        "INSERT INTO invoices (id, client_id, number, billed_to, issued_on, amount_cents) VALUES
         (101, 1, 'F-101', 'Oriland', '2016-11-21', 100), (102, 1, 'F-102', 'Oriland', '2016-11-22', 100);
         INSERT INTO invoice_lines (invoice_id, line_no, description, amount_cents) VALUES
         (101, 1, 'a month', 100), (102, 1, 'a month', 100)",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("invoices"), ["102"], "ten years from issue, to the day");
    assert_eq!(company.look("SELECT invoice_id FROM invoice_lines"), ["102"]);
    let left = company.look("SELECT number, company, last_name, email, phone, iban FROM clients");
    assert_eq!(left, ["C1 Labo Zelnet Oriland erased-1 - -"], "longer than the client's other data");
    assert_eq!(company.look("SELECT kind FROM addresses"), ["billing"]);
    assert!(company.look("SELECT login FROM accounts").is_empty());
    company.apply(TOMORROW);
    for table in OF_CLIENTS {
        assert!(company.ids(table).is_empty(), "{table}");
    }
}

fn card_payment(company: &Company, id: u32, kind: &str, paid: &[Option<&str>]) {
    company.execute(&format!(
        "INSERT INTO card_payments (id, client_id, card_kind, card_reference, card_expiry, amount_cents)
         VALUES ({id}, 1, '{kind}', 'tok_{id} 411111******1111', '12/27', 4900)"
    ));
    for (number, paid_on) in paid.iter().enumerate() {
        let paid_on = paid_on.map_or("NULL".to_owned(), |day| format!("'{day}'"));
        company.execute(&format!(
            "INSERT INTO instalments (id, payment_id, amount_cents, due_on, paid_on)
             VALUES ({id}{number}, {id}, 4900, '2025-01-01', {paid_on})"
        ));
    }
}

fn how_long_a_card_is_kept_depends_on_its_kind(company: &Company) {
    client(company, 1, "card", &[None]);
    card_payment(company, 1, "immediate", &[Some("2025-10-21")]);
    card_payment(company, 2, "immediate", &[Some("2025-10-22")]);
    card_payment(company, 3, "deferred", &[Some("2025-08-21")]);
    card_payment(company, 4, "deferred", &[Some("2025-08-22")]);
    card_payment(company, 5, "deferred", &[Some("2025-10-21")]);
    company.apply(TODAY);
    assert_eq!(company.ids("card_payments"), ["2", "4", "5"], "13 months, or 15");
    assert_eq!(company.ids("instalments"), ["20", "40", "50"]);
    company.apply(TOMORROW);
    assert_eq!(company.ids("card_payments"), ["5"]);
    company.apply(date(2027, 1, 21));
    assert_eq!(company.ids("card_payments"), ["5"]);
    company.apply(date(2027, 1, 22));
    assert!(company.ids("card_payments").is_empty());
    assert!(company.ids("instalments").is_empty());
    assert_eq!(company.ids("clients"), ["1"]);
}

fn a_card_is_kept_until_all_is_paid(company: &Company) {
    client(company, 1, "card", &[None]);
    card_payment(company, 1, "immediate", &[Some("2024-01-05"), Some("2025-10-22"), Some("2024-02-05")]);
    card_payment(company, 2, "immediate", &[Some("2021-01-05"), None]);
    company.apply(TODAY);
    assert_eq!(company.ids("card_payments"), ["1", "2"]);
    company.apply(TOMORROW);
    assert_eq!(company.look("SELECT card_reference FROM card_payments"), ["tok_2 411111******1111"]);
    company.execute("UPDATE instalments SET paid_on = '2025-10-22' WHERE paid_on IS NULL");
    company.apply(TOMORROW);
    assert!(company.ids("card_payments").is_empty());
}

fn a_stored_security_code_is_a_breach(company: &Company) {
    client(company, 1, "card", &[None]);
    card_payment(company, 1, "immediate", &[None]);
    company.execute("ALTER TABLE card_payments ADD COLUMN cvc text; UPDATE card_payments SET cvc = '123'");
    let mapped = "card_expiry = \"financial.card.expiry\"";
    company.change("map.toml", mapped, &format!("{mapped}, cvc = \"financial.card.security_code\""));
    let Err(OpenError::Faulty(findings)) = company.session(TODAY) else { panic!("the files open") };
    let breach = findings.iter().find(|finding| finding.code == "map/forbidden-field").unwrap();
    assert_eq!(breach.place.as_deref(), Some("panel.card_payments.cvc"));
    company.change(
        "map.toml",
        "\n[store.panel.instalments]",
        "unneeded = [\"cvc\"]\n\n[store.panel.instalments]",
    );
    company.apply(TODAY);
    assert_eq!(
        company.look("SELECT card_reference, cvc FROM card_payments"),
        ["tok_1 411111******1111 -"],
        "once its removal is confirmed it goes, and the reference stays"
    );
}

fn a_stored_card_number_is_a_breach(company: &Company) {
    client(company, 1, "card", &[None]);
    client(company, 2, "card", &[None]);
    let place = "panel.tickets.message";
    company.execute("UPDATE tickets SET message = 'It ends with 411111******1111.'");
    assert!(company.findings(TODAY, place).is_empty(), "first six and last four");
    company.execute("UPDATE tickets SET message = 'It is 4111 1111 1111 1111, valid 12/27.' WHERE id = 2");
    let found = company.findings(TODAY, place);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code.as_str(), found[0].rows), ("plan/forbidden-content", Some(1)));
    let said = abide_engine::in_english(&found[0].message);
    assert!(said.contains("sociatex/11"), "{said}");
    assert!(!format!("{found:?}").contains("1111 1111"), "the number itself is never told");
}

fn what_a_judge_may_ask_for_goes_after_twelve_months(company: &Company) {
    client(company, 1, "card", &[None]);
    company.execute(&format!(
        "INSERT INTO connection_log (id, client_id, ip_address, port, connected_at) VALUES
         (1, 1, '203.0.113.9', 4000, {END_OF_21_NOVEMBER}), (2, 1, '203.0.113.9', 4000, {END_OF_21_NOVEMBER} + 1),
         (3, NULL, '203.0.113.9', 4000, {END_OF_21_NOVEMBER})"
    ));
    company.execute(
        "INSERT INTO subscriber_records (id, client_id, name, email, phone, paid, collected_at) VALUES
         (1, 1, 'Selma Oriland', 'c1@example.net', NULL, '49.00', '2025-11-21T23:59:59+01:00'),
         (2, 1, 'Selma Oriland', 'c1@example.net', NULL, '49.00', '2025-11-22T00:00:00+01:00')",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("connection_log"), ["2"]);
    assert_eq!(company.ids("subscriber_records"), ["2"]);
    company.apply(TOMORROW);
    assert!(company.ids("connection_log").is_empty());
    assert!(company.ids("subscriber_records").is_empty());
    assert_eq!(company.ids("clients"), ["1"], "an activity of its own: the client is not touched");
}

fn a_form_goes_after_six_months(company: &Company) {
    company.execute(
        "INSERT INTO sites (code, host) VALUES ('www', 'www.example.com');
         INSERT INTO form_requests (id, site_code, form, name, email, message, submitted_at) VALUES
         (1, 'www', 'contact', 'Inès Roubert', 'i@example.com', 'Hello?', '2026-05-21T23:59:59+02:00'),
         (2, 'www', 'quote', 'Théo Valnet', 't@example.com', 'How much?', '2026-05-22T00:00:00+02:00')",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("form_requests"), ["2"]);
    company.apply(TOMORROW);
    assert!(company.ids("form_requests").is_empty());
}

fn a_backup_goes_after_thirty_days(company: &Company) {
    let gone = ["2026-10-22/panel.sql.gz", "2026-10-22/tenant-0.tar.zst"];
    let last = ["2026-10-23/panel.sql.gz", "2026-10-23/tenant-12.tar.zst"];
    company.files(&[gone, last].concat());
    company.files(&["2026-11-21/tenant-12.tar.zst"]);
    company.apply(TODAY);
    assert!(gone.iter().all(|name| !company.has_file(name)), "31 days old");
    assert!(last.iter().all(|name| company.has_file(name)), "kept on the last day");
    company.apply(TOMORROW);
    assert!(last.iter().all(|name| !company.has_file(name)));
    assert!(company.has_file("2026-11-21/tenant-12.tar.zst"));
}

fn tenant(company: &Company, id: u32, client: u32, ended_on: Option<&str>) {
    let ended_on = ended_on.map_or("NULL".to_owned(), |day| format!("'{day}'"));
    company.execute(&format!(
        "INSERT INTO tenants (id, client_id, label, opened_on, ended_on)
         VALUES ({id}, {client}, 'Studio {id}', '2015-01-01', {ended_on});
         INSERT INTO tenant_users (tenant_id, number, name, email) VALUES
         ({id}, 1, 'Rosa Morvaux', 'rosa@example.com'), ({id}, 2, 'Yanis Quinart', 'yanis@example.com');
         INSERT INTO tenant_documents (id, tenant_id, owner_number, title) VALUES
         ({id}1, {id}, 1, 'Minutes'), ({id}2, {id}, NULL, 'Plan');
         INSERT INTO tenant_messages (id, document_id, body, sent_at) VALUES ({id}1, {id}1, 'Seen?', 1500000000)"
    ));
}

fn ending_a_tenant_erases_its_rows_and_no_others(company: &Company) {
    client(company, 1, "card", &[None]);
    client(company, 2, "card", &[None]);
    tenant(company, 1, 1, Some("2025-11-21"));
    tenant(company, 2, 1, None);
    tenant(company, 3, 2, Some("2025-11-22"));
    company.apply(TODAY);
    assert_eq!(company.ids("tenants"), ["2", "3"], "a year after its contract, to the day");
    assert_eq!(
        company.look("SELECT tenant_id, number FROM tenant_users ORDER BY 1, 2"),
        ["2 1", "2 2", "3 1", "3 2"],
        "the same people elsewhere stay"
    );
    assert_eq!(company.ids("tenant_documents"), ["21", "22", "31", "32"]);
    assert_eq!(company.ids("tenant_messages"), ["21", "31"]);
    assert_eq!(company.ids("clients"), ["1", "2"], "its client is the company's own");
    company.apply(TOMORROW);
    assert_eq!(company.ids("tenants"), ["2"]);
    assert_eq!(company.ids("tenant_messages"), ["21"]);
}

fn what_is_measured_tells_nobody(company: &Company) {
    company.execute(
        "INSERT INTO sites (code, host) VALUES ('www', 'www.example.com');
         INSERT INTO measured_visits (id, site_code, visitor, ip_address, started_at) VALUES
         (1, 'www', 'v1', '203.0.113.9', '2024-10-21T23:59:59+02:00'),
         (2, 'www', 'v2', '203.0.113.9', '2024-10-22T00:00:00+02:00'), (3, 'www', NULL, NULL, '2026-11-21T10:00:00+01:00');
         INSERT INTO measured_actions (visit_id, number, kind, what) VALUES
         (1, 1, 'page', '/'), (2, 1, 'brochure', 'backup.pdf'), (3, 1, 'page', '/')",
    );
    company.apply(TODAY);
    assert_eq!(
        company.look("SELECT id, visitor, ip_address FROM measured_visits ORDER BY id"),
        ["2 - -", "3 - -"]
    );
    assert_eq!(company.look("SELECT what FROM measured_actions ORDER BY visit_id"), ["backup.pdf", "/"]);
    company.apply(TOMORROW);
    assert_eq!(company.ids("measured_visits"), ["3"]);
}

fn a_subscriber_goes_three_years_after_the_last_click(company: &Company) {
    company.execute(
        "INSERT INTO subscribers (id, email, subscribed_at, clicked_at) VALUES
         (1, 's1@example.com', '2019-01-01T10:00:00+01:00', '2023-11-21T23:59:59+01:00'),
         (2, 's2@example.com', '2019-01-01T10:00:00+01:00', '2023-11-22T00:00:00+01:00'),
         (3, 's3@example.com', '2025-01-01T10:00:00+01:00', NULL)",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("subscribers"), ["2", "3"]);
    company.apply(TOMORROW);
    assert_eq!(company.ids("subscribers"), ["3"]);
}

/// On a whole company: what stays after apply is what is needed, the same rows on every engine.
#[test]
fn a_whole_company_keeps_only_what_is_needed() {
    same_on_all("sociatex", Kind::Hosting, TODAY);
}
