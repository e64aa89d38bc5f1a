//! References that the database sets to NULL when what they refer to goes: what stood in them is archived all the same.

use abide_testkit::world::Engine;
use jiff::civil::date;

use crate::{
    archive,
    home::{Case, Home},
};

fn archived(map: &str, statements: &str) -> [Result<usize, String>; 3] {
    let policy = "format = 1\n[controller]\nname = \"Example\"\ntime_zone = \"UTC\"\n[activity.orders]\npurpose = \"marketing\"\n\
                  basis = \"legitimate-interest\"\nsubjects = [\"person\"]\ndata = [\"identification.name\"]\n\
                  keep = \"2 days after collected, then archive for 16 months\"\n";
    let case = Case {
        today: date(2024, 3, 1),
        policy: policy.to_owned(),
        map: format!("format = 1\n[store.main]\nurl = \"env:X\"\narchive = \"archive\"\n{map}"),
        statements: statements.to_owned(),
        ended: Vec::new(),
        held: Vec::new(),
    };
    [Engine::Sqlite, Engine::Postgres, Engine::MariaDb]
        .map(|engine| archive::check(&Home::new(engine), &case))
}

#[test]
fn whom_an_order_was_of_is_archived_though_the_customer_goes_as_well() {
    let map = r#"
        [store.main.customers]
        subject = "person"
        not_personal = ["id", "seen"]
        serves = { orders = true }
        events = { collected = "seen" }
        [store.main.orders]
        subject = "person"
        not_personal = ["id", "seen"]
        fields = { customer = "identification.name" }
        serves = { orders = true }
        events = { collected = "seen" }"#;
    let rows = "CREATE TABLE customers (id integer PRIMARY KEY, seen date);
                CREATE TABLE orders (id integer PRIMARY KEY, seen date, customer integer,
                                     FOREIGN KEY (customer) REFERENCES customers (id) ON DELETE SET NULL);
                INSERT INTO customers VALUES (7, '2024-01-10');
                INSERT INTO orders VALUES (1, '2024-01-10', 7)";
    assert_eq!(archived(map, rows), [Ok(1), Ok(1), Ok(1)]);
}

/// In batches of three: the fourth row refers to the first.
#[test]
fn what_a_row_refers_to_within_its_table_is_archived_though_that_goes_in_an_earlier_batch() {
    let map = r#"
        [store.main.orders]
        subject = "person"
        not_personal = ["id", "seen"]
        fields = { parent = "identification.name" }
        serves = { orders = true }
        events = { collected = "seen" }"#;
    let rows = "CREATE TABLE orders (id integer PRIMARY KEY, seen date, parent integer,
                                     FOREIGN KEY (parent) REFERENCES orders (id) ON DELETE SET NULL);
                INSERT INTO orders VALUES (1, '2024-01-10', NULL), (2, '2024-01-10', NULL), (3, '2024-01-10', NULL),
                                          (4, '2024-01-10', 1)";
    assert_eq!(archived(map, rows), [Ok(1), Ok(1), Ok(1)]);
}
