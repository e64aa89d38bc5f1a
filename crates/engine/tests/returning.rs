//! Bringing archived records back: as they were, as far as they were archived; out of the archive; and only what may.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod company;
mod scene;

use abide_engine::{
    apply::Options,
    session::{
        ArchiveError, Choice, Next, ReadArchiveError, Refusal, ReturnError, Returned, Wanted, Warrant,
    },
};
use abide_ledger::{Ending, Event, Reason};
use abide_plan::catalog::Dialect;
use company::{Company, TODAY, hold_over, session_on, warrant};
use jiff::Timestamp;
use scene::{Engine, Scene, events};

on_each! {
    an_erased_record_comes_back_and_goes_again
    a_blanked_record_gets_back_what_left_it
    what_a_person_has_comes_back_whatever_refers_to_what
    what_left_at_several_times_comes_back_together
    a_key_that_another_record_has_is_refused
    values_that_were_changed_since_are_refused
    a_reference_that_is_gone_is_refused
    what_cannot_be_empty_and_was_not_archived_is_refused
    a_column_that_is_gone_is_refused
    what_the_person_ended_is_refused
    what_a_hold_would_not_know_is_refused
    what_the_database_does_not_take_is_refused
    a_reason_is_needed_and_nothing_there_is_told
    what_is_left_of_a_value_gives_way_to_it
    odd_columns_come_back_as_they_were
}

const POLICY: &str = r#"
format = 1
[controller]
name = "Example"
[activity.disputes]
purpose = "disputes"
basis = "legitimate-interest"
subjects = ["customer"]
data = ["identification.name", "contact.email", "financial"]
keep = "3 years after collected, then archive for 5 years"
"#;

/// Needs the record for longer, and nothing but the telephone number.
const CALLING: &str = r#"
[activity.calling]
purpose = "direct-marketing"
basis = "legitimate-interest"
subjects = ["customer"]
data = ["contact.phone"]
keep = "20 years after collected"
"#;

const MAP: &str = r#"
[store.shop]
url = "URL"
archive = "ARCHIVE"
[store.shop.customers]
subject = "customer"
identity = { email = "email" }
serves = { SERVES }
fields = { name = "identification.name", email = "contact.email", phone = "contact.phone" }
unneeded = ["phone"]
not_personal = ["id", "level", "seen"]
events = { collected = "seen" }

[store.shop.orders]
subject = "customer"
links = { customer = "customer_id = customers(id)" }
identity = { email = "customer.email" }
serves = { disputes = true }
fields = { amount = "financial" }
not_personal = ["id", "customer_id", "made_on"]
events = { collected = "made_on" }
"#;

const TABLES: &str = "
    CREATE TABLE customers (id integer PRIMARY KEY, name varchar(40), email varchar(60), phone varchar(20), level integer, seen date NOT NULL);
    CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id), amount numeric(10, 2), made_on date NOT NULL);
    INSERT INTO customers VALUES (1, 'Lou', 'Lou@example.com', '1', 3, '2020-05-05'), (2, 'Max', 'max@example.com', '2', NULL, '2025-02-28');
    INSERT INTO orders VALUES (7, 1, 12.50, '2020-05-06'), (8, 2, 3.00, '2025-05-06');";

fn company(scene: Scene) -> Company {
    serving(scene, POLICY, "disputes = true", TABLES)
}

fn serving(scene: Scene, policy: &str, serves: &str, tables: &str) -> Company {
    let mut map = MAP.replace("SERVES", serves);
    if serves.contains("calling") {
        map = map.replace("unneeded = [\"phone\"]\n", "");
    }
    let company = Company::new(scene, policy, &map);
    for statement in tables.split(';').filter(|statement| !statement.trim().is_empty()) {
        company.scene.execute(statement);
    }
    company
}

impl Company {
    fn apply(&self) {
        self.apply_on(TODAY);
    }

    fn apply_on(&self, day: &str) {
        let session = session_on(self.folder.path(), day);
        let plan = session.plan(None, None).unwrap();
        session.apply(&plan, &Options::default(), Timestamp::now, &mut ()).unwrap();
    }

