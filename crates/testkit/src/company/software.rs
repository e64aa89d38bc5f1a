//! A company that makes software: clients with licences, prospects who agreed, questions, applicants, what its sites log.

use jiff::{ToSpan, civil::Date};

use super::{Row, Scene, Table, chance::Chance, country, people};

pub(super) const TABLES: &[Table] = &[
    Table { name: "countries", columns: &["code", "name"] },
    Table { name: "sites", columns: &["code", "entity", "host"] },
    Table { name: "products", columns: &["code", "name"] },
    Table {
        name: "clients",
        columns: &[
            "id",
            "number",
            "company",
            "first_name",
            "last_name",
            "email",
            "phone",
            "postcode",
            "country_code",
            "parent_id",
            "created_at",
        ],
    },
    Table {
        name: "licences",
        columns: &["id", "client_id", "product_code", "seats", "started_on", "ended_on"],
    },
    Table { name: "tickets", columns: &["id", "client_id", "licence_id", "subject", "message", "opened_at"] },
    Table {
        name: "invoices",
        columns: &["id", "client_id", "number", "billed_to", "issued_on", "amount_cents"],
    },
    Table {
        name: "product_profiles",
        columns: &["client_id", "product_code", "preferences", "last_used_at"],
    },
    Table {
        name: "prospects",
        columns: &[
            "id",
            "email",
            "first_name",
            "last_name",
            "phone",
            "postcode",
            "site_code",
            "form",
            "consented_at",
        ],
    },
    Table { name: "mailings", columns: &["id", "prospect_id", "campaign", "sent_at", "clicked_at"] },
    Table {
        name: "questions",
        columns: &["id", "site_code", "name", "email", "message", "asked_at", "answered_at"],
    },
    Table {
        name: "applicants",
        columns: &["id", "first_name", "last_name", "email", "phone", "qualifications", "experience"],
    },
    Table {
        name: "applications",
        columns: &["id", "applicant_id", "kind", "position", "motivation", "applied_at"],
    },
    Table { name: "application_files", columns: &["application_id", "number", "file_name", "content"] },
    Table { name: "applicant_exchanges", columns: &["id", "applicant_id", "channel", "note", "held_on"] },
    Table {
        name: "visits",
        columns: &["id", "site_code", "visitor_key", "ip_address", "user_agent", "started_at"],
    },
    Table { name: "page_views", columns: &["visit_id", "number", "page", "referrer", "viewed_at"] },
    Table {
        name: "logins",
        columns: &["id", "client_id", "product_code", "user_name", "ip_address", "succeeded", "logged_at"],
    },
];

const SITES: [(&str, &str, &str); 3] = [
    ("group", "The company", "www.example.com"),
    ("shop", "First subsidiary", "shop.example.com"),
    ("cloud", "Second subsidiary", "cloud.example.com"),
];
const PRODUCTS: [(&str, &str); 4] =
    [("desk", "Desk"), ("ledger", "Ledger"), ("planner", "Planner"), ("vault", "Vault")];

/// What stands in its tables before anybody comes.
pub(super) fn first() -> Vec<Row> {
    let sites =
        SITES.map(|(code, entity, host)| Row::new("sites").text(code).text(entity).text(host)).into_iter();
    sites.chain(PRODUCTS.map(|(code, name)| Row::new("products").text(code).text(name))).collect()
}

