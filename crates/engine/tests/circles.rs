//! Records that hold each other in a circle (customers count from their orders' warranties, which refer to them), and somebody who inserts
//! what holds them in the midst of an apply: at each point that it passes. What has come to be held since the list was made stays, and
//! so does what holds it, though the database would let both go.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod scene;

use std::{cell::Cell, fs, rc::Rc};

use abide_engine::{
    crash,
    session::{Files, Session},
    store::{Store, plain},
};
use abide_plan::{catalog::Dialect, step::Step};
use jiff::Timestamp;
use scene::{Scene, small};
use tempfile::TempDir;

on_each! { who_complains_stays what_comes_back_keeps_order_and_customer nothing_more_is_left_than_is_held }

/// Customers, each with an order and a warranty that are over. The even ones logged in lately: they stay.
const CUSTOMERS: u64 = 46;

/// A customer of a middle batch.
const TARGET: u64 = 23;

/// So many points apart are tried: no statement of a batch is left out, for it has another number of them.
const APART: usize = 11;

const POLICY: &str = r#"
format = 1
[controller]
name = "Example"
[activity.relations]
purpose = { en = "relations" }
basis = "contract"
subjects = ["customer"]
data = ["identification.name"]
keep = "3 years after last_purchase or last_login or warranty_end"
[activity.deliveries]
purpose = { en = "deliveries" }
basis = "contract"
subjects = ["customer"]
data = ["identification.name"]
keep = "1 year after last_purchase or warranty_end"
[activity.complaints]
purpose = { en = "complaints" }
basis = "contract"
subjects = ["customer"]
data = ["identification.name"]
keep = "5 years after received"
"#;

const MAP: &str = r#"
[store.shop.customers]
subject = "customer"
serves = { relations = true }
fields = { name = "identification.name" }
not_personal = ["id", "seen"]
events = { last_login = "seen", last_purchase = "orders.ordered", warranty_end = "orders.warranties.ends" }
[store.shop.orders]
subject = "customer"
serves = { deliveries = true }
fields = { note = "identification.name" }
not_personal = ["id", "customer_id", "ordered"]
events = { last_purchase = "ordered", warranty_end = "warranties.ends" }
[store.shop.warranties]
subject = "customer"
serves = { deliveries = true }
not_personal = ["id", "order_id", "ends"]
events = { warranty_end = "ends", last_purchase = "orders.ordered" }
[store.shop.complaints]
subject = "customer"
serves = { complaints = true }
fields = { told = "identification.name" }
not_personal = ["id", "customer_id", "received"]
events = { received = "received" }
[store.shop.returned]
subject = "customer"
serves = { complaints = true }
fields = { told = "identification.name" }
not_personal = ["id", "order_id", "received"]
events = { received = "received" }
"#;

/// Keys of several types: PostgreSQL wants all parts of a recursive query to be of one, to the digit.
const TABLES: &str = "
    CREATE TABLE customers (id integer PRIMARY KEY, name varchar(20), seen date);
    CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id), note varchar(20), ordered date NOT NULL);
    CREATE INDEX orders_customer ON orders (customer_id);
    CREATE TABLE warranties (id integer PRIMARY KEY, order_id integer NOT NULL REFERENCES orders (id), ends date NOT NULL);
    CREATE INDEX warranties_order ON warranties (order_id);
    CREATE TABLE complaints (id decimal(10,2) PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id) ON DELETE CASCADE, told varchar(20), received date);
    CREATE INDEX complaints_customer ON complaints (customer_id);
    CREATE TABLE returned (id varchar(20) PRIMARY KEY, order_id integer NOT NULL REFERENCES orders (id) ON DELETE CASCADE, told varchar(20), received date);
    CREATE INDEX returned_order ON returned (order_id);";

struct Company {
    scene: Scene,
    folder: TempDir,
}

fn company(scene: Scene) -> Company {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("policy.toml"), POLICY).unwrap();
    let map = format!("format = 1\n[store.shop]\nurl = \"{}\"\n{MAP}", scene.url());
    fs::write(folder.path().join("map.toml"), map).unwrap();
    match scene.dialect() {
        // Of a long text, a key there holds the beginning.
        Dialect::MariaDb => {
            scene.execute(&TABLES.replace("id varchar(20) PRIMARY KEY", "id text, PRIMARY KEY (id(20))"));
        }
        Dialect::Sqlite | Dialect::Postgres => scene.execute(TABLES),
    }
    Company { scene, folder }
}

impl Company {
    fn session(&self) -> Session {
        let file = |name: &str| self.folder.path().join(name);
        let files = Files { policy: file("policy.toml"), map: file("map.toml"), journal: file("journal") };
        Session::open(files, "2026-11-22T11:00:00Z".parse().unwrap()).unwrap()
    }

