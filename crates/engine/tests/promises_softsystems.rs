//! What Softsystems promises about data, shown to the day on every engine. `policies/softsystems/promises.md` says which test
//! shows what.

#![allow(clippy::panic, clippy::unwrap_used, missing_docs)]

mod driver;

use abide_engine::session::OpenError;
use abide_plan::explain::{Explanation, Verdict};
use abide_policy::model::State;
use abide_testkit::company::Kind;
use driver::{Company, on_each, same_on_all};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 22);
const TOMORROW: Date = date(2026, 11, 23);
/// The last seconds of 21 November 2025 and of 21 October 2024 in Paris.
const END_OF_21_NOVEMBER: i64 = 1_763_765_999;
const END_OF_21_OCTOBER: i64 = 1_729_547_999;

on_each! { "softsystems":
    a_full_card_number_is_found_wherever_it_stands
    a_truncated_card_number_is_none
    a_column_for_card_numbers_is_an_error_until_it_is_to_be_removed
    a_used_card_goes_fifteen_months_after_the_payment
    a_card_of_no_purchase_is_kept_for_its_transaction
    a_card_behind_a_subscription_stays_while_it_renews
    a_card_goes_from_the_wallet_when_it_expires
    a_card_goes_from_the_wallet_when_it_is_taken_out
    a_wallet_card_that_proves_a_purchase_stays_for_that_alone
    one_log_is_kept_for_two_uses
    the_latest_of_four_events_counts
    a_client_is_active_until_five_years_after
    then_who_it_was_is_archived
    the_archive_ends_after_five_more_years
    an_invoice_keeps_what_it_needs_for_ten_years
    a_subscriber_goes_three_years_after_the_last_click
}

/// A customer who logged in last on that day, with what hangs on them.
fn customer(company: &Company, id: u32, last_login: &str) {
    company.execute(&format!(
        "INSERT INTO customers (id, number, first_name, last_name, email, phone, country_code, created_at, last_login_at)
         VALUES ({id}, 'W{id}', 'Selma', 'Oriland', 'c{id}@example.net', '+33 6 39 98 00 0{id}', 'FR',
                 '2012-01-01T10:00:00+01:00', '{last_login}T12:00:00+01:00')"
    ));
    company.execute(&format!(
        "INSERT INTO addresses (id, customer_id, kind, street, postcode, city, added_at) VALUES
         ({id}1, {id}, 'billing', '1 rue Salnet', '35000', 'Saint-Lou-sur-Fer', '2012-01-01T10:00:00+01:00'),
         ({id}2, {id}, 'delivery', '2 rue Salnet', '35000', 'Saint-Lou-sur-Fer', '2012-01-01T10:00:00+01:00');
         INSERT INTO complaints (id, customer_id, message, opened_on) VALUES ({id}, {id}, 'Twice.', '2013-01-01')"
    ));
}

fn products(company: &Company) {
    company.execute(
        "INSERT INTO products (id, name, article, description, price_cents) VALUES (1, 'Licence', '4006381333931', NULL, 900)",
    );
}

fn order(company: &Company, id: u32, customer: u32, day: &str) {
    company.execute(&format!(
        "INSERT INTO orders (id, customer_id, number, ordered_at, gift_note)
         VALUES ({id}, {customer}, 'O{id}', '{day}T12:00:00+01:00', 'Happy birthday!');
         INSERT INTO order_lines (order_id, line_no, product_id, quantity) VALUES ({id}, 1, 1, 2)"
    ));
}

/// A warranty of the order of the same number as its customer.
fn warranty(company: &Company, id: u32, ends_on: &str) {
    company
        .execute(&format!("INSERT INTO warranties (id, order_id, ends_on) VALUES ({id}, {id}, '{ends_on}')"));
}