    /// Looks at it before, which changes nothing and foretells what then happens.
    fn bring(&self, wanted: &Wanted) -> Result<Vec<Returned>, ReturnError> {
        let warrant = warrant();
        let before = (self.customers(), self.orders(), self.archived());
        let previewed = self.session().preview_return(wanted, &warrant, Timestamp::now);
        assert_eq!((self.customers(), self.orders(), self.archived()), before, "a preview changes nothing");
        let done = self.session().return_archived(wanted, &warrant, Timestamp::now);
        match (&previewed, &done) {
            (Ok(previewed), Ok(done)) => assert_eq!(previewed, done),
            (Err(previewed), Err(done)) => {
                assert_eq!(previewed.to_string(), done.to_string());
                let after = (self.customers(), self.orders(), self.archived());
                assert_eq!(after, before, "what is refused changes nothing");
            }
            other => panic!("{other:?}"),
        }
        self.session().verify().unwrap();
        assert_eq!(self.journal().open_returns("shop").unwrap(), [], "what became of it is known");
        done
    }

    fn refused(&self, wanted: &Wanted) -> Refusal {
        match self.bring(wanted) {
            Err(ReturnError::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        }
    }

    fn customers(&self) -> Vec<String> {
        self.scene.rows("SELECT id, name, email, phone, level, seen FROM customers ORDER BY id")
    }

    fn orders(&self) -> Vec<String> {
        self.scene.rows("SELECT id, customer_id, amount, made_on FROM orders ORDER BY id")
    }

    /// What is in the archive, by table, activity and last day.
    fn archived(&self) -> Vec<String> {
        let held = self.session().list_archives().unwrap();
        let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "no end".to_owned());
        held.iter()
            .map(|one| format!("{} {} {} {}", one.place, one.activity, day(&one.last_day), one.rows))
            .collect()
    }

    fn hold(&self, identity: &str, even_if_empty: bool) -> String {
        let new = hold_over("email", &[identity], even_if_empty);
        self.session().open_hold(&new, Timestamp::now).unwrap().hold
    }
}

#[test]
fn rights_that_are_missing_are_told() {
    let company = company(Scene::postgres());
    let role = format!("returner_{}", std::process::id());
    company.scene.execute(&format!(
        "CREATE ROLE {role} LOGIN PASSWORD 'x'; GRANT USAGE, CREATE ON SCHEMA public TO {role};
         GRANT SELECT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    ));
    granted_what_is_told(&company, &role);
    company.scene.execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
}

#[test]
fn rights_that_are_missing_are_told_on_mariadb() {
    let company = company(Scene::mariadb());
    let role = format!("returner_{}", std::process::id());
    company.scene.execute(&format!("CREATE USER {role} IDENTIFIED BY 'x'"));
    let database = &company.scene.rows("SELECT database()")[0];
    company
        .scene
        .execute(&format!("GRANT CREATE, CREATE TEMPORARY TABLES, SELECT ON {database}.* TO {role}"));
    for table in ["customers", "orders"] {
        company.scene.execute(&format!("GRANT UPDATE, DELETE ON {database}.{table} TO {role}"));
    }
    company.apply();
    company
        .scene
        .execute(&format!("GRANT SELECT, INSERT, UPDATE, DELETE ON {database}.abide_token TO {role}"));
    granted_what_is_told(&company, &role);
    company.scene.execute(&format!("DROP USER {role}"));
}

/// First what the archive asks for, then what the table does.
fn granted_what_is_told(company: &Company, role: &str) {
    company.apply();
    let url = company.scene.url();
    company.change("map.toml", url, &company.scene.url_of(role));
    let place = company.scene.archive_place();
    if company.scene.dialect() == Dialect::Postgres {
        company.scene.execute(&format!(
            "GRANT ALL ON TABLE abide_token TO {role}; GRANT USAGE ON SCHEMA {place} TO {role}"
        ));
    } else {
        company.scene.execute(&format!("GRANT SELECT ON {place}.customers TO {role}"));
    }
    let warrant = warrant();
    let bring = || company.session().return_archived(&record("customers", "1"), &warrant, Timestamp::now);
    let error = bring().unwrap_err();
    let ReturnError::Read(ReadArchiveError::Archive(ArchiveError::NoRights { statements, .. })) = &error
    else {
        panic!("{error}")
    };
    company.scene.execute(&statements.join(";\n"));
    let error = bring().unwrap_err();
    let ReturnError::NoRights { statements, .. } = &error else { panic!("{error}") };
    assert!(statements.last().unwrap().starts_with("GRANT SELECT, INSERT, UPDATE ON"), "{statements:?}");
    company.scene.execute(&statements.join(";\n"));
    assert_eq!(bring().unwrap().len(), 1);
    assert_eq!(company.scene.rows("SELECT name FROM customers WHERE id = 1"), ["Lou"]);
}

