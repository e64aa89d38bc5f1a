//! A services company: customers and suppliers with contracts and invoices, prospects, questions, applicants, recordings.

mod tables;

use jiff::{ToSpan, civil::Date};

use super::{Row, Scene, chance::Chance, country, days::SPREADSHEET_ZERO, people};

pub(super) use tables::TABLES;

/// Of twenty people nine are prospects, five customers, one a supplier, two applicants, and three asked a question. People of
/// one kind are twenty numbers apart, so whom a row refers to is known without looking.
pub(super) fn one(scene: &Scene, person: usize) -> Vec<Row> {
    let mut chance = scene.chance(person);
    let id = i64::try_from(person).unwrap_or_default() + 1;
    let mut rows = Vec::with_capacity(16);
    match id % 20 {
        0..=8 => prospect(scene, &mut chance, id, &mut rows),
        9..=13 => customer(scene, &mut chance, id, &mut rows),
        14 => supplier(scene, &mut chance, id, &mut rows),
        15 | 16 => candidate(scene, &mut chance, id, &mut rows),
        _ => solicitation(scene, &mut chance, id, &mut rows),
    }
    if chance.one_in(10) {
        rows.push(recording(scene, &mut chance, id));
    }
    rows
}

/// Somebody of the same kind who came earlier, seldom.
fn earlier(chance: &mut Chance, id: i64, seldom: i64) -> Option<i64> {
    let back = 20 * chance.within(1..=3);
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
    let customer =
        if chance.one_in(10) { (id > 40).then(|| id - id % 20 - 20 + chance.within(9..=13)) } else { None };
    let status = if customer.is_some() { "won" } else { chance.pick(&["lead", "contacted", "lost"]) };
    rows.push(
        Row::new("prospects")
            .integer(id)
            .text(person.email)
            .text(person.first)
            .text(person.last)
            .perhaps(chance.one_in(2).then_some(person.phone))
            .perhaps(chance.one_in(3).then(|| people::firm(chance)))
            .text(status)
            .text(if created.is_none() { "import" } else { chance.pick(&["form", "fair", "referral"]) })
            .integer(customer)
            .integer(earlier(chance, id, 6))
            .moment(created.map(|day| days.moment(chance, day))),
    );
    contacts(scene, chance, id, began, rows);
}

fn contacts(scene: &Scene, chance: &mut Chance, id: i64, began: Date, rows: &mut Vec<Row>) {
    let days = &scene.days;
    for nth in 0..chance.within(-1..=3) {
        let sent = days.event(chance, 3.years()).max(began);
        rows.push(
            Row::new("messages")
                .integer(child(id, nth))
                .integer(id)
                .text(chance.pick(&["in", "out"]))
                .moment(days.moment(chance, sent))
                .text("Could you show us the platform?\nThursday suits us."),
        );
    }
    if chance.one_in(4) {
        let called = days.event(chance, 3.years()).max(began);
        let note = chance.one_in(2).then_some("asks for a call back");
        rows.push(
            Row::new("calls").integer(id).integer(id).integer(days.seconds(chance, called)).perhaps(note),
        );
    }
    for topic in ["scan", "training"] {
        if chance.one_in(5) {
            rows.push(Row::new("prospect_topics").integer(id).text(topic));
        }
    }
}

fn customer(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let person = people::person(chance, id);
    let contracts = if chance.one_in(60) { 0 } else { chance.within(1..=3) };
    let spans: Vec<_> =
        (0..contracts).map(|nth| contract_days(scene, chance, nth + 1 == contracts)).collect();
    let began = spans.iter().map(|(signed, _)| *signed).min().unwrap_or(scene.days.today - 1.year());
    rows.push(
        Row::new("customers")
            .integer(id)
            .text(format!("C-{id:07}"))
            .perhaps(chance.one_in(2).then(|| people::firm(chance)))
            .text(chance.pick(&["Mme", "M.", "-"]))
            .text(person.first)
            .text(&person.last)
            .text(person.email)
            .perhaps((!chance.one_in(5)).then_some(person.phone))
            .text(country(chance))
            .integer(earlier(chance, id, 8))
            .moment(scene.days.moment(chance, began)),
    );
    rows.push(address(chance, id, 0, "billing"));
    if chance.one_in(3) {
        rows.push(address(chance, id, 1, "delivery"));
    }
    for (nth, (signed, ended)) in (0..).zip(spans) {
        contract(scene, chance, (id, nth), (signed, ended), &person.last, rows);
    }
    if chance.one_in(3) {
        rows.push(ticket(scene, chance, id, began));
    }
}

/// Signed, and ended: the last one often runs on.
fn contract_days(scene: &Scene, chance: &mut Chance, last: bool) -> (Date, Option<Date>) {
    if last && chance.one_in(3) {
        return (scene.days.event(chance, 4.years()), None);
    }
    let ended = scene.days.event(chance, 5.years());
    (ended - chance.within(30..=1500).days(), Some(ended))
}

fn address(chance: &mut Chance, customer: i64, nth: i64, kind: &str) -> Row {
    Row::new("addresses")
        .integer(child(customer, nth))
        .integer(customer)
        .text(kind)
        .text(people::street(chance))
        .text(format!("{:05}", chance.within(1000..=97_000)))
        .text(people::town(chance))
}

