//! The archive as people meet it: who may see it, what is told of it, and what happens when it cannot be made.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod scene;

use abide_engine::{
    apply::Options,
    session::{ApplyPlanError, ArchiveError, Files, ReadArchiveError, Session, Wanted, Warrant},
    store::{Kind, plain},
};
use abide_ledger::Event;
use abide_plan::value::Value;
use jiff::Timestamp;
use scene::{Engine, Scene, events, open};
use tempfile::TempDir;

on_each! { a_reading_needs_a_reason_and_is_on_the_ledger what_is_archived_is_counted }

const POLICY: &str = r#"
format = 1
[controller]
name = "Example"
[activity.disputes]
purpose = "disputes"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["identification.name", "contact.email"]
keep = "3 years after collected, then archive for 5 years"
"#;

const MAP: &str = r#"
[store.crm.contacts]
subject = "prospect"
identity = { email = "email" }
serves = { disputes = true }
fields = { name = "identification.name", email = "contact.email", phone = "contact.phone" }
unneeded = ["phone"]
not_personal = ["id", "seen"]
events = { collected = "seen" }
"#;

struct Company {
    scene: Scene,
    folder: TempDir,
}

fn company(scene: Scene) -> Company {
    let folder = tempfile::tempdir().unwrap();
    let map = format!(
        "format = 1\n[store.crm]\nurl = \"{}\"\narchive = \"{}\"{MAP}",
        scene.url(),
        scene.archive_place()
    );
    std::fs::write(folder.path().join("policy.toml"), POLICY).unwrap();
    std::fs::write(folder.path().join("map.toml"), map).unwrap();
    scene.execute(
        "CREATE TABLE contacts (id integer PRIMARY KEY, name text, email text, phone text, seen date);
         INSERT INTO contacts VALUES (1, 'Lou', 'Lou@example.com', '1', '2020-05-05'), (2, 'Max', 'max@example.com', '2', '2021-02-28')",
    );
    Company { scene, folder }
}

impl Company {
    fn session(&self) -> Session {
        self.session_on("2026-11-22")
    }

    fn session_on(&self, day: &str) -> Session {
        let file = |name: &str| self.folder.path().join(name);
        let files = Files { policy: file("policy.toml"), map: file("map.toml"), journal: file("journal") };
        Session::open(files, format!("{day}T11:00:00Z").parse().unwrap()).unwrap()
    }

    /// From now on the map's address is of this user.
    fn becomes(&self, role: &str) {
        let map = self.folder.path().join("map.toml");
        let text = std::fs::read_to_string(&map).unwrap();
        let url = self.scene.url();
        std::fs::write(&map, text.replace(url, &self.scene.url_of(role))).unwrap();
    }

    fn apply(&self) -> Result<(), ApplyPlanError> {
        self.apply_on("2026-11-22")
    }

    fn apply_on(&self, day: &str) -> Result<(), ApplyPlanError> {
        let session = self.session_on(day);
        let plan = session.plan(None, None).unwrap();
        session.apply(&plan, &Options::default(), Timestamp::now, &mut ()).map(drop)
    }
}

fn warrant(reason: &str) -> Warrant {
    Warrant { reason: reason.to_owned(), by: "clerk".to_owned() }
}