fn record(table: &str, key: &str) -> Wanted {
    Wanted::Record(format!("shop.{table}"), vec![key.to_owned()])
}

fn lou() -> Wanted {
    Wanted::Identity("email".to_owned(), "lou@example.com".to_owned())
}

/// The row is what it was but for the telephone number, which was not archived. As the policy still says so it goes again, to the same
/// last day.
fn an_erased_record_comes_back_and_goes_again(scene: Scene) {
    let company = company(scene);
    let before = (company.customers(), company.orders());
    company.apply();
    let archived = company.archived();
    assert_eq!(archived, ["shop.customers disputes 2028-05-05 1", "shop.orders disputes 2028-05-06 1"]);
    let returned = company.bring(&record("customers", "1")).unwrap();
    let [one] = returned.as_slice() else { panic!("{returned:?}") };
    assert!(one.whole);
    assert_eq!((one.place.as_str(), one.key.join(" ")), ("shop.customers", "1".to_owned()));
    assert_eq!(one.columns, ["name", "email", "level", "seen"]);
    assert_eq!(one.empty, ["phone"]);
    assert_eq!(one.archived[0].last_day.as_deref(), Some("2028-05-05"));
    assert_eq!(one.next, Next::Goes);
    company.bring(&record("orders", "7")).unwrap();
    let without =
        |rows: Vec<String>| rows.join("\n").replace("|1|3|", "|NULL|3|").replace("|2|NULL|", "|NULL|NULL|");
    assert_eq!((company.customers().join("\n"), company.orders()), (without(before.0), before.1));
    assert_eq!(company.archived(), [""; 0]);
    company.apply();
    assert_eq!((company.archived(), company.customers().len()), (archived, 1));
    let told: Vec<String> = events(&company.journal())
        .into_iter()
        .filter_map(|event| match event {
            Event::ReturnIntended { records, why, by, .. } => {
                Some(format!("{by}: {why}, {}", records[0].rows))
            }
            Event::ReturnDone { records, .. } => Some(format!("done: {}", records[0].table)),
            _ => None,
        })
        .collect();
    let intent = "clerk: a mistake, 1";
    assert_eq!(told, [intent, "done: customers", intent, "done: orders"]);
}

fn a_blanked_record_gets_back_what_left_it(scene: Scene) {
    let company = serving(scene, &format!("{POLICY}{CALLING}"), "disputes = true, calling = true", TABLES);
    let before = company.customers();
    company.apply();
    assert_eq!(company.customers()[0], "1|NULL|NULL|1|3|2020-05-05");
    // Somebody changes what is nothing personal: that stays.
    company.scene.execute("UPDATE customers SET level = 4 WHERE id = 1");
    let returned = company.bring(&record("customers", "1")).unwrap();
    assert!(!returned[0].whole);
    assert_eq!(returned[0].columns, ["name", "email"]);
    let columns = vec!["name".to_owned(), "email".to_owned()];
    assert_eq!(returned[0].next, Next::Values { columns });
    assert_eq!(company.customers()[0], before[0].replace("|3|", "|4|"));
    // Under a policy that keeps it there is nothing to do.
    company.change("policy.toml", "3 years after", "30 years after");
    assert!(company.session().plan(None, None).unwrap().is_empty());
    company.change("policy.toml", "30 years after", "3 years after");
    company.apply();
    assert!(company.archived().contains(&"shop.customers disputes 2028-05-05 1".to_owned()));
}

