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
    seed: u64,
    contacts: Vec<Row>,
    accounts: Vec<Row>,
    by_email: bool,
    /// Whose records are whose is known by the accounts' e-mail addresses alone.
    known_there: bool,
    /// Who objected, and who is under a hold: normal addresses.
    objected: Vec<String>,
    held: Vec<String>,
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
        Self {
            seed,
            contacts,
            accounts,
            by_email,
            known_there: false,
            objected: Vec::new(),
            held: Vec::new(),
        }
    }

    /// The same where some objected, some are under a hold, and some both.
    fn with_persons(self, known_there: bool) -> Self {
        let person = |number: &u64| format!("person{number}@example.com");
        let objected = (0..30).filter(|number| number % 4 == 0);
        let held = (0..30).filter(|number| number % 5 == 0);
        Self {
            known_there,
            objected: objected.map(|n| person(&n)).collect(),
            held: held.map(|n| person(&n)).collect(),
            ..self
        }
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

    /// Whether a contact, or an account, is about one of these.
    fn is_of(&self, row: &Row, persons: &[String], contact: bool) -> bool {
        let is = |row: &Row| normal(row).is_some_and(|email| persons.contains(&email));
        match contact && self.known_there {
            true => self.accounts.iter().any(|account| self.linked(row, account) && is(account)),
            false => is(row),
        }
    }

    fn linked(&self, contact: &Row, account: &Row) -> bool {
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
        let live = |contact: &Row| self.latest(contact).is_none_or(|day| !past(day, 3));
        let stays = |contact: &&Row| {
            self.is_of(contact, &self.held, true)
                || !self.is_of(contact, &self.objected, true) && live(contact)
        };
        self.contacts.iter().filter(stays).map(|row| row.id).collect()
    }

    /// An account is kept for itself, or for a contact that stays and for which its date still counts, or says that it is over where
    /// nothing else might: a hold keeps some that are. What is ended counts nothing.
    fn accounts_that_stay(&self) -> Vec<i64> {
        let contacts = self.contacts_that_stay();
        let needed = |account: &Row| {
            let mut staying = self.contacts.iter().filter(|contact| contacts.contains(&contact.id));
            let counting = |contact: &Row, day: Date| {
                !self.is_of(contact, &self.objected, true)
                    && self.linked(contact, account)
                    && (!past(day, 3) || self.latest(contact).is_some_and(|latest| past(latest, 3)))
            };
            account.day.is_some_and(|day| staying.any(|contact| counting(contact, day)))
        };
        let live = |account: &Row| account.day.is_none_or(|day| !past(day, 1));
        let stays = |account: &&Row| {
            self.is_of(account, &self.held, false)
                || !self.is_of(account, &self.objected, false) && live(account)
                || needed(account)
        };
        self.accounts.iter().filter(stays).map(|row| row.id).collect()
    }
}

/// For a year longer than they are in use.
const ARCHIVING: [(&str, &str); 4] = [
    pair::ARCHIVING[0],
    pair::ARCHIVING[1],
    (
        "3 years after collected or last_login",
        "3 years after collected or last_login, then archive for 1 year",
    ),
    ("1 year after last_login", "1 year after last_login, then archive for 1 year"),
];

impl World {
    /// What is archived of the contacts that go, each until a year after its last day in use.
    fn contacts_archived(&self) -> Vec<(i64, String)> {
        let stay = self.contacts_that_stay();
        let gone = self.contacts.iter().filter(|row| !stay.contains(&row.id));
        gone.filter_map(|row| archived(row, self.latest(row)?, 3)).collect()
    }

    /// What goes with its account, and of one that stays for a contact what no link is over.
    fn accounts_archived(&self) -> Vec<(i64, String)> {
        let stay = self.accounts_that_stay();
        let over = self.accounts.iter().filter(|row| row.day.is_some_and(|day| past(day, 1)));
        let leaves = |row: &&Row| {
            let linked_too = !stay.contains(&row.id);
            (row.email.is_some() && (linked_too || !self.by_email))
                || (row.client.is_some() && (linked_too || self.by_email))
        };
        over.filter(leaves).filter_map(|row| archived(row, row.day?, 1)).collect()
    }
}

