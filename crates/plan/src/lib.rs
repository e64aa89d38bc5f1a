//! placeholder
pub mod batch;
pub mod catalog;
pub mod model;
pub mod plan;
pub mod quote;
pub mod step;
pub mod value;
