//! The calendar: periods added to civil dates, and the exact inverse. Pure: knows no clock, no file, no database.

mod period;

pub use period::{Period, Unit, cutoff, last_day};