fn a_reading_needs_a_reason_and_is_on_the_ledger(scene: Scene) {
    let company = company(scene);
    company.apply().unwrap();
    let session = company.session();
    let who = Wanted::Identity("email".to_owned(), "LOU@example.com ".to_owned());
    let read = |wanted: &Wanted, reason: &str| session.read_archive(wanted, &warrant(reason), Timestamp::now);
    assert!(matches!(read(&who, "  "), Err(ReadArchiveError::NoReason)));
    assert!(matches!(read(&who, "asked by lou@example.com"), Err(ReadArchiveError::ReasonNames)));
    let rows = read(&who, "claim 7").unwrap();
    let values = |row: usize| {
        rows[row].values.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(rows.len(), 1);
    assert_eq!(values(0), "id=1 name=Lou email=Lou@example.com seen=2020-05-05", "no telephone number");
    assert_eq!(rows[0].last_day.as_deref(), Some("2028-05-05"));
    let record = Wanted::Record("crm.contacts".to_owned(), vec!["2".to_owned()]);
    assert_eq!(read(&record, "claim 8").unwrap()[0].last_day.as_deref(), Some("2029-02-28"));
    let journal = abide_engine::journal::Journal::read(&company.folder.path().join("journal")).unwrap();
    let told: Vec<(u64, String, String)> = events(&journal)
        .into_iter()
        .filter_map(|event| match event {
            Event::ArchiveRead { rows, why, by, .. } => Some((rows, why, by)),
            _ => None,
        })
        .collect();
    let reading = |why: &str| (1, why.to_owned(), "clerk".to_owned());
    assert_eq!(told, [reading("claim 7"), reading("claim 8")]);
    session.verify().unwrap();
}

fn what_is_archived_is_counted(scene: Scene) {
    let company = company(scene);
    assert_eq!(company.session().list_archives().unwrap(), []);
    company.apply().unwrap();
    let held = company.session().list_archives().unwrap();
    let told: Vec<String> = held
        .iter()
        .map(|one| format!("{} {} {:?} {}", one.place, one.activity, one.last_day, one.rows))
        .collect();
    assert_eq!(
        told,
        ["crm.contacts disputes Some(\"2028-05-05\") 1", "crm.contacts disputes Some(\"2029-02-28\") 1"]
    );
}

#[test]
fn who_reads_the_source_does_not_read_the_archive() {
    let company = company(Scene::postgres());
    let role = format!("reader_{}", std::process::id());
    company.scene.execute(&format!(
        "CREATE ROLE {role}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}; GRANT USAGE ON SCHEMA public TO {role};
         ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {role}; ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO {role}"
    ));
    company.apply().unwrap();
    let may = |what: &str| company.scene.rows(&format!("SELECT {what}"));
    assert_eq!(may(&format!("has_table_privilege('{role}', 'contacts', 'SELECT')")), ["t"]);
    assert_eq!(may(&format!("has_schema_privilege('{role}', 'kept_apart', 'USAGE')")), ["f"]);
    assert_eq!(may(&format!("has_table_privilege('{role}', 'kept_apart.contacts', 'SELECT')")), ["f"]);
    let denied = company.scene.rows(&format!(
        "SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace, aclexplode(c.relacl) AS a
         WHERE n.nspname = 'kept_apart' AND a.grantee = (SELECT oid FROM pg_roles WHERE rolname = '{role}')"
    ));
    assert_eq!(denied, ["0"]);
    company.scene.execute(&format!("ALTER ROLE {role} LOGIN PASSWORD 'x'"));
    refused_by_the_archive(&company, &role);
    company.scene.execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
}

/// A session of theirs, which reads the source and is refused by the archive.
fn refused_by_the_archive(company: &Company, role: &str) {
    let mut session = open(&company.scene.url_of(role));
    let mut read = |table: &str| session.query(&plain(format!("SELECT count(*) FROM {table}")));
    assert_eq!(read("contacts").unwrap(), [[Value::Integer(0)]]);
    let place = company.scene.archive_place();
    assert_eq!(read(&format!("{place}.contacts")).unwrap_err().kind(), Kind::Denied);
}

#[test]
fn an_account_of_mariadb_that_reads_the_source_does_not_read_the_archive() {
    let company = company(Scene::mariadb());
    let role = format!("reader_{}", std::process::id());
    company.scene.execute(&format!("CREATE USER {role} IDENTIFIED BY 'x'"));
    let database = &company.scene.rows("SELECT database()")[0];
    company.scene.execute(&format!("GRANT SELECT ON {database}.* TO {role}"));
    company.apply().unwrap();
    refused_by_the_archive(&company, &role);
    company.scene.execute(&format!("DROP USER {role}"));
}

/// Nothing is changed, and what somebody else has to run is told; once it was run, it goes.
#[test]
fn without_the_right_to_make_it_nothing_is_changed() {
    let company = company(Scene::postgres());
    let role = format!("plain_{}", std::process::id());
    company.scene.execute(&format!(
        "CREATE ROLE {role} LOGIN PASSWORD 'x'; GRANT USAGE, CREATE ON SCHEMA public TO {role};
         GRANT SELECT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
    ));
    made_by_somebody_else(&company, &role);
    company.scene.execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
}

#[test]
fn without_the_right_to_make_it_nothing_is_changed_on_mariadb() {
    let company = company(Scene::mariadb());
    let role = format!("plain_{}", std::process::id());
    company.scene.execute(&format!("CREATE USER {role} IDENTIFIED BY 'x'"));
    let database = &company.scene.rows("SELECT database()")[0];
    company.scene.execute(&format!(
        "GRANT SELECT, UPDATE, DELETE, INSERT, CREATE, CREATE TEMPORARY TABLES ON {database}.* TO {role}"
    ));
    made_by_somebody_else(&company, &role);
    company.scene.execute(&format!("DROP USER {role}"));
}

#[test]
fn an_archive_that_may_only_be_read_is_told_before_anything_changes() {
    let company = company(Scene::mariadb());
    company.session().prepare_archives(None).unwrap();
    let role = format!("half_{}", std::process::id());
    company.scene.execute(&format!("CREATE USER {role} IDENTIFIED BY 'x'"));
    let (database, place) = (&company.scene.rows("SELECT database()")[0], company.scene.archive_place());
    company.scene.execute(&format!("GRANT ALL ON {database}.* TO {role}"));
    company.scene.execute(&format!("GRANT SELECT, INSERT ON {place}.* TO {role}"));
    company.becomes(&role);
    let error = company.apply().unwrap_err();
    let ApplyPlanError::Archive(ArchiveError::NoRights { statements, .. }) = &error else {
        panic!("{error}")
    };
    assert!(statements[0].starts_with("GRANT SELECT, INSERT, DELETE ON"), "{statements:?}");
    assert_eq!(company.scene.number("SELECT count(*) FROM contacts WHERE name IS NOT NULL"), 2);
    company.scene.execute(&statements.join(";\n"));
    company.apply().unwrap();
    company.scene.execute(&format!("DROP USER {role}"));
}

fn made_by_somebody_else(company: &Company, role: &str) {
    company.becomes(role);
    let error = company.apply().unwrap_err();
    let ApplyPlanError::Archive(ArchiveError::NotAllowed { statements, .. }) = &error else {
        panic!("{error}")
    };
    assert!(
        statements.iter().any(|statement| statement.starts_with("GRANT SELECT, INSERT, DELETE")),
        "{statements:?}"
    );
    assert_eq!(company.scene.number("SELECT count(*) FROM contacts WHERE name IS NOT NULL"), 2);
    company.scene.execute(&statements.join(";\n"));
    company.apply().unwrap();
    assert_eq!(company.scene.number("SELECT count(*) FROM contacts"), 0);
    let place = company.scene.archive_place();
    let archived = format!("SELECT count(*) FROM {place}.contacts");
    assert_eq!(company.scene.number(&archived), 2);
    company.apply_on("2040-01-01").unwrap();
    assert_eq!(company.scene.number(&archived), 0, "the rights do for emptying it too");
}

#[test]
fn a_file_that_cannot_be_made_is_told_before_anything_changes() {
    let company = company(Scene::sqlite());
    let map = company.folder.path().join("map.toml");
    let text = std::fs::read_to_string(&map).unwrap();
    std::fs::create_dir(company.folder.path().join("a_folder")).unwrap();
    for place in ["not/there", "a_folder"] {
        std::fs::write(&map, text.replace("kept_apart", place)).unwrap();
        let plan = company.session().plan(None, None).map_err(|error| error.to_string());
        let error = match plan {
            Ok(_) => company.apply().unwrap_err().to_string(),
            Err(error) => error,
        };
        assert!(error.contains(place), "{error}");
        assert!(place == "a_folder" || error.contains("archive prepare"), "{error}");
        assert_eq!(company.scene.number("SELECT count(*) FROM contacts WHERE name IS NOT NULL"), 2);
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let company = company(Scene::sqlite());
    company.apply().unwrap();
    let mode = std::fs::metadata(company.folder.path().join("kept_apart")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let Engine::Sqlite(_) = company.scene.engine else { panic!("it is SQLite's") };
}
