//! placeholder
pub mod condition;
pub mod finding;
pub mod map;
pub mod model;
pub mod span;