/// A card that was added on the first of January 2024 and expires at the end of 2030.
fn card(company: &Company, id: u32, in_wallet: bool) {
    let since = if in_wallet { "'2024-01-01T10:00:00+01:00'" } else { "NULL" };
    company.execute(&format!(
        "INSERT INTO payment_cards (id, customer_id, token, first_six, last_four, holder, expires_on, added_at, saved_at)
         VALUES ({id}, 1, 'tok_{id}', '411111', '1111', 'Selma Oriland', '2030-12-31', '2024-01-01T10:00:00+01:00', {since})"
    ));
}

/// A payment of order 1 at that moment.
fn payment(company: &Company, id: u32, card: u32, paid_at: &str) {
    company.execute(&format!(
        "INSERT INTO payments (id, order_id, card_id, amount_cents, paid_at) VALUES ({id}, 1, {card}, 900, '{paid_at}')"
    ));
}

fn subscription(company: &Company, id: u32, customer: u32, card: &str, ended_on: Option<&str>) {
    let ended_on = ended_on.map_or("NULL".to_owned(), |day| format!("'{day}'"));
    company.execute(&format!(
        "INSERT INTO subscriptions (id, customer_id, card_id, product_id, started_on, ended_on)
         VALUES ({id}, {customer}, {card}, 1, '2012-01-01', {ended_on})"
    ));
}

/// Customer 1 of today with order 1.
fn buyer(company: &Company) {
    products(company);
    customer(company, 1, "2026-11-01");
    order(company, 1, 1, "2026-11-01");
}

const CARDS: &str = "SELECT id, token, first_six, last_four, holder FROM payment_cards ORDER BY id";

fn a_full_card_number_is_found_wherever_it_stands(company: &Company) {
    buyer(company);
    assert!(
        company.plan(TODAY).stores[0].findings.iter().all(|found| found.code != "plan/forbidden-content")
    );
    company.execute(
        "UPDATE complaints SET message = 'It was 4111-1111-1111-1111 on 2026-11-20';
         UPDATE orders SET gift_note = 'pay with 5555555555554444';
         UPDATE products SET description = 'call 3782 822463 10005';
         UPDATE payment_cards SET token = '4111111111111111'",
    );
    card(company, 1, true);
    company.execute("UPDATE payment_cards SET token = '4111111111111111', holder = '4111111111111111 Selma'");
    let found = company.plan(TODAY).stores.remove(0).findings;
    let breaches: Vec<_> = found.iter().filter(|found| found.code == "plan/forbidden-content").collect();
    let mut places: Vec<(&str, Option<u64>)> =
        breaches.iter().map(|found| (found.place.as_deref().unwrap(), found.rows)).collect();
    places.sort_unstable();
    assert_eq!(
        places,
        [
            ("shop.complaints.message", Some(1)),
            ("shop.orders.gift_note", Some(1)),
            ("shop.payment_cards.holder", Some(1)),
            ("shop.payment_cards.token", Some(1)),
            ("shop.products.description", Some(1)),
        ],
        "in columns with personal data, and in tables without any"
    );
    assert!(
        breaches.iter().all(|found| abide_engine::in_english(&found.message).contains("softsystems/02")),
        "{breaches:?}"
    );
    let told = format!("{found:?}");
    assert!(
        ["4111", "5555", "3782"].iter().all(|digits| !told.contains(digits)),
        "no number is told: {told}"
    );
}

fn a_truncated_card_number_is_none(company: &Company) {
    buyer(company);
    card(company, 1, true);
    company.execute(
        "UPDATE complaints SET message = 'It was 411111******1111, or 4111 11.. .... 1111, or 4111111111111112';
         UPDATE payment_cards SET token = '411111xxxxxx1111'",
    );
    let found = company.plan(TODAY).stores.remove(0).findings;
    assert!(found.iter().all(|found| found.code != "plan/forbidden-content"), "{found:?}");
}

