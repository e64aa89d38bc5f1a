//! What the payment provider gives back of cards.

use jiff::ToSpan;

use super::child;
use crate::company::{Row, Scene, chance::Chance, people::Person};

/// The cards of a customer: some in the wallet, some taken out of it, some only once used. Gives their numbers.
pub(super) fn cards(
    scene: &Scene,
    chance: &mut Chance,
    customer: i64,
    person: &Person,
    rows: &mut Vec<Row>,
) -> Vec<i64> {
    let cards: Vec<i64> = (0..chance.within(0..=2)).map(|nth| child(customer, nth)).collect();
    for card in &cards {
        rows.push(card_row(scene, chance, (customer, *card), person));
    }
    cards
}

fn card_row(scene: &Scene, chance: &mut Chance, (customer, id): (i64, i64), person: &Person) -> Row {
    let added = scene.days.event(chance, 2.years());
    let expires = (scene.days.event(chance, 2.years()) + chance.within(0..=40).months()).last_of_month();
    let in_wallet = chance.one_in(2);
    let removed =
        (in_wallet && chance.one_in(3)).then(|| scene.days.between(chance, added, scene.days.today));
    Row::new("payment_cards")
        .integer(id)
        .integer(customer)
        .text(format!("tok_{id:x}"))
        .text(chance.pick(&["411111", "555555"]))
        .text(format!("{:04}", chance.within(0..=9999)))
        .perhaps((!chance.one_in(5)).then(|| format!("{} {}", person.first, person.last)))
        .day(expires)
        .moment(scene.days.moment(chance, added))
        .moment(in_wallet.then(|| scene.days.moment(chance, added)))
        .moment(removed.map(|day| scene.days.moment(chance, day)))
}
