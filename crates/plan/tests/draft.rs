//! Drafting a map: what is guessed, what is left to a person, and that nothing a person wrote is ever changed.
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

use std::collections::BTreeMap;

use abide_plan::{
    catalog::{Catalog, Column, ColumnKind, Dialect, ForeignKey, OnDelete, Table, TableName},
    draft::{Draft, Hints, draft},
};
use abide_policy::finding::Severity;
use proptest::prelude::*;

fn column(name: &str, kind: ColumnKind) -> Column {
    let declared = format!("{kind:?}").to_lowercase();
    Column {
        name: name.to_owned(),
        declared,
        kind,
        nullable: true,
        default: None,
        generated: false,
        max_length: None,
        collation: None,
    }
}

/// A table from `name type` pairs; the first column is the key. `->` refers to the key of another table.
fn table(name: &str, columns: &str) -> Table {
    let mut table = Table {
        name: TableName::parse(name),
        columns: Vec::new(),
        primary_key: Vec::new(),
        unique: Vec::new(),
        checks: Vec::new(),
        indexes: Vec::new(),
        foreign_keys: Vec::new(),
        partitioned_by: None,
        untouchable: None,
    };
    for one in columns.split(',') {
        let mut words = one.split_whitespace();
        let (name, kind, other) = (words.next().unwrap(), words.next().unwrap(), words.nth(1));
        let kind = match kind {
            "int" => ColumnKind::Integer,
            "bool" => ColumnKind::Bool,
            "date" => ColumnKind::Date,
            "instant" => ColumnKind::TimestampTz,
            "money" => ColumnKind::Decimal,
            "text" => ColumnKind::Text,
            other => panic!("no kind {other}"),
        };
        table.columns.push(column(name, kind));
        table.foreign_keys.extend(other.map(|other| ForeignKey {
            name: None,
            columns: vec![name.to_owned()],
            table: TableName::parse(other),
            their: vec!["id".to_owned()],
            on_delete: OnDelete::Refuse,
        }));
    }
    table.primary_key = vec![table.columns[0].name.clone()];
    table
}

fn catalog(tables: &[Table]) -> Catalog {
    Catalog { dialect: Dialect::Postgres, tables: tables.to_vec() }
}

fn office() -> Catalog {
    catalog(&[
        table("adresses", "id int, client_id int -> clients, rue text, code_postal text, ville text"),
        table("calls", "id int, contact int -> contacts, called_at instant, minutes int"),
        table(
            "clients",
            "id int, nom text, prénom text, courriel text, téléphone text, date_naissance date, actif bool, \
             solde money, dernier_contact date, favourite_colour text",
        ),
        table(
            "contacts",
            "id int, email text, name text, country_id int -> countries, billing_id int -> adresses, \
             home_id int -> adresses, last_ip text, created_at instant, email_verified bool, email_status text",
        ),
        table("countries", "id int, name text, iso_code text"),
        table("recordings", "id int, call int -> calls, seconds int"),
    ])
}

fn fresh(catalog: &Catalog) -> Draft {
    let hints = Hints { activities: vec!["prospecting".to_owned()], folder: None };
    draft(None, "crm", "env:CRM_DATABASE_URL", catalog, &hints)
}

fn again(text: &str, catalog: &Catalog) -> Draft {
    draft(Some(text), "crm", "env:CRM_DATABASE_URL", catalog, &Hints::default())
}

/// The lines about one table.
fn part<'t>(text: &'t str, table: &str) -> &'t str {
    let header = format!("[store.crm.{table}]\n");
    let start = text.find(&header).unwrap_or_else(|| panic!("{table} in:\n{text}")) + header.len();
    let rest = &text[start..];
    &rest[..rest.find("\n[").unwrap_or(rest.len())]
}

#[test]
fn a_drafted_table_suggests_what_its_names_say_and_asks_the_rest() {
    let draft = fresh(&office());
    let expected = "\
# link: id = adresses(client_id)
subject = \"customer\"  # suggested
identity.email = \"courriel\"  # suggested
serves = {}  # which activities need these records? prospecting
fields.nom = \"identification.name\"  # suggested
fields.\"prénom\" = \"identification.name.first_name\"  # suggested
fields.courriel = \"contact.email\"  # suggested
fields.\"téléphone\" = \"contact.phone\"  # suggested
fields.date_naissance = \"identification.birth_date\"  # suggested
events.last_contact = \"dernier_contact\"  # suggested
not_personal = [
    \"id\",  # suggested
    \"actif\",  # suggested
    \"solde\",  # suggested
    \"dernier_contact\",  # suggested
]
# undecided: favourite_colour (text)
";
    assert_eq!(part(&draft.text, "clients"), expected);
    assert_eq!(draft.added, ["adresses", "calls", "clients", "contacts", "countries", "recordings"]);
}

#[test]
fn a_table_of_things_is_suggested_as_such() {
    assert_eq!(part(&fresh(&office()).text, "countries"), "personal = false  # suggested\n");
}

