//! A company that keeps digital assets for others: prospects, newsletter, clients, suspected fraud, visitors of its site.

use jiff::ToSpan;

use super::{Row, Scene, Table, chance::Chance, country, days::SPREADSHEET_ZERO, people};

/// Its tables, each after those it refers to.
pub(super) const TABLES: &[Table] = &[
    Table { name: "countries", columns: &["code", "name"] },
    Table {
        name: "prospects",
        columns: &[
            "id",
            "email",
            "first_name",
            "last_name",
            "phone",
            "organisation",
            "status",
            "country_code",
            "referred_by",
            "created_at",
        ],
    },
    Table { name: "exchanges", columns: &["id", "prospect_id", "channel", "happened_at", "summary"] },
    Table { name: "event_registrations", columns: &["event", "prospect_id", "badge_name"] },
    Table {
        name: "subscribers",
        columns: &["id", "email", "first_name", "language", "subscribed_at", "clicked_at"],
    },
    Table {
        name: "clients",
        columns: &["id", "organisation", "contact_name", "email", "phone", "country_code", "parent_id"],
    },
    Table { name: "agreements", columns: &["id", "client_id", "plan", "started_on", "ended_on"] },
    Table { name: "offer_profiles", columns: &["client_id", "interests", "last_seen_at"] },
    Table {
        name: "fraud_cases",
        columns: &["id", "reference", "client_id", "status", "facts", "opened_on", "closed_on"],
    },
    Table {
        name: "fraud_case_persons",
        columns: &["case_id", "person_no", "role", "name", "email", "ip_address", "user_agent", "birth_date"],
    },
    Table { name: "visitors", columns: &["id", "cookie", "user_agent", "first_seen_at"] },
    Table { name: "page_views", columns: &["visitor_id", "seq", "page", "ip_address", "viewed_at"] },
    Table { name: "error_reports", columns: &["id", "ip_address", "user_agent", "error", "reported_on"] },
];

/// Of ten people four are prospects, one a client, two subscribers, two visitors, and one is named in a case. People of one
/// kind are ten numbers apart, so whom a row refers to is known without looking.
pub(super) fn one(scene: &Scene, person: usize) -> Vec<Row> {
    let mut chance = scene.chance(person);
    let id = i64::try_from(person).unwrap_or_default() + 1;
    let mut rows = Vec::with_capacity(8);
    match id % 10 {
        0..=3 => prospect(scene, &mut chance, id, &mut rows),
        4 => client(scene, &mut chance, id, &mut rows),
        5 | 6 => rows.push(subscriber(scene, &mut chance, id)),
        7 | 8 => visitor(scene, &mut chance, id, &mut rows),
        _ => fraud_case(scene, &mut chance, id, &mut rows),
    }
    rows
}

/// Somebody of the same kind who came earlier, seldom.
fn earlier(chance: &mut Chance, id: i64, seldom: i64) -> Option<i64> {
    let back = 10 * chance.within(1..=3);
    (chance.one_in(seldom) && id > back).then(|| id - back)
}

/// The number of the `nth` row that hangs on `id`; the first fifteen never collide.
fn child(id: i64, nth: i64) -> i64 {
    id * 16 + nth
}

fn prospect(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let person = people::person(chance, id);
    let days = &scene.days;
    let began = days.event(chance, 3.years());
    let created = match chance.within(1..=400) {
        1..=10 => None,
        11 => Some(SPREADSHEET_ZERO),
        _ => Some(began),
    };
    rows.push(
        Row::new("prospects")
            .integer(id)
            .text(person.email)
            .text(person.first)
            .text(&person.last)
            .perhaps(chance.one_in(2).then_some(person.phone))
            .perhaps(chance.one_in(2).then(|| people::firm(chance)))
            .text(chance.pick(&["registered", "qualified", "lost"]))
            .perhaps((!chance.one_in(4)).then(|| country(chance)))
            .integer(earlier(chance, id, 6))
            .moment(created.map(|day| days.moment(chance, day))),
    );
    for nth in 0..chance.within(-1..=3) {
        let day = days.event(chance, 3.years()).max(began);
        rows.push(
            Row::new("exchanges")
                .integer(child(id, nth))
                .integer(id)
                .text(chance.pick(&["email", "phone", "meeting"]))
                .moment(days.moment(chance, day))
                .text("Wants to see how keys are recovered."),
        );
    }
    if chance.one_in(5) {
        rows.push(Row::new("event_registrations").text("spring-meeting").integer(id).text(person.last));
    }
}