fn contract(
    scene: &Scene,
    chance: &mut Chance,
    (customer, nth): (i64, i64),
    (signed, ended): (Date, Option<Date>),
    billed_to: &str,
    rows: &mut Vec<Row>,
) {
    let id = child(customer, nth);
    rows.push(
        Row::new("contracts")
            .integer(id)
            .integer(customer)
            .text(format!("K-{id:08}"))
            .text(chance.pick(&["platform", "scan", "training", "maintenance"]))
            .day(signed)
            .day(ended),
    );
    for nth in 0..chance.within(0..=3) {
        let issued = match chance.within(1..=6) {
            1 => scene.days.event(chance, 10.years()),
            _ => scene.days.between(chance, signed, ended.unwrap_or(scene.days.today)),
        };
        invoice(scene, chance, (child(id, nth), customer, id), issued, billed_to, rows);
    }
}

fn invoice(
    scene: &Scene,
    chance: &mut Chance,
    (id, customer, contract): (i64, i64, i64),
    issued: Date,
    billed_to: &str,
    rows: &mut Vec<Row>,
) {
    let amount = chance.within(5_000..=900_000);
    let paid = scene.days.between(chance, issued, issued + 60.days());
    let moment = scene.days.moment(chance, paid);
    rows.push(
        Row::new("invoices")
            .integer(id)
            .integer(customer)
            .integer((!chance.one_in(6)).then_some(contract))
            .text(format!("F{}-{id:08}", issued.year()))
            .day(issued)
            .text(billed_to)
            .integer(amount)
            .moment((!chance.one_in(12)).then_some(moment)),
    );
    for line in 1..=chance.pick(&[1, 1, 1, 2]) {
        rows.push(
            Row::new("invoice_lines")
                .integer(id)
                .integer(line)
                .text("scan of a workshop, one day")
                .integer(amount),
        );
    }
}

fn ticket(scene: &Scene, chance: &mut Chance, customer: i64, began: Date) -> Row {
    let opened = scene.days.between(chance, began, scene.days.today);
    Row::new("tickets")
        .integer(customer)
        .integer(customer)
        .integer(scene.days.seconds(chance, opened))
        .text(chance.pick(&["open", "closed"]))
        .text("The export stops at the second page.")
}

fn supplier(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let person = people::person(chance, id);
    rows.push(
        Row::new("suppliers")
            .integer(id)
            .text(people::firm(chance))
            .text(format!("{} {}", person.first, person.last))
            .text(person.email)
            .text(person.phone)
            .perhaps(chance.one_in(2).then(|| format!("TEST-{id}")))
            .text(country(chance))
            .integer(earlier(chance, id, 5)),
    );
    for nth in 0..chance.within(1..=2) {
        let (signed, ended) = contract_days(scene, chance, nth == 0);
        rows.push(Row::new("supplier_contracts").integer(child(id, nth)).integer(id).day(signed).day(ended));
        for line in 0..chance.within(0..=3) {
            let issued = scene.days.event(chance, 10.years());
            let invoice = child(child(id, nth), line);
            let amount = chance.within(100..=90_000);
            let row = Row::new("supplier_invoices").integer(invoice).integer(id).text(format!("S-{invoice}"));
            rows.push(row.day(issued).integer(amount));
        }
    }
}

fn candidate(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let person = people::person(chance, id);
    rows.push(
        Row::new("candidates")
            .integer(id)
            .text(person.first)
            .text(person.last)
            .text(person.email)
            .text(person.phone)
            .perhaps(chance.one_in(2).then_some("surveyor"))
            .perhaps(chance.one_in(5).then_some("married")),
    );
    for nth in 0..chance.pick(&[1, 1, 1, 2]) {
        let applied = scene.days.event(chance, 2.years());
        let application = child(id, nth);
        rows.push(
            Row::new("applications")
                .integer(application)
                .integer(id)
                .text(chance.pick(&["3D engineer", "trainer", "account manager"]))
                .text(chance.pick(&["received", "interview", "rejected", "hired"]))
                .perhaps(chance.one_in(2).then_some("I have measured buildings for six years."))
                .moment(scene.days.moment(chance, applied)),
        );
        for (nth, kind) in [(0, "cv"), (1, "letter")].into_iter().take(if chance.one_in(2) { 2 } else { 1 }) {
            let row = Row::new("application_documents")
                .integer(child(application, nth))
                .integer(application)
                .text(kind);
            rows.push(row.text(format!("{kind}.pdf")).bytes(b"%PDF-1.4 \\ invented\0\xff".to_vec()));
        }
    }
}

fn solicitation(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let person = people::person(chance, id);
    let today = scene.days.today;
    let received = scene.days.event(chance, 2.years());
    let answered = match chance.within(1..=8) {
        1 => None,
        2 => Some((today - chance.within(0..=2).days()).max(received)),
        _ => Some(scene.days.between(chance, received, received + 40.days())),
    };
    rows.push(
        Row::new("solicitations")
            .integer(id)
            .text(format!("{} {}", person.first, person.last))
            .text(person.email)
            .text("Do you also scan listed buildings?")
            .moment(scene.days.moment(chance, received))
            .moment(answered.map(|day| scene.days.moment(chance, day))),
    );
    if let Some(day) = answered {
        let sent = scene.days.moment(chance, day);
        rows.push(
            Row::new("solicitation_replies")
                .integer(id)
                .integer(id)
                .moment(sent)
                .text("Yes, since last year."),
        );
    }
}

fn recording(scene: &Scene, chance: &mut Chance, id: i64) -> Row {
    let camera = chance.pick(&["gate", "hall", "yard"]);
    let day = scene.days.event(chance, 7.days());
    let row = Row::new("recordings").integer(id).text(camera).text(format!("{day}/{camera}-{id}.mp4"));
    row.integer(scene.days.seconds(chance, day))
}
