//! The law: the calendar it counts by, and its rules as dated data. Pure: knows no clock, no file, no database.

mod basis;
mod due;
mod holidays;
pub mod pack;
mod period;
mod schedule;
mod severity;
mod window;

pub use basis::Basis;
pub use due::due;
pub use holidays::{Holidays, easter};
pub use period::{Period, PeriodError, Unit, always_longer, cutoff, last_day};
pub use schedule::{Every, Schedule};
pub use severity::Severity;
pub use window::{Window, WindowError, time_of_day};