fn client(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let person = people::person(chance, id);
    rows.push(
        Row::new("clients")
            .integer(id)
            .text(people::firm(chance))
            .text(format!("{} {}", person.first, person.last))
            .text(person.email)
            .text(person.phone)
            .text(country(chance))
            .integer(earlier(chance, id, 6)),
    );
    for nth in 0..chance.within(1..=3) {
        let ended = (!chance.one_in(4)).then(|| scene.days.event(chance, 5.years()));
        let started = ended.unwrap_or(scene.days.today) - chance.within(30..=1500).days();
        let row = Row::new("agreements").integer(child(id, nth)).integer(id);
        rows.push(row.text(chance.pick(&["starter", "growth", "enterprise"])).day(started).day(ended));
    }
    if chance.one_in(2) {
        let seen = scene.days.event(chance, 1.year());
        let row = Row::new("offer_profiles").integer(id).text("custody, staking");
        rows.push(row.moment(scene.days.moment(chance, seen)));
    }
}

fn subscriber(scene: &Scene, chance: &mut Chance, id: i64) -> Row {
    let person = people::person(chance, id);
    let subscribed = scene.days.event(chance, 3.years());
    let clicked = chance.one_in(2).then(|| scene.days.event(chance, 3.years()).max(subscribed));
    Row::new("subscribers")
        .integer(id)
        .text(person.email)
        .perhaps(chance.one_in(2).then_some(person.first))
        .text(chance.pick(&["en", "fr"]))
        .moment(scene.days.moment(chance, subscribed))
        .moment(clicked.map(|day| scene.days.moment(chance, day)))
}

fn fraud_case(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let closed = (!chance.one_in(5)).then(|| scene.days.event(chance, 5.years()));
    let opened = closed.unwrap_or(scene.days.today) - chance.within(1..=300).days();
    rows.push(
        Row::new("fraud_cases")
            .integer(id)
            .text(format!("CASE-{id:06}"))
            .integer((id > 10 && chance.one_in(2)).then(|| id - 5))
            .text(if closed.is_some() { "closed" } else { "open" })
            .text("A transfer was ordered from a device never seen before.")
            .day(opened)
            .day(closed),
    );
    for number in 1..=chance.within(1..=2) {
        let person = people::person(chance, child(id, number));
        rows.push(
            Row::new("fraud_case_persons")
                .integer(id)
                .integer(number)
                .text(chance.pick(&["suspect", "victim", "witness"]))
                .text(format!("{} {}", person.first, person.last))
                .perhaps((!chance.one_in(4)).then_some(person.email))
                .text(people::ip_address(chance))
                .text(chance.pick(&people::BROWSERS))
                .day(chance.one_in(6).then(|| scene.days.today - chance.within(20..=70).years())),
        );
    }
}

fn visitor(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let first = scene.days.event(chance, 13.months());
    rows.push(
        Row::new("visitors")
            .integer(id)
            .text(format!("v{id:08}-{:06}", chance.within(0..=999_999)))
            .text(chance.pick(&people::BROWSERS))
            .integer(scene.days.seconds(chance, first)),
    );
    for seq in 1..=chance.within(1..=3) {
        let viewed = scene.days.event(chance, 13.months()).max(first);
        let row =
            Row::new("page_views").integer(id).integer(seq).text(chance.pick(&["/", "/docs", "/pricing"]));
        rows.push(row.text(people::ip_address(chance)).integer(scene.days.seconds(chance, viewed)));
    }
    if chance.one_in(3) {
        rows.push(
            Row::new("error_reports")
                .integer(id)
                .text(people::ip_address(chance))
                .text(chance.pick(&people::BROWSERS))
                .text(chance.pick(&["E404 no such page", "E500 no answer", "E503 too busy"]))
                .day(scene.days.event(chance, 3.months())),
        );
    }
}
