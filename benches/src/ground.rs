//! A database to measure on, whichever engine it is.

use std::time::Duration;

use abide_plan::catalog::Dialect;

use crate::{
    Result,
    company::{Shape, Size},
};

/// An engine with data made once and copied for every measurement that changes them.
pub(crate) trait Ground {
    /// The engine's name.
    fn name(&self) -> &'static str;

    /// Whose SQL it speaks.
    fn dialect(&self) -> Dialect;

    /// Makes the data of a shape unless they are there.
    fn make(&mut self, shape: Shape, size: Size) -> Result<()>;

    /// A fresh copy of them; the copy before it is gone. Gives its address, as a map says it.
    fn copy(&mut self, shape: Shape, size: Size) -> Result<String>;

    /// Runs one statement on the copy as somebody would by hand: how many rows it changed, and how long it took.
    fn by_hand(&mut self, statement: &str) -> Result<(u64, Duration)>;

    /// The one number that a query gives, and how long it took.
    fn number(&mut self, query: &str) -> Result<(u64, Duration)>;
}
