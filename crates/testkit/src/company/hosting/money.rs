//! What clients owe and pay.

use jiff::{ToSpan, civil::Date};

use super::child;
use crate::company::{Row, Scene, chance::Chance};

/// The invoices of a contract with their lines, some of them paid by card.
pub(super) fn invoices(
    scene: &Scene,
    chance: &mut Chance,
    (client, contract): (i64, i64),
    (started, ended): (Date, Option<Date>),
    billed_to: &str,
    rows: &mut Vec<Row>,
) {
    for nth in 0..chance.within(0..=2) {
        let id = child(contract, nth);
        let issued = match chance.within(1..=5) {
            1 => scene.days.event(chance, 10.years()),
            _ => scene.days.between(chance, started, ended.unwrap_or(scene.days.today)),
        };
        let amount = chance.within(1_900..=400_000);
        rows.push(
            Row::new("invoices")
                .integer(id)
                .integer(client)
                .text(format!("F{}-{id:09}", issued.year()))
                .text(billed_to)
                .day(issued)
                .integer(amount),
        );
        for line in 1..=chance.pick(&[1, 1, 2]) {
            let row = Row::new("invoice_lines").integer(id).integer(line);
            rows.push(row.text("a month of hosting").integer(amount));
        }
        if chance.one_in(3) {
            card_payment(scene, chance, (id, client), amount, rows);
        }
    }
}

fn card_payment(
    scene: &Scene,
    chance: &mut Chance,
    (invoice, client): (i64, i64),
    amount: i64,
    rows: &mut Vec<Row>,
) {
    rows.push(
        Row::new("card_payments")
            .integer(invoice)
            .integer(client)
            .integer((!chance.one_in(8)).then_some(invoice))
            .text(chance.pick(&["immediate", "immediate", "deferred"]))
            .text(format!("tok_{invoice:x} 411111******{:04}", chance.within(0..=9999)))
            .perhaps((!chance.one_in(4)).then_some("12/27"))
            .integer(amount),
    );
    let parts = chance.pick(&[1, 1, 1, 3]);
    for nth in 0..parts {
        let due = scene.days.event(chance, 14.months());
        let paid = (!chance.one_in(15)).then(|| scene.days.between(chance, due, due + 5.days()));
        let row = Row::new("instalments").integer(child(invoice, nth)).integer(invoice);
        rows.push(row.integer(amount / parts).day(due).day(paid));
    }
}
