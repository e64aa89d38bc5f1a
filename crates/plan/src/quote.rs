//! The one place where a name from a catalog becomes part of an SQL text.

use crate::catalog::TableName;

/// An identifier in double quotes, as both dialects read it: a quote inside is doubled. A NUL cannot stand in a name of
/// either database and is left out, so that no text can be cut short.
pub fn quote(identifier: &str) -> String {
    let mut quoted = String::with_capacity(identifier.len() + 2);
    quoted.push('"');
    for character in identifier.chars().filter(|character| *character != '\0') {
        if character == '"' {
            quoted.push('"');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}

/// A table's name, its schema before it when it is not the default one.
pub fn table(name: &TableName) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", quote(schema), quote(&name.name)),
        None => quote(&name.name),
    }
}

/// Identifiers separated by commas, each behind `alias.` when one is given.
pub fn list(alias: Option<&str>, identifiers: &[String]) -> String {
    let quoted: Vec<String> = identifiers.iter().map(|identifier| column(alias, identifier)).collect();
    quoted.join(", ")
}

/// A column, behind `alias.` when one is given.
pub fn column(alias: Option<&str>, identifier: &str) -> String {
    match alias {
        Some(alias) => format!("{alias}.{}", quote(identifier)),
        None => quote(identifier),
    }
}

#[cfg(test)]
mod tests {
    use super::{list, quote, table};
    use crate::catalog::TableName;

    #[test]
    fn a_name_cannot_break_out_of_its_quotes() {
        assert_eq!(quote(r#"a" ; drop table b --"#), r#""a"" ; drop table b --""#);
        assert_eq!(quote("or\0der"), r#""order""#);
    }

    #[test]
    fn a_table_carries_its_schema_only_when_it_has_one() {
        assert_eq!(table(&TableName::parse("contacts")), r#""contacts""#);
        assert_eq!(table(&TableName::parse("sales.contacts")), r#""sales"."contacts""#);
    }

    #[test]
    fn a_list_of_columns_may_have_an_alias() {
        assert_eq!(list(Some("t"), &["a".to_owned(), "b".to_owned()]), r#"t."a", t."b""#);
    }
}