#[test]
fn a_table_that_hangs_on_a_person_is_about_that_person() {
    let text = fresh(&office()).text;
    let calls = part(&text, "calls");
    assert!(calls.contains("subject = \"contact\"  # suggested"), "{calls}");
    assert!(calls.contains("identity.email = \"contacts.email\"  # suggested"), "{calls}");
    let recordings = part(&text, "recordings");
    assert!(recordings.contains("identity.email = \"calls.contacts.email\"  # suggested"), "{recordings}");
    assert!(calls.contains("# undecided: minutes (integer)"), "{calls}");
}

#[test]
fn references_that_a_tables_name_does_not_tell_apart_get_a_name() {
    let text = fresh(&office()).text;
    let contacts = part(&text, "contacts");
    assert!(contacts.contains("links.billing = \"billing_id = adresses(id)\"  # suggested"), "{contacts}");
    assert!(contacts.contains("links.home = \"home_id = adresses(id)\"  # suggested"), "{contacts}");
    assert!(!contacts.contains("links.country"), "{contacts}");
    assert!(contacts.contains("fields.last_ip = \"connection.ip\""), "{contacts}");
    assert!(contacts.contains("\"email_status\",  # suggested"), "{contacts}");
    assert!(contacts.contains("events.collected = \"created_at\""), "{contacts}");
}

#[test]
fn a_drafted_map_reads_as_a_map() {
    let (map, findings) = abide_policy::read_map(&fresh(&office()).text);
    let errors: Vec<_> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let map = map.unwrap();
    let clients = &map.store("crm").unwrap().tables[2];
    assert_eq!(clients.fields.len(), 5);
    assert_eq!(clients.not_personal.len(), 4);
}

const HAND_MADE: &str = r#"# Ours.
format = 1

[store.crm]   # the CRM
url = "env:CRM_DATABASE_URL"

[store.crm.clients]
subject = "customer"
serves = { orders = true }  # all of them
fields = { courriel = "contact.email" } # checked by Eve
not_personal = ["id", "actif"]
# Below: nothing yet.

# The calls follow.
[store.crm.calls]
not_personal = [
  "id",   # the key
  "called_at" # last
]
[store.crm.calls.fields]
gone_column = "contact.phone"

[store.crm.gone]
personal = false
[store.other]
url = "sqlite:x.db"
"#;

#[test]
fn hand_made_lines_stay_and_what_is_new_is_added_to_their_lists() {
    let small = catalog(&[
        table("clients", "id int, courriel text, nom text, actif bool, solde money, favourite_colour text"),
        table("calls", "id int, phone text, is_long bool, called_at instant"),
        table("visits", "id int"),
    ]);
    let draft = again(HAND_MADE, &small);
    let expected = HAND_MADE
        .replace(r#""contact.email" }"#, r#""contact.email", nom = "identification.name" }"#)
        .replace(r#"["id", "actif"]"#, r#"["id", "actif", "solde"]"#)
        .replace(
            "# Below",
            "# suggested in fields: nom\n# suggested in not_personal: solde\n\
             # undecided: favourite_colour (text)\n# Below",
        )
        .replace("\"called_at\" # last\n", "\"called_at\", # last\n    \"is_long\",  # suggested\n")
        .replace("\"contact.phone\"\n", "\"contact.phone\"\nphone = \"contact.phone\"  # suggested\n")
        + "\n[store.crm.visits]\npersonal = false  # suggested\n";
    assert_eq!(draft.text, expected);
    assert_eq!(
        draft.added,
        [
            "clients.nom",
            "clients.solde",
            "clients.favourite_colour",
            "calls.phone",
            "calls.is_long",
            "visits"
        ]
    );
    assert_eq!(draft.gone, ["calls.gone_column", "gone"]);
}

#[test]
fn a_map_that_takes_no_lines_gets_comments() {
    let text = "format = 1\nstore = { crm = { url = \"sqlite:a\", calls = { not_personal = [\"id\"] } } }";
    let small = catalog(&[table("calls", "id int, phone text"), table("visits", "id int")]);
    let draft = again(text, &small);
    assert_eq!(
        draft.text,
        format!("{text}\n# undecided: store.crm.calls.phone\n# undecided: store.crm.visits\n")
    );
    assert_eq!(again(&draft.text, &small).text, draft.text);
}

#[test]
fn text_that_is_not_toml_comes_back_as_it_is() {
    let draft = again("format = = 1", &office());
    assert_eq!((draft.text.as_str(), draft.added.len()), ("format = = 1", 0));
}

#[test]
fn windows_line_ends_are_kept() {
    let text = "format = 1\r\n[store.crm]\r\nurl = \"sqlite:a\"\r\n[store.crm.clients]\r\n";
    let draft = again(text, &office());
    assert!(!draft.text.replace("\r\n", "").contains('\n'));
}

fn is_subsequence(old: &str, new: &str) -> bool {
    let mut new = new.chars();
    old.chars().all(|wanted| new.any(|found| found == wanted))
}

const NAMES: [&str; 10] =
    ["id", "email", "nom", "name", "birth_date", "status", "colour", "created_at", "ip", "note"];

/// Names that are used, and names that are hard to write.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned),
        1 => "[a-zA-Z_\"'#\\]\\[{}=., \\\\éœ\n-]{1,6}",
    ]
}

