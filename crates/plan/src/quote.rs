//! The one place where a name from a catalog becomes part of an SQL text.

use crate::catalog::{Dialect, TableName};

/// An identifier in the quotes of its dialect; such a quote inside is doubled. A NUL cannot stand in a name of any of the
/// databases and is left out, so that no text can be cut short.
pub fn quote(dialect: Dialect, identifier: &str) -> String {
    let mark = match dialect {
        Dialect::Sqlite | Dialect::Postgres => '"',
        Dialect::MariaDb => '`',
    };
    let mut quoted = String::with_capacity(identifier.len() + 2);
    quoted.push(mark);
    for character in identifier.chars().filter(|character| *character != '\0') {
        if character == mark {
            quoted.push(mark);
        }
        quoted.push(character);
    }
    quoted.push(mark);
    quoted
}

/// A table's name, its schema before it when it is not the default one.
pub fn table(dialect: Dialect, name: &TableName) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", quote(dialect, schema), quote(dialect, &name.name)),
        None => quote(dialect, &name.name),
    }
}

/// Identifiers separated by commas, each behind `alias.` when one is given.
pub fn list(dialect: Dialect, alias: Option<&str>, identifiers: &[String]) -> String {
    let quoted: Vec<String> =
        identifiers.iter().map(|identifier| column(dialect, alias, identifier)).collect();
    quoted.join(", ")
}

/// A column, behind `alias.` when one is given.
pub fn column(dialect: Dialect, alias: Option<&str>, identifier: &str) -> String {
    match alias {
        Some(alias) => format!("{alias}.{}", quote(dialect, identifier)),
        None => quote(dialect, identifier),
    }
}

#[cfg(test)]
mod tests {
    use super::{list, quote, table};
    use crate::catalog::{Dialect, TableName};

    #[test]
    fn a_name_cannot_break_out_of_its_quotes() {
        assert_eq!(quote(Dialect::Postgres, r#"a" ; drop table b --"#), r#""a"" ; drop table b --""#);
        assert_eq!(quote(Dialect::MariaDb, "a` ; drop table \"b\" --"), "`a`` ; drop table \"b\" --`");
        assert_eq!(quote(Dialect::Sqlite, "or\0der"), r#""order""#);
    }

    #[test]
    fn a_table_carries_its_schema_only_when_it_has_one() {
        let name = TableName::parse("sales.contacts");
        assert_eq!(table(Dialect::Postgres, &TableName::parse("contacts")), r#""contacts""#);
        assert_eq!(table(Dialect::Postgres, &name), r#""sales"."contacts""#);
        assert_eq!(table(Dialect::MariaDb, &name), "`sales`.`contacts`");
    }

    #[test]
    fn a_list_of_columns_may_have_an_alias() {
        let names = ["a".to_owned(), "b".to_owned()];
        assert_eq!(list(Dialect::Sqlite, Some("t"), &names), r#"t."a", t."b""#);
    }
}