fn a_column_for_card_numbers_is_an_error_until_it_is_to_be_removed(company: &Company) {
    buyer(company);
    card(company, 1, true);
    company.execute(
        "ALTER TABLE payment_cards ADD COLUMN number text; UPDATE payment_cards SET number = '4111111111111111'",
    );
    let mapped = "holder = \"identification.name\"";
    company.change("map.toml", mapped, &format!("{mapped}, number = \"financial.card.number\""));
    let Err(OpenError::Faulty(findings)) = company.session(TODAY) else { panic!("the files open") };
    assert!(findings.iter().any(|finding| finding.code == "map/forbidden-field"), "{findings:?}");
    company.change("map.toml", "unserved = \"erase\"", "unserved = \"erase\"\nunneeded = [\"number\"]");
    assert_eq!(company.findings(TODAY, "shop.payment_cards.number")[0].rows, Some(1));
    company.apply(TODAY);
    assert_eq!(company.look("SELECT token, number FROM payment_cards"), ["tok_1 -"]);
    assert!(company.findings(TODAY, "shop.payment_cards.number").is_empty());
}

fn a_used_card_goes_fifteen_months_after_the_payment(company: &Company) {
    buyer(company);
    for id in 1..=3 {
        card(company, id, false);
    }
    payment(company, 11, 1, "2025-08-21T23:59:59+02:00");
    payment(company, 21, 2, "2025-08-22T00:00:00+02:00");
    payment(company, 31, 3, "2024-01-01T10:00:00+01:00");
    payment(company, 32, 3, "2026-02-28T10:00:00+01:00");
    company.apply(TODAY);
    assert_eq!(
        company.look(CARDS),
        ["2 tok_2 411111 1111 -", "3 tok_3 411111 1111 -"],
        "a proof needs the card, and not its holder"
    );
    assert_eq!(
        company.look("SELECT count(*) FROM payments"),
        ["4"],
        "the payment itself is part of the order"
    );
    company.apply(TOMORROW);
    assert_eq!(company.ids("payment_cards"), ["3"], "from the last payment");
    company.apply(date(2027, 5, 28));
    assert_eq!(company.ids("payment_cards"), ["3"]);
    company.apply(date(2027, 5, 29));
    assert!(company.ids("payment_cards").is_empty());
}

fn a_card_of_no_purchase_is_kept_for_its_transaction(company: &Company) {
    buyer(company);
    card(company, 1, false);
    company.execute("UPDATE payment_cards SET added_at = '2026-11-21T23:59:59+01:00'");
    company.apply(TODAY);
    assert_eq!(company.ids("payment_cards"), ["1"]);
    company.apply(TOMORROW);
    assert!(company.ids("payment_cards").is_empty());
}

fn a_card_behind_a_subscription_stays_while_it_renews(company: &Company) {
    buyer(company);
    for id in 1..=3 {
        card(company, id, false);
        payment(company, id, id, "2020-01-01T10:00:00+01:00");
    }
    subscription(company, 1, 1, "1", None);
    subscription(company, 2, 1, "2", Some("2026-11-22"));
    subscription(company, 3, 1, "3", Some("2026-11-21"));
    company.apply(TODAY);
    assert_eq!(company.ids("payment_cards"), ["1", "2"], "whatever the age of the payment");
    company.apply(TOMORROW);
    assert_eq!(company.look(CARDS), ["1 tok_1 411111 1111 -"]);
    assert_eq!(company.ids("subscriptions"), ["1", "2", "3"]);
}

fn a_card_goes_from_the_wallet_when_it_expires(company: &Company) {
    buyer(company);
    card(company, 1, true);
    company.execute("UPDATE payment_cards SET expires_on = '2026-11-22'");
    company.apply(TODAY);
    assert_eq!(company.look(CARDS), ["1 tok_1 411111 1111 Selma Oriland"]);
    company.apply(TOMORROW);
    assert!(company.ids("payment_cards").is_empty());
}

fn a_card_goes_from_the_wallet_when_it_is_taken_out(company: &Company) {
    buyer(company);
    card(company, 1, true);
    card(company, 2, true);
    company.apply(TODAY);
    assert_eq!(company.ids("payment_cards"), ["1", "2"]);
    company.execute("UPDATE payment_cards SET removed_at = '2026-11-22T09:00:00+01:00' WHERE id = 1");
    company.apply(TODAY);
    assert_eq!(company.ids("payment_cards"), ["2"], "at once, long before it expires");
}

