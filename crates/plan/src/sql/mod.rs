//! Rules compiled to set-based SQL: comparisons with constants and `EXISTS`, the same on every engine.

mod dates;
mod goes;
mod neutral;
mod predicate;
mod rules;
mod writer;

pub use neutral::from_key;
pub use predicate::Predicate;
pub use writer::{Beside, Way, Writer, reverse};
