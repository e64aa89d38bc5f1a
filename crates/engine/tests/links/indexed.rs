//! What stands for another store's records is found by an index, whatever the type of its keys.

use std::{collections::BTreeMap, path::Path};

use abide_engine::store::{self, Access, Store, plain};
use abide_plan::{
    bind::{Linked, bind_linked},
    catalog::Dialect,
    compile::compile,
    sql::links,
    step::{Param, Sql},
    value::Value,
};
use abide_policy::map::StoreUrl;

use crate::pair::{BY_EMAIL, Engine, Pair, TODAY};

/// So many contacts, and answers for all of them.
const KEYS: u64 = 3000;

/// The contacts' store with answers about every contact in its session, and their erasing.
fn asked(pair: &Pair, column: &str) -> (Box<dyn Store>, Sql) {
    pair.crm(&format!("ALTER TABLE contacts MODIFY email {column}"));
    pair.crm(&format!(
        "INSERT INTO contacts SELECT seq, concat('somebody-', seq, '@example.com'), NULL, 'N', '2015-01-01' FROM seq_1_to_{KEYS}"
    ));
    let session = pair.session(None);
    let maps = &session.map().stores;
    let mut app = session.open_store(&maps[0], Access::Read).unwrap();
    let url = StoreUrl::Address(pair.crm_url().to_owned());
    let mut crm = store::open(&url, Path::new(""), Access::Write).unwrap();
    let others = BTreeMap::from([("app".to_owned(), app.catalog().unwrap())]);
    let own = crm.catalog().unwrap();
    let Linked { mut bound, catalog, loans, .. } =
        bind_linked(session.policy(), session.map(), &maps[1], &own, &others);
    for text in links::make(&bound.model, &catalog, &loans[0]) {
        crm.execute_temporary(&plain(text)).unwrap();
    }
    let today = TODAY.parse().unwrap();
    crm.execute_temporary(&links::ask(&bound.model, today, &loans[0], 0)).unwrap();
    let answer = |number| {
        vec![Param::Text(format!("somebody-{number}@example.com")), Param::Text("2016-01-01".to_owned())]
    };
    let answers: Vec<Vec<Param>> = (1..=KEYS).map(answer).collect();
    for some in answers.chunks(200) {
        crm.execute_temporary(&links::lend(&bound.model, &loans[0], some.to_vec())).unwrap();
    }
    assert_eq!(bound.model.dialect, Dialect::MariaDb);
    let rule = compile(&mut bound.model, today).steps.remove(0).rule;
    (crm, rule)
}

#[test]
fn keys_of_any_length_are_found_by_an_index() {
    for column in
        ["VARCHAR(100)", "VARCHAR(700)", "TEXT", "TEXT COLLATE utf8mb4_bin", "TEXT CHARACTER SET latin1"]
    {
        let pair = Pair::open(Engine::MariaDb, Engine::Sqlite, BY_EMAIL);
        let (mut crm, rule) = asked(&pair, column);
        let text = format!("SELECT t.id FROM contacts AS t WHERE {}", rule.text);
        let params = rule.params.clone();
        assert_eq!(
            crm.query(&Sql { text: text.clone(), params: params.clone() }).unwrap().len() as u64,
            KEYS
        );
        let explained = crm.query(&Sql { text: format!("EXPLAIN {text}"), params }).unwrap();
        // The contacts themselves, then each look at a table of the session: what kind of look, at which alias, how it is read, by which
        // indexes it could be and by which it is. It may be made once for all contacts, but not once for each without an index.
        let looks: Vec<_> = explained.iter().filter(|row| row[2] != Value::Text("t".to_owned())).collect();
        assert!(looks.len() >= 3, "{column}: {explained:?}");
        for look in looks {
            let by_keys = |value: &Value| matches!(value, Value::Text(key) if key.starts_with("abide_") && key.ends_with("_keys"));
            let once = look[1] == Value::Text("MATERIALIZED".to_owned());
            assert!(by_keys(&look[4]) && (once || by_keys(&look[5])), "{column}: {look:?}");
        }
    }
}
