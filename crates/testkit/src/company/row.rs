//! Rows as both writers take them.

use jiff::{Zoned, civil::Date};

/// A table of a company.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The columns that are written, in the order of a row's cells.
    pub columns: &'static [&'static str],
}

/// One row. A row that refers to another of its own or of an earlier table comes after it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The table's name.
    pub table: &'static str,
    /// The values.
    pub cells: Vec<Cell>,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// NULL
    Null,
    /// A whole number.
    Integer(i64),
    /// True or false.
    Truth(bool),
    /// Text.
    Text(String),
    /// A calendar date.
    Day(Date),
    /// A moment, with the zone the company tells time in.
    Moment(Zoned),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Row {
    pub(crate) fn new(table: &'static str) -> Self {
        Self { table, cells: Vec::with_capacity(12) }
    }

    pub(crate) fn integer(self, value: impl Into<Option<i64>>) -> Self {
        self.cell(value.into().map(Cell::Integer))
    }

    pub(crate) fn truth(self, value: bool) -> Self {
        self.cell(Some(Cell::Truth(value)))
    }

    pub(crate) fn text(self, value: impl Into<String>) -> Self {
        self.cell(Some(Cell::Text(value.into())))
    }

    pub(crate) fn perhaps(self, value: Option<impl Into<String>>) -> Self {
        self.cell(value.map(|value| Cell::Text(value.into())))
    }

    pub(crate) fn day(self, value: impl Into<Option<Date>>) -> Self {
        self.cell(value.into().map(Cell::Day))
    }

    pub(crate) fn moment(self, value: impl Into<Option<Zoned>>) -> Self {
        self.cell(value.into().map(Cell::Moment))
    }

    pub(crate) fn bytes(self, value: Vec<u8>) -> Self {
        self.cell(Some(Cell::Bytes(value)))
    }

    fn cell(mut self, value: Option<Cell>) -> Self {
        self.cells.push(value.unwrap_or(Cell::Null));
        self
    }
}