fn a_wallet_card_that_proves_a_purchase_stays_for_that_alone(company: &Company) {
    buyer(company);
    card(company, 1, true);
    card(company, 2, true);
    payment(company, 1, 1, "2025-08-22T00:00:00+02:00");
    payment(company, 2, 2, "2025-08-22T00:00:00+02:00");
    company.execute("UPDATE payment_cards SET removed_at = '2026-11-22T09:00:00+01:00' WHERE id = 1");
    company.apply(TODAY);
    assert_eq!(
        company.look(CARDS),
        ["1 tok_1 411111 1111 -", "2 tok_2 411111 1111 Selma Oriland"],
        "taken out, it is a proof and no more"
    );
    let told = company.explain(TODAY, "shop.payment_cards", &["1"]);
    assert_eq!(says(&told, "card-wallet"), Verdict::NotServed);
    let live = Verdict::Live { state: State::Active, last_day: Some(TODAY) };
    assert_eq!(says(&told, "card-proof"), live);
    company.apply(TOMORROW);
    assert_eq!(company.ids("payment_cards"), ["2"], "in the wallet it stays until it expires");
}

fn says(explanation: &Explanation, activity: &str) -> Verdict {
    explanation.needs.iter().find(|reason| reason.activity == activity).unwrap().verdict
}

fn one_log_is_kept_for_two_uses(company: &Company) {
    for (id, second) in [
        (1, END_OF_21_NOVEMBER),
        (2, END_OF_21_NOVEMBER + 1),
        (3, END_OF_21_OCTOBER),
        (4, END_OF_21_OCTOBER + 1),
    ] {
        company.execute(&format!(
            "INSERT INTO site_log (id, visitor, ip_address, user_agent, page, logged_at)
             VALUES ({id}, 'v{id}', '203.0.113.9', 'Firefox/142.0', '/', {second}999)"
        ));
    }
    company.apply(TODAY);
    let log = "SELECT id, visitor, ip_address, user_agent, page FROM site_log ORDER BY id";
    assert_eq!(
        company.look(log),
        ["1 v1 - - /", "2 v2 203.0.113.9 Firefox/142.0 /", "4 v4 - - /"],
        "a year for security, 25 months to measure who returns"
    );
    company.apply(TOMORROW);
    assert_eq!(company.look(log), ["1 v1 - - /", "2 v2 - - /"]);
}

fn the_latest_of_four_events_counts(company: &Company) {
    products(company);
    for id in 1..=5 {
        customer(company, id, "2020-01-01");
        order(company, id, id, "2020-01-02");
    }
    order(company, 12, 2, "2021-11-22");
    subscription(company, 3, 3, "NULL", Some("2022-03-01"));
    warranty(company, 4, "2023-01-02");
    subscription(company, 5, 5, "NULL", None);
    company.execute("UPDATE customers SET last_login_at = '2020-02-29T12:00:00+01:00' WHERE id = 1");
    let last_active_day = |id: u32| {
        let told = company.explain(TODAY, "shop.customers", &[&id.to_string()]);
        match says(&told, "customer-relations") {
            Verdict::Live { state, last_day } => (state, last_day),
            other => panic!("{other:?}"),
        }
    };
    // An archived record tells the archive's last day: ten years from the event.
    assert_eq!(last_active_day(1), (State::Archived, Some(date(2030, 2, 28))), "a login on a leap day");
    assert_eq!(last_active_day(2), (State::Active, Some(TODAY)), "a purchase");
    assert_eq!(last_active_day(3), (State::Active, Some(date(2027, 3, 1))), "the end of a contract");
    assert_eq!(last_active_day(4), (State::Active, Some(date(2028, 1, 2))), "the end of a warranty");
    assert_eq!(last_active_day(5), (State::Active, None), "a contract that runs on");
}