fn what_a_person_has_comes_back_whatever_refers_to_what(scene: Scene) {
    let company = company(scene);
    let before = company.orders();
    company.apply();
    assert_eq!((company.customers().len(), company.orders().len()), (1, 1));
    let returned = company.bring(&lou()).unwrap();
    let places: Vec<&str> = returned.iter().map(|one| one.place.as_str()).collect();
    assert_eq!(places, ["shop.customers", "shop.orders"]);
    assert_eq!((company.customers().len(), company.orders()), (2, before));
    let intents = events(&company.journal());
    assert_eq!(intents.iter().filter(|event| matches!(event, Event::ReturnDone { .. })).count(), 1);
}

/// First its name leaves, years later the rest.
fn what_left_at_several_times_comes_back_together(scene: Scene) {
    let calling =
        CALLING.replace("20 years after collected", "4 years after collected, then archive for 9 years");
    let company = serving(scene, &format!("{POLICY}{calling}"), "disputes = true, calling = true", TABLES);
    let before = company.customers();
    company.apply_on("2023-06-01");
    assert_eq!(company.customers()[0], "1|NULL|NULL|1|3|2020-05-05");
    company.apply();
    assert_eq!(company.customers().len(), 1);
    let returned = company.bring(&record("customers", "1")).unwrap();
    assert_eq!((returned[0].archived.len(), returned[0].empty.len()), (2, 0));
    assert_eq!(company.customers(), before);
    assert!(!company.archived().iter().any(|row| row.starts_with("shop.customers")));
}

fn a_key_that_another_record_has_is_refused(scene: Scene) {
    let company = company(scene);
    company.apply();
    company.scene.execute("INSERT INTO customers VALUES (1, NULL, NULL, NULL, 3, '2020-05-05')");
    let refusal = company.refused(&record("customers", "1"));
    assert!(matches!(refusal, Refusal::KeyTaken(_)), "{refusal}");
    // That one goes in its turn: two records had the key then.
    company.scene.execute("UPDATE customers SET name = 'Zoe', email = 'zoe@example.com' WHERE id = 1");
    company.apply();
    let refusal = company.refused(&record("customers", "1"));
    assert!(matches!(refusal, Refusal::Several(_)), "{refusal}");
    company.bring(&Wanted::Identity("email".to_owned(), "lou@example.com".to_owned())).unwrap();
    assert_eq!(company.scene.rows("SELECT name FROM customers WHERE id = 1"), ["Lou"]);
    let zoe = Wanted::Identity("email".to_owned(), "zoe@example.com".to_owned());
    assert!(matches!(company.refused(&zoe), Refusal::KeyTaken(_)));
    let refused = |event: &Event| matches!(event, Event::ReturnUndone { reason: Reason::Refused, .. });
    assert_eq!(events(&company.journal()).iter().filter(|event| refused(event)).count(), 2);
}

fn values_that_were_changed_since_are_refused(scene: Scene) {
    let company = serving(scene, &format!("{POLICY}{CALLING}"), "disputes = true, calling = true", TABLES);
    company.apply();
    for change in ["name = 'Zoe'", "name = NULL, seen = '2020-05-06'"] {
        company.scene.execute(&format!("UPDATE customers SET {change} WHERE id = 1"));
        let refusal = company.refused(&record("customers", "1"));
        let column = if change.contains("seen") { "seen" } else { "name" };
        assert!(matches!(&refusal, Refusal::Changed { columns, .. } if columns == column), "{refusal}");
        assert!(!refusal.to_string().contains("Zoe") && !refusal.to_string().contains("Lou"), "{refusal}");
    }
    company.scene.execute("UPDATE customers SET name = 'Lou', seen = '2020-05-05' WHERE id = 1");
    let returned = company.bring(&record("customers", "1")).unwrap();
    assert_eq!(returned[0].columns, ["email"], "the name is there again");
}

fn a_reference_that_is_gone_is_refused(scene: Scene) {
    let company = company(scene);
    company.apply();
    let refusal = company.refused(&record("orders", "7"));
    assert!(
        matches!(&refusal, Refusal::ReferenceGone { table, .. } if table == "shop.customers"),
        "{refusal}"
    );
    company.bring(&record("customers", "1")).unwrap();
    company.bring(&record("orders", "7")).unwrap();
}

