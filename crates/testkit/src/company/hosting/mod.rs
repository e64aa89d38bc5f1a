//! A hosting company: clients with contracts, invoices, card payments and tenants, forms, a newsletter, measured visits.

mod money;
mod tables;
mod tenants;

use jiff::{ToSpan, civil::Date};

pub(super) use self::tables::TABLES;
use super::{
    Row, Scene,
    chance::Chance,
    country,
    people::{self, Person},
};

const SITES: [(&str, &str); 3] =
    [("www", "www.example.com"), ("support", "support.example.com"), ("shop", "shop.example.com")];

/// What stands in its tables before anybody comes.
pub(super) fn first() -> Vec<Row> {
    SITES.iter().map(|(code, host)| Row::new("sites").text(*code).text(*host)).collect()
}

/// Of twenty people eight are clients, three filled in a form, three subscribed, and six looked at a site.
pub(super) fn one(scene: &Scene, person: usize) -> Vec<Row> {
    let mut chance = scene.chance(person);
    let id = i64::try_from(person).unwrap_or_default() + 1;
    let mut rows = Vec::with_capacity(24);
    match id % 20 {
        0..=7 => client(scene, &mut chance, id, &mut rows),
        8..=10 => rows.push(form_request(scene, &mut chance, id)),
        11..=13 => rows.push(subscriber(scene, &mut chance, id)),
        _ => visit(scene, &mut chance, id, &mut rows),
    }
    rows
}

/// The number of the `nth` row that hangs on `id`; the first fifteen never collide.
fn child(id: i64, nth: i64) -> i64 {
    id * 16 + nth
}

fn site(chance: &mut Chance) -> &'static str {
    chance.pick(&SITES).0
}

fn client(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let person = people::person(chance, id);
    let contracts: Vec<_> = (0..chance.within(1..=3)).map(|_| contract_days(scene, chance)).collect();
    let began = contracts.iter().map(|(started, _)| *started).min().unwrap_or(scene.days.today);
    rows.push(who(scene, chance, id, &person, began));
    for kind in ["billing", "delivery"] {
        if kind == "billing" || chance.one_in(4) {
            let row = Row::new("addresses").integer(id).text(kind).text(people::street(chance));
            rows.push(row.text(format!("{:05}", chance.within(1000..=97_000))).text(people::town(chance)));
        }
    }
    for (nth, (started, ended)) in (0..).zip(contracts) {
        let contract = child(id, nth);
        let row = Row::new("contracts").integer(contract).integer(id).text(format!("K-{contract:08}"));
        rows.push(row.text(chance.pick(&["hosting", "backup", "antivirus"])).day(started).day(ended));
        money::invoices(scene, chance, (id, contract), (started, ended), &person.last, rows);
        if chance.one_in(3) {
            tenants::tenant(scene, chance, (id, contract), (started, ended), rows);
        }
    }
    correspondence(scene, chance, id, &person, began, rows);
    traces(scene, chance, id, person, rows);
}

fn who(scene: &Scene, chance: &mut Chance, id: i64, person: &Person, began: Date) -> Row {
    let method = chance.pick(&["direct-debit", "card", "transfer"]);
    // Some changed the way they pay, and their bank details were left behind.
    let bank = method == "direct-debit" || chance.one_in(12);
    Row::new("clients")
        .integer(id)
        .text(format!("C{id:07}"))
        .perhaps(chance.one_in(2).then(|| people::firm(chance)))
        .text(person.first)
        .text(&person.last)
        .text(&person.email)
        .perhaps((!chance.one_in(4)).then(|| person.phone.clone()))
        .text(country(chance))
        .text(method)
        .perhaps(bank.then(|| format!("TEST{id:020}")))
        .perhaps(bank.then_some("TESTFRPP"))
        .moment(scene.days.moment(chance, began))
}

fn contract_days(scene: &Scene, chance: &mut Chance) -> (Date, Option<Date>) {
    if chance.one_in(4) {
        return (scene.days.event(chance, 4.years()), None);
    }
    let ended = scene.days.event(chance, 3.years());
    (ended - chance.within(30..=1500).days(), Some(ended))
}

