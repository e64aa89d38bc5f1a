//! `transcend.yml`: data silos are stores, their data points tables; processing activities are activities, and where there are none,
//! each purpose that a data point names.

mod file;
mod import;

pub(crate) use self::import::import;
