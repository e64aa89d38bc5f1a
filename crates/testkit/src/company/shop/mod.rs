//! An on-line shop: customers with orders, invoices, warranties, cards and subscriptions, what they say, the log of the site.

mod cards;
mod orders;
mod tables;

use jiff::ToSpan;

pub(super) use self::tables::TABLES;
use super::{
    Row, Scene,
    chance::Chance,
    country,
    people::{self, Person},
};

/// How many things it sells.
const PRODUCTS: i64 = 12;

/// What stands in its tables before anybody comes.
pub(super) fn first() -> Vec<Row> {
    let product = |id: i64| {
        Row::new("products")
            .integer(id)
            .text(format!("Licence {id}"))
            .text(article(id))
            .perhaps((id % 3 > 0).then_some("A year of updates"))
            .integer(900 * id)
    };
    (1..=PRODUCTS).map(product).collect()
}

/// An article number with its check digit (GS1), in the range set aside for a shop's own use.
fn article(id: i64) -> String {
    let digits = format!("200{id:09}");
    let weighed =
        digits.bytes().rev().enumerate().map(|(place, digit)| u32::from(digit - b'0') * [3, 1][place % 2]);
    format!("{digits}{}", (10 - weighed.sum::<u32>() % 10) % 10)
}

/// Of twenty people nine are customers, three signed up for news, and eight looked at the site.
pub(super) fn one(scene: &Scene, person: usize) -> Vec<Row> {
    let mut chance = scene.chance(person);
    let id = i64::try_from(person).unwrap_or_default() + 1;
    let mut rows = Vec::with_capacity(24);
    match id % 20 {
        0..=8 => customer(scene, &mut chance, id, &mut rows),
        9..=11 => rows.push(subscriber(scene, &mut chance, id)),
        _ => visits(scene, &mut chance, id, None, &mut rows),
    }
    rows
}

/// The number of the `nth` row that hangs on `id`; the first fifteen never collide.
fn child(id: i64, nth: i64) -> i64 {
    id * 16 + nth
}

fn product(chance: &mut Chance) -> i64 {
    chance.within(1..=PRODUCTS)
}

fn customer(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let person = people::person(chance, id);
    rows.push(who(scene, chance, id, &person));
    for (nth, kind) in [(0, "billing"), (1, "delivery")] {
        if nth == 0 || chance.one_in(3) {
            let row = Row::new("addresses").integer(child(id, nth)).integer(id).text(kind);
            let row = row.text(people::street(chance)).text(format!("{:05}", chance.within(1000..=97_000)));
            let added = scene.days.event(chance, 5.years()) - 1.year();
            rows.push(row.text(people::town(chance)).moment(scene.days.moment(chance, added)));
        }
    }
    let cards = cards::cards(scene, chance, id, &person, rows);
    for nth in 0..chance.within(1..=3) {
        orders::order(scene, chance, (id, child(id, nth)), &person.last, &cards, rows);
    }
    if chance.one_in(4) {
        rows.push(orders::subscription(scene, chance, id, &cards));
    }
    if chance.one_in(6) {
        rows.push(complaint(scene, chance, id));
    }
    if chance.one_in(3) {
        let row = Row::new("reviews").integer(id).integer(product(chance)).integer(chance.within(1..=5));
        let row = row.perhaps(chance.one_in(2).then_some("It does what it says."));
        rows.push(row.day(scene.days.event(chance, 5.years())));
    }
    if chance.one_in(3) {
        visits(scene, chance, id, Some(id), rows);
    }
}

fn who(scene: &Scene, chance: &mut Chance, id: i64, person: &Person) -> Row {
    // Half of the last events lie before the archive begins, some before it ends.
    let login = scene.days.event(chance, if id % 3 == 0 { 10.years() } else { 5.years() });
    let created = login - chance.within(30..=900).days();
    Row::new("customers")
        .integer(id)
        .text(format!("W{id:07}"))
        .perhaps(chance.one_in(2).then(|| people::firm(chance)))
        .text(person.first)
        .text(&person.last)
        .text(&person.email)
        .perhaps((!chance.one_in(4)).then(|| person.phone.clone()))
        .text(country(chance))
        .moment(scene.days.moment(chance, created))
        .moment(scene.days.moment(chance, login))
}

fn complaint(scene: &Scene, chance: &mut Chance, id: i64) -> Row {
    let opened = scene.days.event(chance, 5.years());
    let resolved = (!chance.one_in(5)).then(|| scene.days.between(chance, opened, opened + 30.days()));
    let message = match chance.one_in(40) {
        // What people write who were told not to: a number that card schemes publish for tests.
        true => "I paid twice with 4111 1111 1111 1111, please look.",
        false => "I paid twice with the card that ends in 1111.",
    };
    Row::new("complaints").integer(id).integer(id).text(message).day(opened).day(resolved)
}

fn visits(scene: &Scene, chance: &mut Chance, id: i64, customer: Option<i64>, rows: &mut Vec<Row>) {
    for nth in 0..chance.within(1..=4) {
        let period = if chance.one_in(2) { 12.months() } else { 25.months() };
        let logged = scene.days.event(chance, period);
        rows.push(
            Row::new("site_log")
                .integer(child(id, nth))
                .integer(customer)
                .perhaps((!chance.one_in(5)).then(|| format!("v{id:08}")))
                .text(people::ip_address(chance))
                .text(chance.pick(&people::BROWSERS))
                .text(chance.pick(&["/", "/licences", "/cart"]))
                .integer(scene.days.seconds(chance, logged) * 1000 + 5),
        );
    }
}

fn subscriber(scene: &Scene, chance: &mut Chance, id: i64) -> Row {
    let signed = scene.days.event(chance, 3.years());
    let clicked = chance.one_in(2).then(|| scene.days.event(chance, 3.years()).max(signed));
    Row::new("subscribers")
        .integer(id)
        .text(people::person(chance, id).email)
        .text(chance.pick(&["releases", "offers"]))
        .moment(scene.days.moment(chance, signed))
        .moment(clicked.map(|day| scene.days.moment(chance, day)))
}