fn what_cannot_be_empty_and_was_not_archived_is_refused(scene: Scene) {
    let tables = TABLES.replace("phone varchar(20)", "phone varchar(20) NOT NULL CHECK (phone <> '')");
    let calling = CALLING.replace("20 years", "2 years");
    let company = serving(scene, &format!("{POLICY}{calling}"), "disputes = true, calling = true", &tables);
    company.apply();
    let refusal = company.refused(&record("customers", "1"));
    assert!(matches!(&refusal, Refusal::NotArchived { columns, .. } if columns == "phone"), "{refusal}");
    // Where the map says what stands in place of a value, that does.
    company.change(
        "map.toml",
        "not_personal = [\"id\", \"level\"",
        "neutral = { phone = \"-\" }\nnot_personal = [\"id\", \"level\"",
    );
    let returned = company.bring(&record("customers", "1")).unwrap();
    assert_eq!(returned[0].empty, ["phone"]);
    assert_eq!(company.scene.rows("SELECT name, phone FROM customers WHERE id = 1"), ["Lou|-"]);
}

fn a_column_that_is_gone_is_refused(scene: Scene) {
    let company = company(scene);
    company.apply();
    company.scene.execute("ALTER TABLE customers DROP COLUMN level");
    company.change("map.toml", "\"level\", ", "");
    let wanted = record("customers", "1");
    let warrant = warrant();
    match company.session().return_archived(&wanted, &warrant, Timestamp::now) {
        Err(ReturnError::Refused(Refusal::NoColumn { columns, .. })) => assert_eq!(columns, "level"),
        other => panic!("{other:?}"),
    }
    assert_eq!(company.archived().len(), 2);
}

/// Whether the archive tells whose it is, or the record that it is linked to.
fn what_the_person_ended_is_refused(scene: Scene) {
    let company = company(scene);
    company.apply();
    company.bring(&record("customers", "1")).unwrap();
    let erasure = Choice {
        ending: Ending::Erasure,
        activities: Vec::new(),
        identities: vec![("email".to_owned(), "LOU@example.com".to_owned())],
        received: None,
    };
    company.session().end_person(&erasure, Timestamp::now).unwrap();
    for wanted in [record("orders", "7"), lou()] {
        let refusal = company.refused(&wanted);
        assert!(
            matches!(&refusal, Refusal::Ended { activity, by, .. } if activity == "disputes" && *by == "a request for erasure"),
            "{refusal}"
        );
    }
    let max = Wanted::Identity("email".to_owned(), "max@example.com".to_owned());
    assert_eq!(company.bring(&max).unwrap(), []);
}

/// What a hold keeps comes back only where the hold knows it in its place; then it is as safe as before.
fn what_a_hold_would_not_know_is_refused(scene: Scene) {
    let company = company(scene);
    let hold = company.hold("lou@example.com", false);
    company.apply();
    company.apply();
    let ours = |row: &String| row.contains(&format!("hold:{hold}"));
    assert_eq!(company.archived().iter().filter(|row| ours(row)).count(), 2);
    let refusal = company.refused(&record("orders", "7"));
    assert!(matches!(refusal, Refusal::ReferenceGone { .. }), "{refusal}");
    let both = company.bring(&lou()).unwrap();
    assert_eq!((both.len(), company.archived()), (2, Vec::new()));
    assert_eq!(company.customers()[0], "1|Lou|Lou@example.com|1|3|2020-05-05", "under a hold all was kept");
    company.apply();
    company.apply();
    assert_eq!(company.archived().iter().filter(|row| ours(row)).count(), 2, "{:?}", company.archived());
    // Somebody else is in the customer's place: the order would be known to be theirs.
    company
        .scene
        .execute("INSERT INTO customers VALUES (1, 'Zoe', 'zoe@example.com', NULL, 3, '2025-05-05')");
    let refusal = company.refused(&record("orders", "7"));
    assert!(matches!(&refusal, Refusal::Held { hold: named, .. } if *named == hold), "{refusal}");
    company.session().close_hold(&hold, "settled", Timestamp::now).unwrap();
    company.bring(&record("orders", "7")).unwrap();
}