fn correspondence(
    scene: &Scene,
    chance: &mut Chance,
    id: i64,
    person: &Person,
    began: Date,
    rows: &mut Vec<Row>,
) {
    if chance.one_in(2) {
        let signed = (!chance.one_in(5)).then_some(began);
        let row = Row::new("quotes").integer(id).integer(id).text(format!("Q{id:07}"));
        rows.push(row.text("Two servers, a backup each night").day(signed));
    }
    if !chance.one_in(3) {
        let row = Row::new("accounts").integer(id).text(format!("{}-{id}", person.first));
        let row = row.text(format!("$argon2id$invented${id}"));
        rows.push(row.perhaps(chance.one_in(3).then(|| person.phone.clone())));
    }
    if chance.one_in(3) {
        let opened = scene.days.between(chance, began, scene.days.today);
        rows.push(
            Row::new("tickets")
                .integer(id)
                .integer(id)
                .text("The backup is late")
                .perhaps((!chance.one_in(5)).then_some("It began at noon.\nPlease call."))
                .moment(scene.days.moment(chance, opened)),
        );
    }
}

/// What a judge may ask for.
fn traces(scene: &Scene, chance: &mut Chance, id: i64, person: Person, rows: &mut Vec<Row>) {
    for nth in 0..chance.within(0..=3) {
        let connected = scene.days.event(chance, 12.months());
        rows.push(
            Row::new("connection_log")
                .integer(child(id, nth))
                .integer((!chance.one_in(10)).then_some(id))
                .text(people::ip_address(chance))
                .integer(chance.within(1024..=65_000))
                .integer(scene.days.seconds(chance, connected)),
        );
    }
    if chance.one_in(2) {
        let collected = scene.days.event(chance, 12.months());
        rows.push(
            Row::new("subscriber_records")
                .integer(id)
                .integer(id)
                .text(format!("{} {}", person.first, person.last))
                .text(person.email)
                .perhaps((!chance.one_in(3)).then_some(person.phone))
                .perhaps(chance.one_in(2).then_some("49.00 by transfer"))
                .moment(scene.days.moment(chance, collected)),
        );
    }
}

fn form_request(scene: &Scene, chance: &mut Chance, id: i64) -> Row {
    let person = people::person(chance, id);
    let submitted = scene.days.event(chance, 6.months());
    Row::new("form_requests")
        .integer(id)
        .text(site(chance))
        .text(chance.pick(&["contact", "quote"]))
        .perhaps((!chance.one_in(4)).then(|| format!("{} {}", person.first, person.last)))
        .perhaps(chance.one_in(3).then(|| people::firm(chance)))
        .text(person.email)
        .perhaps(chance.one_in(2).then_some(person.phone))
        .text("How long would moving our mail take?")
        .moment(scene.days.moment(chance, submitted))
}

fn subscriber(scene: &Scene, chance: &mut Chance, id: i64) -> Row {
    let subscribed = scene.days.event(chance, 3.years());
    let clicked = chance.one_in(2).then(|| scene.days.event(chance, 3.years()).max(subscribed));
    Row::new("subscribers")
        .integer(id)
        .text(people::person(chance, id).email)
        .moment(scene.days.moment(chance, subscribed))
        .moment(clicked.map(|day| scene.days.moment(chance, day)))
}

fn visit(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let started = scene.days.event(chance, 25.months());
    rows.push(
        Row::new("measured_visits")
            .integer(id)
            .text(site(chance))
            .perhaps(chance.one_in(6).then(|| format!("v{id:08}")))
            .perhaps(chance.one_in(6).then(|| people::ip_address(chance)))
            .moment(scene.days.moment(chance, started)),
    );
    for number in 1..=chance.within(1..=4) {
        let row = Row::new("measured_actions").integer(id).integer(number);
        rows.push(match chance.one_in(6) {
            true => row.text("brochure").text("backup.pdf"),
            false => row.text("page").text(chance.pick(&["/", "/hosting", "/support"])),
        });
    }
}