/// Of twenty people four are clients, five prospects, two asked a question, two applied, and seven looked at a site. People of
/// one kind are twenty numbers apart, so whom a row refers to is known without looking.
pub(super) fn one(scene: &Scene, person: usize) -> Vec<Row> {
    let mut chance = scene.chance(person);
    let id = i64::try_from(person).unwrap_or_default() + 1;
    let mut rows = Vec::with_capacity(12);
    match id % 20 {
        0..=3 => client(scene, &mut chance, id, &mut rows),
        4..=8 => prospect(scene, &mut chance, id, &mut rows),
        9 | 10 => rows.push(question(scene, &mut chance, id)),
        11 | 12 => applicant(scene, &mut chance, id, &mut rows),
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

fn product(chance: &mut Chance) -> &'static str {
    chance.pick(&PRODUCTS).0
}

fn client(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let person = people::person(chance, id);
    let licences: Vec<_> = (0..chance.within(1..=3)).map(|_| licence_days(scene, chance)).collect();
    let began = licences.iter().map(|(started, _)| *started).min().unwrap_or(scene.days.today);
    let parent = (chance.one_in(8) && id > 20).then(|| id - 20);
    rows.push(
        Row::new("clients")
            .integer(id)
            .text(format!("N{id:07}"))
            .perhaps((!chance.one_in(5)).then(|| people::firm(chance)))
            .text(person.first)
            .text(&person.last)
            .text(&person.email)
            .perhaps((!chance.one_in(4)).then_some(person.phone))
            .text(postcode(chance))
            .text(country(chance))
            .integer(parent)
            .moment(scene.days.moment(chance, began)),
    );
    for (nth, days) in (0..).zip(licences) {
        licence(scene, chance, (id, nth), days, &person.last, rows);
    }
    if chance.one_in(2) {
        let used = scene.days.event(chance, 1.year());
        rows.push(
            Row::new("product_profiles")
                .integer(id)
                .text(product(chance))
                .text("wide columns, weekly summary")
                .moment(scene.days.moment(chance, used)),
        );
    }
    for nth in 0..chance.within(0..=2) {
        rows.push(login(scene, chance, child(id, nth), Some(id), &person.email));
    }
}

fn licence_days(scene: &Scene, chance: &mut Chance) -> (Date, Option<Date>) {
    if chance.one_in(5) {
        return (scene.days.event(chance, 4.years()), None);
    }
    let ended = scene.days.event(chance, 5.years());
    (ended - chance.within(30..=1500).days(), Some(ended))
}

fn licence(
    scene: &Scene,
    chance: &mut Chance,
    (client, nth): (i64, i64),
    (started, ended): (Date, Option<Date>),
    billed_to: &str,
    rows: &mut Vec<Row>,
) {
    let id = child(client, nth);
    let row = Row::new("licences").integer(id).integer(client).text(product(chance));
    rows.push(row.integer(chance.within(1..=50)).day(started).day(ended));
    let until = ended.unwrap_or(scene.days.today);
    for number in 0..chance.within(0..=2) {
        let issued = match chance.within(1..=5) {
            1 => scene.days.event(chance, 10.years()),
            _ => scene.days.between(chance, started, until),
        };
        rows.push(
            Row::new("invoices")
                .integer(child(id, number))
                .integer(client)
                .text(format!("S{}-{:09}", issued.year(), child(id, number)))
                .text(billed_to)
                .day(issued)
                .integer(chance.within(9_900..=990_000)),
        );
    }
    if chance.one_in(4) {
        let opened = scene.days.between(chance, started, until);
        rows.push(
            Row::new("tickets")
                .integer(id)
                .integer(client)
                .integer(id)
                .text("The summary is empty")
                .perhaps((!chance.one_in(6)).then_some("Since Monday.\nThe week before all was well."))
                .integer(scene.days.seconds(chance, opened)),
        );
    }
}

fn login(scene: &Scene, chance: &mut Chance, id: i64, client: Option<i64>, name: &str) -> Row {
    let logged = scene.days.event(chance, 6.months());
    Row::new("logins")
        .integer(id)
        .integer(client)
        .text(product(chance))
        .text(name)
        .text(people::ip_address(chance))
        .truth(!chance.one_in(9))
        .integer(scene.days.seconds(chance, logged))
}

fn prospect(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let person = people::person(chance, id);
    let consented = scene.days.event(chance, 3.years());
    rows.push(
        Row::new("prospects")
            .integer(id)
            .text(person.email)
            .text(person.first)
            .text(person.last)
            .perhaps(chance.one_in(3).then_some(person.phone))
            .perhaps(chance.one_in(2).then(|| postcode(chance)))
            .text(site(chance))
            .text(chance.pick(&["contact-form-2", "trial-form-5"]))
            .moment(scene.days.moment(chance, consented)),
    );
    for nth in 0..chance.within(0..=4) {
        let sent = scene.days.event(chance, 3.years()).max(consented);
        let clicked = chance.one_in(4).then(|| scene.days.between(chance, sent, sent + 20.days()));
        rows.push(
            Row::new("mailings")
                .integer(child(id, nth))
                .integer(id)
                .text(chance.pick(&["spring", "autumn", "release"]))
                .moment(scene.days.moment(chance, sent))
                .moment(clicked.map(|day| scene.days.moment(chance, day))),
        );
    }
}

fn question(scene: &Scene, chance: &mut Chance, id: i64) -> Row {
    let person = people::person(chance, id);
    let answered = (!chance.one_in(8)).then(|| scene.days.event(chance, 3.months()));
    let asked = answered.unwrap_or(scene.days.today) - chance.within(0..=9).days();
    Row::new("questions")
        .integer(id)
        .text(site(chance))
        .perhaps((!chance.one_in(4)).then(|| format!("{} {}", person.first, person.last)))
        .text(person.email)
        .text("Does the planner know holidays?")
        .moment(scene.days.moment(chance, asked))
        .moment(answered.map(|day| scene.days.moment(chance, day)))
}

fn applicant(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let person = people::person(chance, id);
    rows.push(
        Row::new("applicants")
            .integer(id)
            .text(person.first)
            .text(person.last)
            .text(person.email)
            .perhaps((!chance.one_in(5)).then_some(person.phone))
            .text("A degree in mathematics")
            .perhaps((!chance.one_in(3)).then_some("Four years with a mapmaker")),
    );
    for nth in 0..chance.pick(&[1, 1, 1, 2]) {
        let applied = scene.days.event(chance, 5.years());
        let application = child(id, nth);
        rows.push(
            Row::new("applications")
                .integer(application)
                .integer(id)
                .text(chance.pick(&["job", "job", "internship", "spontaneous"]))
                .text(chance.pick(&["engineer", "consultant", "tester"]))
                .perhaps((!chance.one_in(3)).then_some("I like things that work."))
                .moment(scene.days.moment(chance, applied)),
        );
        for number in 1..=chance.within(0..=2) {
            let row = Row::new("application_files").integer(application).integer(number);
            rows.push(row.text(format!("file-{number}.pdf")).bytes(b"%PDF-1.7 invented".to_vec()));
        }
    }
    for nth in 0..chance.within(0..=2) {
        rows.push(
            Row::new("applicant_exchanges")
                .integer(child(id, nth))
                .integer(id)
                .text(chance.pick(&["email", "phone", "interview"]))
                .perhaps(chance.one_in(2).then_some("asks about the team"))
                .day(scene.days.event(chance, 5.years())),
        );
    }
}

fn visit(scene: &Scene, chance: &mut Chance, id: i64, rows: &mut Vec<Row>) {
    let started = scene.days.event(chance, 6.months());
    rows.push(
        Row::new("visits")
            .integer(id)
            .text(site(chance))
            .perhaps((!chance.one_in(6)).then(|| format!("k{id:08}")))
            .text(people::ip_address(chance))
            .text(chance.pick(&people::BROWSERS))
            .moment(scene.days.moment(chance, started)),
    );
    for number in 1..=chance.within(1..=5) {
        let viewed = started + chance.pick(&[0, 0, 0, 1]).days();
        rows.push(
            Row::new("page_views")
                .integer(id)
                .integer(number)
                .text(chance.pick(&["/", "/products", "/jobs", "/contact"]))
                .perhaps(chance.one_in(3).then_some("https://search.example.org/"))
                .integer(scene.days.seconds(chance, viewed.min(scene.days.today)) * 1000 + 7),
        );
    }
    if chance.one_in(12) {
        let person = people::person(chance, id);
        rows.push(login(scene, chance, child(id, 0), None, &person.email));
    }
}

fn postcode(chance: &mut Chance) -> String {
    format!("{:05}", chance.within(1000..=97_000))
}
