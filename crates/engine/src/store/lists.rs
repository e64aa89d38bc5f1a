//! The named lists of a statement: who they are about is no plan's business, so they are put in when it is sent.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use abide_plan::{
    step::{Param, Sql},
    value::Value,
};

use super::StoreError;

/// Lists by name.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Lists {
    lists: BTreeMap<String, BTreeSet<Item>>,
}

/// An element: whole numbers are told apart from text where the database does.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Integer(i64),
    Text(String),
}

/// How long each is, never what is on it.
impl std::fmt::Debug for Lists {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.lists.iter().map(|(name, items)| (name, items.len()))).finish()
    }
}

impl Lists {
    /// Makes sure that there is a list of that name.
    pub fn declare(&mut self, name: String) {
        self.lists.entry(name).or_default();
    }

    /// Puts something on a list, once. NULL is on none.
    pub fn add(&mut self, name: &str, value: &Value) {
        let item = match value {
            Value::Null => return,
            Value::Integer(number) => Item::Integer(*number),
            other => Item::Text(abide_plan::evaluate::key_text(other)),
        };
        self.lists.entry(name.to_owned()).or_default().insert(item);
    }

    /// How many are on a list.
    pub fn len(&self, name: &str) -> usize {
        self.lists.get(name).map_or(0, BTreeSet::len)
    }

    /// The statement with its lists as PostgreSQL reads arrays.
    pub(super) fn as_arrays<'s>(&self, sql: &'s Sql, place: &str) -> Result<Cow<'s, Sql>, StoreError> {
        self.filled(sql, place, |items| {
            let element = |item: &Item| match item {
                Item::Integer(number) => number.to_string(),
                Item::Text(text) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
            };
            format!("{{{}}}", items.iter().map(element).collect::<Vec<_>>().join(","))
        })
    }

    /// The statement with its lists as JSON.
    pub(super) fn as_json<'s>(&self, sql: &'s Sql, place: &str) -> Result<Cow<'s, Sql>, StoreError> {
        self.filled(sql, place, |items| {
            let element = |item: &Item| match item {
                Item::Integer(number) => serde_json::Value::from(*number),
                Item::Text(text) => serde_json::Value::from(text.as_str()),
            };
            serde_json::Value::Array(items.iter().map(element).collect()).to_string()
        })
    }

    /// A list that nobody lent is no empty list: the statement would do less, or more, than it should.
    fn filled<'s>(
        &self,
        sql: &'s Sql,
        place: &str,
        spell: impl Fn(&BTreeSet<Item>) -> String,
    ) -> Result<Cow<'s, Sql>, StoreError> {
        if !sql.params.iter().any(|param| matches!(param, Param::List(_))) {
            return Ok(Cow::Borrowed(sql));
        }
        let one = |param: &Param| match param {
            Param::List(name) => match self.lists.get(name) {
                Some(items) => Ok(Param::Text(spell(items))),
                None => Err(StoreError::NoList { place: place.to_owned(), name: name.clone() }),
            },
            other => Ok(other.clone()),
        };
        let params: Result<Vec<Param>, StoreError> = sql.params.iter().map(one).collect();
        Ok(Cow::Owned(Sql { text: sql.text.clone(), params: params? }))
    }
}

#[cfg(test)]
mod tests {
    use abide_plan::{
        step::{Param, Sql},
        value::Value,
    };

    use super::{super::StoreError, Lists};

    #[test]
    fn a_list_is_spelt_as_the_database_reads_it() {
        let mut lists = Lists::default();
        for value in
            [Value::Text("a\"b\\c, {d}".to_owned()), Value::Integer(7), Value::Null, Value::Integer(7)]
        {
            lists.add("l", &value);
        }
        assert_eq!(lists.len("l"), 2);
        let sql = Sql { text: "x".to_owned(), params: vec![Param::List("l".to_owned()), Param::Integer(1)] };
        let text = |text: &str| vec![Param::Text(text.to_owned()), Param::Integer(1)];
        assert_eq!(lists.as_arrays(&sql, "db").unwrap().params, text(r#"{7,"a\"b\\c, {d}"}"#));
        assert_eq!(lists.as_json(&sql, "db").unwrap().params, text(r#"[7,"a\"b\\c, {d}"]"#));
    }

    #[test]
    fn a_list_that_nobody_lent_is_refused() {
        let sql = Sql { text: "x".to_owned(), params: vec![Param::List("l".to_owned())] };
        let error = Lists::default().as_json(&sql, "db").unwrap_err();
        assert!(matches!(error, StoreError::NoList { .. }), "{error}");
    }
}