    fn reset(&self) {
        for file in ["journal", "journal-wal", "journal-shm"] {
            drop(fs::remove_file(self.folder.path().join(file)));
        }
        self.scene.execute(
            "DROP TABLE IF EXISTS abide_token; DELETE FROM returned; DELETE FROM complaints; DELETE FROM warranties; DELETE FROM orders; DELETE FROM customers",
        );
        let all = || 1..=CUSTOMERS;
        let insert = |table: &str, row: &dyn Fn(u64) -> String| {
            let rows: Vec<String> = all().map(row).collect();
            self.scene.execute(&format!("INSERT INTO {table} VALUES {}", rows.join(", ")));
        };
        let seen = |id| if id % 2 == 0 { "2026-05-05" } else { "2015-05-05" };
        insert("customers", &|id| format!("({id}, 'N', '{}')", seen(id)));
        insert("orders", &|id| format!("({id}, {id}, 'N', '2014-05-05')"));
        insert("warranties", &|id| format!("({id}, {id}, '2016-05-05')"));
    }

    fn apply(&self, watcher: Option<crash::Watcher>) {
        let session = self.session();
        let plan = session.plan(None, None).unwrap();
        crash::watch(watcher);
        let applied = session.apply(&plan, &small(), Timestamp::now, &mut ());
        crash::watch(None);
        applied.unwrap();
    }

    fn steps(&self) -> Vec<Step> {
        let plan = self.session().plan(None, None).unwrap();
        plan.stores[0].steps.iter().map(|planned| planned.step.clone()).collect()
    }
}

/// Another user, who does not wait for locks.
fn impatient(scene: &Scene) -> Box<dyn Store> {
    let mut other = scene.store();
    let text = match scene.dialect() {
        Dialect::Sqlite => "PRAGMA busy_timeout = 0",
        Dialect::Postgres => "SELECT set_config('lock_timeout', '2ms', false)",
        Dialect::MariaDb => "SET SESSION innodb_lock_wait_timeout = 0",
    };
    match scene.dialect() {
        Dialect::MariaDb => other.execute(&plain(text)).map(drop).unwrap(),
        Dialect::Sqlite | Dialect::Postgres => other.query(&plain(text)).map(drop).unwrap(),
    }
    other
}

const COMPLAINT: &str =
    "INSERT INTO complaints SELECT 9000, id, 'N', '2026-05-05' FROM customers WHERE id = ";
const RETURN: &str = "INSERT INTO returned SELECT 9000, id, 'N', '2026-05-05' FROM orders WHERE id = ";

fn who_complains_stays(scene: Scene) {
    everywhere(&company(scene), COMPLAINT, "complaints", &["customers"]);
}

fn what_comes_back_keeps_order_and_customer(scene: Scene) {
    everywhere(&company(scene), RETURN, "returned", &["orders", "customers"]);
}

/// Somebody inserts a record; it, and what it holds, is there afterwards, and else nothing that is over.
fn everywhere(company: &Company, insert: &'static str, into: &str, kept: &[&str]) {
    company.reset();
    let asked_less = company.steps().into_iter().filter(|step| step.again.is_some()).count();
    assert!(asked_less >= 2, "the rules do not go in a circle");
    let (mut tried, mut met) = (0, 0);
    for point in (1..).step_by(APART) {
        company.reset();
        let (passed, inserted) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(None)));
        let (counter, outcome) = (Rc::clone(&passed), Rc::clone(&inserted));
        let mut other = impatient(&company.scene);
        company.apply(Some(Box::new(move |_| {
            counter.set(counter.get() + 1);
            if counter.get() >= point && outcome.get().is_none() {
                outcome.set(attempt(other.as_mut(), insert));
            }
        })));
        if passed.get() < point {
            break;
        }
        tried += 1;
        let there = u64::from(inserted.get() == Some(1));
        met += there;
        assert_eq!(company.scene.number(&format!("SELECT count(*) FROM {into}")), there, "at {point}");
        for table in kept {
            let found = company.scene.number(&format!("SELECT count(*) FROM {table} WHERE id = {TARGET}"));
            assert_eq!(found, there, "{table} at {point}");
        }
        let others = format!("SELECT count(*) FROM customers WHERE id % 2 = 1 AND id <> {TARGET}");
        assert_eq!(company.scene.number(&others), 0, "at {point}: others are left");
    }
    assert!(tried >= 5 && met > 0, "{tried} {met}");
}

/// How many records were inserted; none when a lock is in the way.
fn attempt(other: &mut dyn Store, insert: &str) -> Option<u64> {
    match other.execute(&plain(format!("{insert}{TARGET}"))) {
        Ok(rows) => Some(rows),
        Err(error) => {
            assert!(error.retryable(), "{error}");
            None
        }
    }
}

/// A batch in which one record is held is asked about each of them.
fn nothing_more_is_left_than_is_held(scene: Scene) {
    let company = company(scene);
    company.reset();
    let mut other = impatient(&company.scene);
    let inserted = Rc::new(Cell::new(false));
    let done = Rc::clone(&inserted);
    company.apply(Some(Box::new(move |name| {
        if name == "before-send" && !done.get() {
            done.set(attempt(other.as_mut(), RETURN) == Some(1));
        }
    })));
    assert!(inserted.get());
    let odd = "SELECT id FROM customers WHERE id % 2 = 1";
    assert_eq!(company.scene.rows(odd), [TARGET.to_string()]);
}