fn archived(row: &Row, day: Date, years: i64) -> Option<(i64, String)> {
    let last = day + years.years() + 1.year();
    (last >= TODAY.parse().unwrap()).then(|| (row.id, last.to_string()))
}

fn archives(crm: Engine, app: Engine, world: &World) {
    let link = if world.by_email { pair::BY_EMAIL } else { pair::BY_NUMBER };
    let pair = Pair::with(crm, app, link, &ARCHIVING);
    world.fill(&pair);
    pair.apply();
    let which = format!("seed {}, {crm:?} and {app:?}", world.seed);
    assert_eq!(pair.contacts(), world.contacts_that_stay(), "contacts, {which}");
    assert_eq!(pair.accounts(), world.accounts_that_stay(), "accounts, {which}");
    let (contacts, accounts) = (world.contacts_archived(), world.accounts_archived());
    assert!(!contacts.is_empty() && !accounts.is_empty(), "{which}");
    assert_eq!(pair.contacts_archived(), contacts, "archived contacts, {which}");
    assert_eq!(pair.accounts_archived(), accounts, "archived accounts, {which}");
}

#[test]
fn two_stores_agree_with_plain_lines_on_what_is_archived_until_when() {
    each(300, |crm, app, seed| archives(crm, app, &World::generate(seed, 60, seed % 2 == 0)));
}

fn normal(row: &Row) -> Option<String> {
    row.email.as_ref().map(|email| email.trim().to_lowercase())
}

fn past(day: Date, years: i64) -> bool {
    day + years.years() < TODAY.parse().unwrap()
}

fn agrees(crm: Engine, app: Engine, world: &World) {
    let link = if world.by_email { pair::BY_EMAIL } else { pair::BY_NUMBER };
    let changes = if world.known_there { vec![pair::KNOWN_THERE] } else { Vec::new() };
    let pair = Pair::with(crm, app, link, &changes);
    world.fill(&pair);
    world.objected.iter().for_each(|person| pair.objects(person));
    world.held.iter().for_each(|person| drop(pair.hold(person)));
    pair.apply();
    let (contacts, accounts) = (world.contacts_that_stay(), world.accounts_that_stay());
    assert!(contacts.len() < world.contacts.len() && accounts.len() < world.accounts.len());
    let which = format!("seed {}, {crm:?} and {app:?}", world.seed);
    assert_eq!(pair.contacts(), contacts, "contacts, {which}");
    assert_eq!(pair.accounts(), accounts, "accounts, {which}");
}

/// Worlds of as many seeds as `ABIDE_CASES` says, from `ABIDE_SEED` on; of nine, one for each pair of engines.
fn each(first: u64, agrees: impl Fn(Engine, Engine, u64)) {
    let given = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let (first, cases) = (given("ABIDE_SEED").unwrap_or(first), given("ABIDE_CASES").unwrap_or(9));
    for (seed, (crm, app)) in (first..first + cases).zip(pair::all().into_iter().cycle()) {
        agrees(crm, app, seed);
    }
}

#[test]
fn two_stores_agree_with_plain_lines_by_email() {
    each(1, |crm, app, seed| agrees(crm, app, &World::generate(seed, 60, true)));
}

#[test]
fn two_stores_agree_with_plain_lines_by_number() {
    each(100, |crm, app, seed| agrees(crm, app, &World::generate(seed, 60, false)));
}

#[test]
fn two_stores_agree_on_who_objected_and_who_is_held() {
    each(200, |crm, app, seed| {
        agrees(crm, app, &World::generate(seed, 60, seed % 2 == 0).with_persons(seed % 3 != 0));
    });
}

/// A contact under a hold, without a date of its own, is over by an account that is nobody's and long over itself.
#[test]
fn what_a_held_contact_is_over_by_stays_with_it() {
    let world = World::generate(5215, 60, false).with_persons(true);
    agrees(Engine::MariaDb, Engine::MariaDb, &world);
    agrees(Engine::Sqlite, Engine::Postgres, &world);
}

#[test]
fn more_keys_than_are_asked_about_at_once_are_asked_in_turn() {
    agrees(Engine::Sqlite, Engine::Postgres, &World::generate(7, 1500, true));
    agrees(Engine::Postgres, Engine::MariaDb, &World::generate(8, 1500, true));
}
