//! Generated worlds of two stores, against what a few plain lines say of both together.

use jiff::{
    ToSpan,
    civil::{Date, date},
};

use crate::pair::{self, Engine, Pair, TODAY};

/// A stream of pseudo-random numbers (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}

#[derive(Debug, Clone)]
struct Row {
    id: i64,
    email: Option<String>,
    client: Option<i64>,
    day: Option<Date>,
}

struct World {
    contacts: Vec<Row>,
    accounts: Vec<Row>,
    by_email: bool,
}

impl World {
    fn generate(seed: u64, rows: i64, by_email: bool) -> Self {
        let mut chance = Chance(seed);
        let people = rows.unsigned_abs();
        let mut row = |id: i64, tables: u64| {
            let person = chance.below(people / 2);
            let spelt = match chance.below(4) {
                0 => format!("Person{person}@Example.com"),
                1 => format!(" person{person}@example.com "),
                _ => format!("person{person}@example.com"),
            };
            let days = i64::try_from(chance.below(365 * 5)).unwrap();
            let near = [3, 1][usize::try_from(tables).unwrap()];
            let today: Date = TODAY.parse().unwrap();
            let day = match chance.below(8) {
                0 => None,
                // The days around which it is decided.
                1 => Some(today - near.years() + i64::try_from(chance.below(3)).unwrap().days() - 1.day()),
                2 => Some(date(2023, 3, 14) + i64::try_from(chance.below(3)).unwrap().days()),
                _ => Some(today - days.days()),
            };
            let email = (chance.below(10) > 0).then_some(spelt);
            let client = (chance.below(10) > 0).then(|| i64::try_from(person).unwrap());
            Row { id, email, client, day }
        };
        let contacts = (1..=rows).map(|id| row(id, 0)).collect();
        let accounts = (1..=rows).map(|id| row(id, 1)).collect();
        Self { contacts, accounts, by_email }
    }

    fn fill(&self, pair: &Pair) {
        let text = |row: &Row, name: &str| {
            let email = row.email.as_ref().map_or("NULL".to_owned(), |email| format!("'{email}'"));
            let client = row.client.map_or("NULL".to_owned(), |client| client.to_string());
            let day = row.day.map_or("NULL".to_owned(), |day| format!("'{day}'"));
            format!("({}, {email}, {client}{name}, {day})", row.id)
        };
        let values =
            |rows: &[Row], name: &str| rows.iter().map(|row| text(row, name)).collect::<Vec<_>>().join(", ");
        pair.crm(&format!("INSERT INTO contacts VALUES {}", values(&self.contacts, ", 'Somebody'")));
        pair.app(&format!("INSERT INTO accounts VALUES {}", values(&self.accounts, "")));
    }

    fn linked(&self, contact: &Row, account: &Row) -> bool {
        let normal = |row: &Row| row.email.as_ref().map(|email| email.trim().to_lowercase());
        match self.by_email {
            true => normal(contact).is_some() && normal(contact) == normal(account),
            false => contact.client.is_some() && contact.client == account.client,
        }
    }

    /// The latest day that a contact counts from.
    fn latest(&self, contact: &Row) -> Option<Date> {
        let theirs = self.accounts.iter().filter(|account| self.linked(contact, account));
        theirs.filter_map(|account| account.day).chain(contact.day).max()
    }

    fn contacts_that_stay(&self) -> Vec<i64> {
        let stays = |contact: &&Row| self.latest(contact).is_none_or(|day| !past(day, 3));
        self.contacts.iter().filter(stays).map(|row| row.id).collect()
    }

    /// An account is kept for itself, or for a contact that stays and for which its date still counts.
    fn accounts_that_stay(&self) -> Vec<i64> {
        let contacts = self.contacts_that_stay();
        let needed = |account: &Row| {
            let counts = account.day.is_some_and(|day| !past(day, 3));
            let staying = self.contacts.iter().filter(|contact| contacts.contains(&contact.id));
            counts && staying.clone().any(|contact| self.linked(contact, account))
        };
        let stays = |account: &&Row| account.day.is_none_or(|day| !past(day, 1)) || needed(account);
        self.accounts.iter().filter(stays).map(|row| row.id).collect()
    }
}

fn past(day: Date, years: i64) -> bool {
    day + years.years() < TODAY.parse().unwrap()
}

fn agrees(crm: Engine, app: Engine, world: &World) {
    let link = if world.by_email { pair::BY_EMAIL } else { pair::BY_NUMBER };
    let pair = Pair::open(crm, app, link);
    world.fill(&pair);
    pair.apply();
    let (contacts, accounts) = (world.contacts_that_stay(), world.accounts_that_stay());
    assert!(contacts.len() < world.contacts.len() && accounts.len() < world.accounts.len());
    assert_eq!(pair.contacts(), contacts, "contacts, {crm:?} and {app:?}");
    assert_eq!(pair.accounts(), accounts, "accounts, {crm:?} and {app:?}");
}

#[test]
fn two_stores_agree_with_plain_lines_by_email() {
    let seed = std::env::var("ABIDE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    for (number, (crm, app)) in (0..).zip(pair::all()) {
        agrees(crm, app, &World::generate(seed + number, 60, true));
    }
}

#[test]
fn two_stores_agree_with_plain_lines_by_number() {
    for (number, (crm, app)) in (100..).zip(pair::all()) {
        agrees(crm, app, &World::generate(number, 60, false));
    }
}

#[test]
fn more_keys_than_are_asked_about_at_once_are_asked_in_turn() {
    agrees(Engine::Sqlite, Engine::Postgres, &World::generate(7, 1500, true));
    agrees(Engine::Postgres, Engine::MariaDb, &World::generate(8, 1500, true));
}
