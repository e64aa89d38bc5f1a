//! Invented people: names put together from parts, addresses at the domains and numbers in the ranges set aside for examples
//! (RFC 2606; ARCEP's numbers for audiovisual works).

use super::chance::Chance;

const FIRST: [&str; 32] = [
    "Adèle",
    "Amir",
    "Anaïs",
    "Basile",
    "Chloé",
    "Célestin",
    "Dora",
    "Elias",
    "Fanny",
    "Gaspard",
    "Hana",
    "Ilan",
    "Inès",
    "Jérôme",
    "Kenza",
    "Léon",
    "Lou",
    "Maëlle",
    "Marius",
    "Nadia",
    "Noé",
    "Octave",
    "Paola",
    "Quentin",
    "Rosa",
    "Sacha",
    "Selma",
    "Théo",
    "Ulysse",
    "Violette",
    "Yanis",
    "Zoé",
];
const HEAD: [&str; 20] = [
    "Bor", "Cas", "Dal", "Fer", "Gar", "Hau", "Jol", "Lam", "Mor", "Nau", "Ori", "Pel", "Quin", "Rou", "Sal",
    "Tre", "Val", "Ver", "Wal", "Zel",
];
const MIDDLE: [&str; 12] = ["a", "an", "be", "ci", "de", "el", "go", "i", "mo", "ne", "o", "tu"];
const TAIL: [&str; 16] = [
    "bert", "court", "dier", "faut", "gnac", "land", "lin", "mard", "net", "quet", "rand", "sart", "tier",
    "vaux", "veau", "zon",
];
const DOMAINS: [&str; 3] = ["example.com", "example.org", "example.net"];
const TRADE: [&str; 10] = [
    "Ateliers",
    "Bureau",
    "Cabinet",
    "Fonderie",
    "Galerie",
    "Imprimerie",
    "Labo",
    "Menuiserie",
    "Musée",
    "Studio",
];

/// What they look at a site with.
pub(crate) const BROWSERS: [&str; 3] = ["Firefox/142.0", "Safari/605.1", "Chrome/141.0"];

/// An invented person.
pub(crate) struct Person {
    pub(crate) first: &'static str,
    pub(crate) last: String,
    pub(crate) email: String,
    pub(crate) phone: String,
}

/// Invents a person; `number` makes the address unique.
pub(crate) fn person(chance: &mut Chance, number: i64) -> Person {
    let first = chance.pick(&FIRST);
    let last = last_name(chance);
    let mut email = format!("{}.{}.{number}@{}", plain(first), plain(&last), chance.pick(&DOMAINS));
    if chance.one_in(24) {
        // People capitalise; the same address all the same.
        email = email[..1].to_uppercase() + &email[1..];
    }
    Person { first, last, email, phone: phone(chance) }
}

/// An invented firm.
pub(crate) fn firm(chance: &mut Chance) -> String {
    format!("{} {}", chance.pick(&TRADE), last_name(chance))
}

/// An invented street with its number.
pub(crate) fn street(chance: &mut Chance) -> String {
    let kind = chance.pick(&["rue", "avenue", "place", "chemin"]);
    format!("{} {kind} {}", chance.within(1..=180), last_name(chance))
}

/// An invented town.
pub(crate) fn town(chance: &mut Chance) -> String {
    format!("Saint-{}-sur-{}", chance.pick(&FIRST), chance.pick(&HEAD))
}

/// An address in a range set aside for documentation (RFC 5737).
pub(crate) fn ip_address(chance: &mut Chance) -> String {
    format!("203.0.113.{}", chance.within(1..=254))
}

fn last_name(chance: &mut Chance) -> String {
    [chance.pick(&HEAD), chance.pick(&MIDDLE), chance.pick(&TAIL)].concat()
}

fn phone(chance: &mut Chance) -> String {
    let range = chance.pick(&["+33 1 99 00", "+33 6 39 98"]);
    format!("{range} {:02} {:02}", chance.within(0..=99), chance.within(0..=99))
}

/// Letters without accents, in lower case.
fn plain(name: &str) -> String {
    let letter = |letter: char| match letter {
        'è' | 'é' | 'ë' => 'e',
        'ï' => 'i',
        'ô' => 'o',
        other => other.to_ascii_lowercase(),
    };
    name.chars().map(letter).collect()
}
