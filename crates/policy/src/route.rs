//! Paths (`customer.contracts.ended_on`) and links (`tenant, id = messages(tenant, contact_id)`). See `specs/map-file.md`.

use abide_phrases::{Text, text};
use std::fmt;

use crate::{
    condition::display::{Dotted, Name},
    lex::{Cursor, Kind, Mistake},
    map::{Link, Path},
};

/// Reads a path.
pub fn parse_path(text: &str) -> Result<Path, Mistake> {
    let mut cursor = Cursor::new(text, false)?;
    let mut links = dotted(&mut cursor, &text!("column-or-link"))?;
    ended(&cursor)?;
    let column = links.pop().ok_or_else(|| cursor.expected(text!("a-column")))?;
    Ok(Path { links, column })
}

/// Reads a link; the two sides may have different numbers of columns.
pub fn parse_link(text: &str) -> Result<Link, Mistake> {
    let mut cursor = Cursor::new(text, false)?;
    let own = columns(&mut cursor, &text!("own-column"))?;
    if !cursor.accept_sign("=") {
        return Err(cursor.expected(text!("equals-table")));
    }
    let mut names = dotted(&mut cursor, &text!("other-table"))?;
    let mut store = None;
    if names.len() == 1 && cursor.accept_sign(":") {
        store = names.pop();
        names = dotted(&mut cursor, &text!("table-of-store"))?;
    }
    let table = names.join(".");
    if !cursor.accept_sign("(") {
        return Err(cursor.expected(text!("open-columns")));
    }
    let their = columns(&mut cursor, &text!("their-column"))?;
    if !cursor.accept_sign(")") {
        return Err(cursor.expected("`)`"));
    }
    ended(&cursor)?;
    Ok(Link { own, store, table, their })
}

fn columns(cursor: &mut Cursor, what: &Text) -> Result<Vec<String>, Mistake> {
    let mut columns = vec![name(cursor, what)?];
    while cursor.accept_sign(",") {
        columns.push(name(cursor, what)?);
    }
    Ok(columns)
}

fn dotted(cursor: &mut Cursor, what: &Text) -> Result<Vec<String>, Mistake> {
    let mut names = vec![name(cursor, what)?];
    while cursor.accept_sign(".") {
        names.push(name(cursor, what)?);
    }
    Ok(names)
}

fn name(cursor: &mut Cursor, what: &Text) -> Result<String, Mistake> {
    match cursor.peek().kind.clone() {
        Kind::Word(name) => {
            cursor.take();
            Ok(name)
        }
        Kind::Quoted(name) if !name.is_empty() => {
            cursor.take();
            Ok(name)
        }
        _ => Err(cursor.expected(what.clone())),
    }
}

fn ended(cursor: &Cursor) -> Result<(), Mistake> {
    match cursor.peek().kind {
        Kind::End => Ok(()),
        _ => Err(cursor.expected(text!("the-end"))),
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for link in &self.links {
            write!(f, "{}.", Name(link))?;
        }
        write!(f, "{}", Name(&self.column))
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = |columns: &[String]| {
            columns.iter().map(|column| Name(column).to_string()).collect::<Vec<_>>().join(", ")
        };
        let table: Vec<String> = self.table.split('.').map(str::to_owned).collect();
        write!(f, "{} = ", listed(&self.own))?;
        if let Some(store) = &self.store {
            write!(f, "{}:", Name(store))?;
        }
        write!(f, "{}({})", Dotted(&table), listed(&self.their))
    }
}