fn what_the_database_does_not_take_is_refused(scene: Scene) {
    let company = company(scene);
    company.scene.execute("CREATE UNIQUE INDEX of_one ON customers (email)");
    company.apply();
    company
        .scene
        .execute("INSERT INTO customers VALUES (9, 'Lou', 'Lou@example.com', NULL, NULL, '2025-01-01')");
    let refusal = company.refused(&record("customers", "1"));
    assert!(matches!(refusal, Refusal::NotTaken { .. }), "{refusal}");
    assert!(!refusal.to_string().to_lowercase().contains("lou@"), "{refusal}");
}

fn a_reason_is_needed_and_nothing_there_is_told(scene: Scene) {
    let company = company(scene);
    let with = |wanted: &Wanted, reason: &str| {
        let warrant = Warrant { reason: reason.to_owned(), by: "clerk".to_owned() };
        company.session().return_archived(wanted, &warrant, Timestamp::now)
    };
    let error = with(&record("customers", "1"), "x").unwrap_err();
    assert!(matches!(error, ReturnError::Missing { .. }), "{error}");
    company.apply();
    assert!(matches!(with(&lou(), " "), Err(ReturnError::Read(_))));
    assert!(matches!(with(&lou(), "asked by lou@example.com"), Err(ReturnError::Read(_))));
    assert_eq!(with(&record("customers", "2"), "x").unwrap(), []);
    company.change("map.toml", "archive = ", "# archive = ");
    company.change("policy.toml", ", then archive for 5 years", "");
    assert!(matches!(with(&record("customers", "1"), "x"), Err(ReturnError::NoArchive(_))));
    let Engine::Sqlite(_) = &company.scene.engine else { return };
    assert_eq!(company.customers().len(), 1);
}

/// A page of a visitor: an activity that ends by making it anonymous, and one that archives the same.
const MEASURING: &str = r#"
format = 1
[controller]
name = "Example"
[activity.measuring]
purpose = "service-improvement"
basis = "legitimate-interest"
subjects = ["visitor"]
data = ["connection.ip", "identification.birth_date", "financial.income"]
keep = "1 year after collected, then anonymise"
[activity.disputes]
purpose = "disputes"
basis = "legitimate-interest"
subjects = ["visitor"]
data = ["connection.ip", "identification.birth_date", "financial.income", "identification.name"]
keep = "1 year after collected, then archive for 20 years"
"#;

/// What is left of a value gives way to the value; another one does not.
fn what_is_left_of_a_value_gives_way_to_it(scene: Scene) {
    let company = serving(scene, MEASURING, "", "");
    let map = std::fs::read_to_string(company.folder.path().join("map.toml")).unwrap();
    let (head, _) = map.split_once("[store.shop.customers]").unwrap();
    let visits = "[store.shop.visits]\nsubject = \"visitor\"\nserves = { measuring = true, disputes = true }\n\
         fields = { name = \"identification.name\", ip = \"connection.ip\", born = \"identification.birth_date\", spent = \"financial.income\" }\n\
         not_personal = [\"page\", \"number\", \"seen\", \"changed\"]\nevents = { collected = \"seen\" }\n\
         anonymise = { ip = \"truncate-ip\", born = \"year\", spent = \"bucket 100\" }\n";
    std::fs::write(company.folder.path().join("map.toml"), format!("{head}{visits}")).unwrap();
    let (address, changed) = match company.scene.dialect() {
        Dialect::Postgres => ("inet", "timestamptz"),
        Dialect::Sqlite => ("text", "text"),
        Dialect::MariaDb => ("varchar(40)", "timestamp NULL DEFAULT NULL ON UPDATE current_timestamp()"),
    };
    company.scene.execute(&format!(
        "CREATE TABLE visits (page varchar(20), number integer, name varchar(20), ip {address}, born date, spent numeric(12, 2), seen date,
                              changed {changed}, PRIMARY KEY (page, number))"
    ));
    company.scene.execute(
        "INSERT INTO visits VALUES ('a b', 1, 'Lou', '203.0.113.7', '1980-05-06', 1234.50, '2020-05-05', '2020-05-05 10:00:00'),
                                   ('a b', 2, 'Max', '203.0.113.9', '1981-05-06', 17.00, '2020-05-05', '2020-05-05 10:00:00')",
    );
    let visits = || {
        company
            .scene
            .rows("SELECT page, number, name, ip, born, spent, seen, changed FROM visits ORDER BY number")
    };
    let before = visits();
    company.session().plan(None, None).unwrap();
    company.apply();
    assert!(visits()[0].contains("203.0.0.0") && visits()[0].contains("1980-01-01"), "{:?}", visits());
    let wanted =
        |number: &str| Wanted::Record("shop.visits".to_owned(), vec!["a b".to_owned(), number.to_owned()]);
    let warrant = warrant();
    let bring = |number: &str| company.session().return_archived(&wanted(number), &warrant, Timestamp::now);
    let returned = bring("1").unwrap();
    assert_eq!(returned[0].columns, ["name", "ip", "born", "spent"]);
    assert_eq!((visits()[0].clone(), returned[0].whole), (before[0].clone(), false));
    company.scene.execute("UPDATE visits SET spent = 200 WHERE number = 2");
    let error = bring("2").unwrap_err();
    assert!(
        matches!(&error, ReturnError::Refused(Refusal::Changed { columns, .. }) if columns == "spent"),
        "{error}"
    );
}

