//! What customers buy.

use jiff::ToSpan;

use super::{child, product};
use crate::company::{Row, Scene, chance::Chance};

/// An order with its lines, invoice, payment and warranty.
pub(super) fn order(
    scene: &Scene,
    chance: &mut Chance,
    (customer, id): (i64, i64),
    billed_to: &str,
    cards: &[i64],
    rows: &mut Vec<Row>,
) {
    let period = if chance.one_in(3) { 10.years() } else { 5.years() };
    let ordered = scene.days.event(chance, period);
    rows.push(
        Row::new("orders")
            .integer(id)
            .integer(customer)
            .text(format!("O{id:09}"))
            .moment(scene.days.moment(chance, ordered))
            .perhaps(chance.one_in(9).then_some("Happy birthday!")),
    );
    for line in 1..=chance.pick(&[1, 1, 2]) {
        let row = Row::new("order_lines").integer(id).integer(line).integer(product(chance));
        rows.push(row.integer(chance.within(1..=3)));
    }
    if chance.one_in(3) {
        let ends = ordered + chance.within(1..=3).years();
        rows.push(Row::new("warranties").integer(id).integer(id).day(ends));
    }
    let amount = chance.within(900..=90_000);
    if !chance.one_in(10) {
        rows.push(
            Row::new("invoices")
                .integer(id)
                .integer(customer)
                .integer((!chance.one_in(20)).then_some(id))
                .text(format!("F{}-{id:09}", ordered.year()))
                .text(billed_to)
                .day(ordered)
                .integer(amount),
        );
    }
    let card = (!cards.is_empty() && !chance.one_in(4)).then(|| chance.pick(cards));
    let paid = if chance.one_in(2) { scene.days.event(chance, 15.months()).max(ordered) } else { ordered };
    let row = Row::new("payments").integer(id).integer(id).integer(card).integer(amount);
    rows.push(row.moment(scene.days.moment(chance, paid)));
}

/// A maintenance, debited from a card.
pub(super) fn subscription(scene: &Scene, chance: &mut Chance, customer: i64, cards: &[i64]) -> Row {
    let ended = (!chance.one_in(3)).then(|| scene.days.event(chance, 5.years()));
    let started = ended.unwrap_or(scene.days.today) - chance.within(30..=2000).days();
    Row::new("subscriptions")
        .integer(child(customer, 0))
        .integer(customer)
        .integer((!cards.is_empty()).then(|| chance.pick(cards)))
        .integer(product(chance))
        .day(started)
        .day(ended)
}
