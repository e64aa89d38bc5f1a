//! What clients keep with the company.

use jiff::civil::Date;

use super::child;
use crate::company::{Row, Scene, chance::Chance, people};

/// A tenant with its users, documents and messages; it ends with its contract.
pub(super) fn tenant(
    scene: &Scene,
    chance: &mut Chance,
    (client, id): (i64, i64),
    (opened, ended): (Date, Option<Date>),
    rows: &mut Vec<Row>,
) {
    let row = Row::new("tenants").integer(id).integer(client).text(people::firm(chance));
    rows.push(row.day(opened).day(ended));
    let users = chance.within(1..=4);
    for number in 1..=users {
        let person = people::person(chance, child(id, number));
        let name = format!("{} {}", person.first, person.last);
        rows.push(Row::new("tenant_users").integer(id).integer(number).text(name).text(person.email));
    }
    for nth in 0..chance.within(0..=3) {
        let document = child(id, nth);
        let owner = chance.within(1..=users);
        rows.push(
            Row::new("tenant_documents")
                .integer(document)
                .integer(id)
                .integer((!chance.one_in(5)).then_some(owner))
                .text("Minutes of the meeting")
                .bytes(b"PK invented".to_vec()),
        );
        if chance.one_in(2) {
            let sent = scene.days.between(chance, opened, ended.unwrap_or(scene.days.today));
            let row = Row::new("tenant_messages").integer(document).integer(document);
            rows.push(row.text("Have you seen page two?").integer(scene.days.seconds(chance, sent)));
        }
    }
}