/// Whatever the types, and whatever the database fills in by itself.
fn odd_columns_come_back_as_they_were(scene: Scene) {
    let company = serving(scene, POLICY, "", "");
    let map = std::fs::read_to_string(company.folder.path().join("map.toml")).unwrap();
    let (head, _) = map.split_once("[store.shop.customers]").unwrap();
    let things = "[store.shop.\"Odd things\"]\nsubject = \"customer\"\nserves = { disputes = true }\n\
         fields = { \"the name\" = \"identification.name\" }\n\
         not_personal = [\"id\", \"twice\", \"raw\", \"doc\", \"at\", \"yes\", \"seen\"]\nevents = { collected = \"seen\" }\n";
    std::fs::write(company.folder.path().join("map.toml"), format!("{head}{things}")).unwrap();
    let (id, raw, doc, at, made) = match company.scene.dialect() {
        Dialect::Postgres => (
            "bigint GENERATED ALWAYS AS IDENTITY",
            "bytea",
            "jsonb",
            "timestamptz",
            "'\\x00ff41', '{\"a\": [1]}'",
        ),
        Dialect::Sqlite => ("integer", "blob", "text", "timestamp", "x'00ff41', '{\"a\": [1]}'"),
        Dialect::MariaDb => (
            "bigint AUTO_INCREMENT",
            "varbinary(20)",
            "json",
            "timestamp(6) NOT NULL DEFAULT now(6) ON UPDATE now(6)",
            "x'00ff41', '{\"a\": [1]}'",
        ),
    };
    company.scene.execute(&format!(
        "CREATE TABLE \"Odd things\" (id {id} PRIMARY KEY, \"the name\" varchar(20), raw {raw}, doc {doc}, at {at}, yes boolean,
             seen date, twice integer GENERATED ALWAYS AS (2 * 21) STORED)"
    ));
    for seen in ["2020-05-05", "2026-01-01"] {
        company.scene.execute(&format!(
            "INSERT INTO \"Odd things\" (\"the name\", raw, doc, at, yes, seen) VALUES ('Lou', {made}, '2020-05-05 10:11:12.123456', true, '{seen}')"
        ));
    }
    let things = || company.scene.rows("SELECT * FROM \"Odd things\" ORDER BY id");
    let (before, bytes) = (
        things(),
        "SELECT count(*) FROM \"Odd things\" WHERE raw = (SELECT raw FROM \"Odd things\" WHERE id = 2)",
    );
    company.apply();
    assert_eq!(things(), before[1..]);
    let wanted = Wanted::Record("shop.Odd things".to_owned(), vec!["1".to_owned()]);
    let warrant = warrant();
    let returned = company.session().return_archived(&wanted, &warrant, Timestamp::now).unwrap();
    assert_eq!((returned.len(), things()), (1, before));
    assert_eq!(company.scene.number(bytes), 2);
}
