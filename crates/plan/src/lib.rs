//! placeholder
pub mod catalog;
pub mod model;
pub mod plan;
pub mod step;
pub mod value;