fn tables() -> impl Strategy<Value = Vec<Table>> {
    let kinds = [ColumnKind::Text, ColumnKind::Date, ColumnKind::Integer, ColumnKind::Bool];
    let columns = prop::collection::btree_map(name(), prop::sample::select(kinds.to_vec()), 1..6);
    let tables = prop::collection::btree_map(prop_oneof![name(), Just("users".to_owned())], columns, 0..5);
    tables.prop_map(|tables| tables.into_iter().map(made).collect())
}

fn made((name, columns): (String, BTreeMap<String, ColumnKind>)) -> Table {
    let mut made = table("x", "id int");
    made.name = TableName { schema: None, name };
    made.columns = columns.iter().map(|(name, kind)| column(name, *kind)).collect();
    made.primary_key = vec![made.columns[0].name.clone()];
    made
}

/// A hand-made map in one of the ways a map can be written.
fn hand_made(tables: &[Table], ways: &[u8]) -> String {
    let text = |text: &str| toml_edit::Value::from(text).to_string();
    let mut map = "format = 1\n[store.crm] # ours\nurl = \"env:X\"\n".to_owned();
    for (table, way) in tables.iter().zip(ways) {
        let (name, first) = (key(&table.name.name), text(&table.columns[0].name));
        let column = key(&table.columns[0].name);
        let header = format!("\n# About {way}\n[store.crm.{name}]");
        map += &match way % 9 {
            0 => format!("{header}\nnot_personal = [{first}] # one\n"),
            1 => format!("{header} # two\nfields = {{ {column} = \"contact\" }}\n# end\n"),
            2 => format!("{header}\nnot_personal = [\n  {first} # no comma\n]\nfields = {{}}\n"),
            3 => format!("{header}\nfields.{column} = \"contact\"\n\n\nnot_personal = [ # open\n]"),
            4 => format!("{header}\n[store.crm.{name}.fields]\n{column} = \"contact\" # three\n"),
            5 => format!("\n[store.crm.{name}.fields]\n{column} = \"contact\"\n"),
            6 => format!("{header}\nnot_personal = {first}\nfields = \"wrong\"\n"),
            7 => format!("{header}\nnot_personal = [{first},\n {first}]\npersonal = true"),
            _ => header,
        };
        map.push('\n');
    }
    // Now and then the last line has no end.
    if ways.len().is_multiple_of(2) {
        map.truncate(map.trim_end().len());
    }
    map
}

fn key(name: &str) -> String {
    toml_edit::Key::new(name).display_repr().into_owned()
}

/// Whether a line of the old text is there still, or was added to inside its brackets.
fn is_kept(line: &str, new: &str) -> bool {
    let takes_more = line.contains(['{', '[', '"', '\'']) || line.starts_with(' ');
    new.lines().any(|now| now == line || takes_more && is_subsequence(line, now))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drafting_again_changes_nothing(tables in tables()) {
        let catalog = catalog(&tables);
        let first = fresh(&catalog);
        let second = again(&first.text, &catalog);
        prop_assert_eq!(&second.text, &first.text);
        prop_assert!(second.added.is_empty() && second.gone.is_empty(), "{:?}", second);
    }

    #[test]
    fn what_was_written_is_kept_whatever_is_added(
        tables in tables(), later in tables(), ways in prop::collection::vec(any::<u8>(), 0..5),
    ) {
        let old = hand_made(&tables, &ways);
        prop_assert!(old.parse::<toml_edit::DocumentMut>().is_ok(), "{}", old);
        let mut all = tables.clone();
        for mut table in later {
            match all.iter_mut().find(|known| known.name == table.name) {
                Some(known) => known.columns.append(&mut table.columns),
                None => all.push(table),
            }
        }
        for table in &mut all {
            let mut seen = std::collections::BTreeSet::new();
            table.columns.retain(|column| seen.insert(column.name.clone()));
        }
        let catalog = catalog(&all);
        let new = again(&old, &catalog);
        prop_assert!(new.text.parse::<toml_edit::DocumentMut>().is_ok(), "{}", new.text);
        prop_assert!(is_subsequence(&old, &new.text), "{}\n---\n{}", old, new.text);
        for line in old.lines() {
            prop_assert!(is_kept(line, &new.text), "{}\nin\n{}", line, new.text);
        }
        let second = again(&new.text, &catalog);
        prop_assert_eq!(second.text, new.text);
        prop_assert!(second.added.is_empty(), "{:?}", second.added);
    }

    #[test]
    fn no_text_makes_it_panic(text in "[a-z\\[\\]{}=.\"#, \n]{0,60}") {
        again(&text, &office());
    }
}
