//! placeholder
pub mod batch;
pub mod bind;
pub mod catalog;
pub mod compile;
pub mod dating;
pub mod draft;
pub mod evaluate;
pub mod model;
pub mod need;
pub mod order;
pub mod plan;
pub mod quote;
pub mod sql;
pub mod step;
pub mod tie;
pub mod truth;
pub mod value;
