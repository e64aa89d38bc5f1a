//! The calendar: periods added to civil dates, and the exact inverse. Pure: knows no clock, no file, no database.

mod due;
mod holidays;
mod period;
mod schedule;
mod window;

pub use due::due;
pub use holidays::{Holidays, easter};
pub use period::{Period, Unit, cutoff, last_day};
pub use schedule::{Every, Schedule};
pub use window::{Window, WindowError, time_of_day};