fn a_client_is_active_until_five_years_after(company: &Company) {
    products(company);
    customer(company, 1, "2021-11-22");
    order(company, 1, 1, "2016-12-01");
    let state = |day| match says(&company.explain(day, "shop.customers", &["1"]), "customer-relations") {
        Verdict::Live { state, .. } => state,
        other => panic!("{other:?}"),
    };
    assert_eq!((state(TODAY), state(TOMORROW)), (State::Active, State::Archived));
    company.apply(TODAY);
    assert_eq!(company.look("SELECT email FROM customers"), ["c1@example.net"]);
    assert_eq!(company.look("SELECT gift_note FROM orders"), ["Happy birthday!"], "the login counts for it");
}

const OF_CUSTOMERS: [&str; 5] = ["customers", "orders", "warranties", "complaints", "addresses"];

fn then_who_it_was_is_archived(company: &Company) {
    products(company);
    customer(company, 1, "2021-11-22");
    order(company, 1, 1, "2016-12-01");
    company.apply(TOMORROW);
    for table in OF_CUSTOMERS {
        assert!(company.ids(table).is_empty(), "{table} is out of daily reach");
    }
    let kept = "abide_activity, abide_last_day, abide_archived_on, number, last_name, email";
    assert_eq!(
        company.archived("customers", kept),
        ["customer-relations 2031-11-22 2026-11-23 W1 Oriland c1@example.net"]
    );
    company.apply(date(2031, 11, 22));
    assert_eq!(company.archived("customers", "id"), ["1"]);
    company.apply(date(2031, 11, 23));
    assert!(company.archived("customers", "id").is_empty(), "deleted when the archive ends");
}

fn the_archive_ends_after_five_more_years(company: &Company) {
    products(company);
    for (id, day) in [(1, "2016-11-21"), (2, "2016-11-22")] {
        customer(company, id, day);
        order(company, id, id, "2016-01-01");
        warranty(company, id, "2016-06-01");
    }
    company.apply(TODAY);
    for table in OF_CUSTOMERS {
        assert!(company.ids(table).is_empty(), "{table}");
    }
    assert_eq!(company.archived("customers", "id"), ["2"], "to the day");
    company.apply(TOMORROW);
    assert!(company.archived("customers", "id").is_empty());
}

fn an_invoice_keeps_what_it_needs_for_ten_years(company: &Company) {
    products(company);
    customer(company, 1, "2015-01-01");
    order(company, 1, 1, "2015-01-02");
    company.execute(
        "INSERT INTO invoices (id, customer_id, order_id, number, billed_to, issued_on, amount_cents) VALUES
         (1, 1, 1, 'F-1', 'Oriland', '2016-11-21', 900), (2, 1, NULL, 'F-2', 'Oriland', '2016-11-22', 900)",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("invoices"), ["2"]);
    assert!(company.look("SELECT gift_note FROM orders").iter().all(|note| note == "-"));
    let left = company.look("SELECT number, last_name, email, phone FROM customers");
    assert_eq!(left, ["W1 Oriland erased-1 -"]);
    assert_eq!(company.look("SELECT kind FROM addresses"), ["billing"]);
    company.apply(TOMORROW);
    assert!(company.ids("customers").is_empty());
}

fn a_subscriber_goes_three_years_after_the_last_click(company: &Company) {
    company.execute(
        "INSERT INTO subscribers (id, email, asked_for, signed_up_at, clicked_at) VALUES
         (1, 's1@example.com', 'releases', '2023-11-21T23:59:59+01:00', NULL),
         (2, 's2@example.com', 'offers', '2019-01-01T10:00:00+01:00', '2023-11-22T00:00:00+01:00')",
    );
    company.apply(TODAY);
    assert_eq!(company.ids("subscribers"), ["2"]);
    company.apply(TOMORROW);
    assert!(company.ids("subscribers").is_empty());
}

/// On a whole company: what stays after apply is what is needed, the same rows on every engine.
#[test]
fn a_whole_company_keeps_only_what_is_needed() {
    same_on_all("softsystems", Kind::Shop, TODAY);
}
