//! A database to measure on, whichever engine it is.

use std::time::{Duration, Instant};

use abide_engine::store::{self, Store};
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

    /// Makes the data of a shape unless they are there. Gives their address, for who only reads.
    fn make(&mut self, shape: Shape, size: Size) -> Result<String>;

    /// A fresh copy of them; the copy before it is gone. Gives its address, as a map says it.
    fn copy(&mut self, shape: Shape, size: Size) -> Result<String>;

    /// Runs statements on the copy as somebody would by hand, in one transaction: how many rows the last one changed, and how
    /// long all of it took.
    fn by_hand(&mut self, statements: &[&str]) -> Result<(u64, Duration)>;

    /// The one number that a query gives, and how long it took.
    fn number(&mut self, query: &str) -> Result<(u64, Duration)>;
}

/// Runs statements in one transaction, when there are several.
pub(crate) fn run(store: &mut dyn Store, statements: &[&str]) -> Result<(u64, Duration)> {
    let since = Instant::now();
    let mut rows = 0;
    if let [one] = statements {
        rows = store.execute(&store::plain(*one))?;
    } else {
        store.begin()?;
        for statement in statements {
            rows = store.execute(&store::plain(*statement))?;
        }
        store.commit()?;
    }
    Ok((rows, since.elapsed()))
}

/// What tells whether two ways left the same behind.
pub(crate) fn fingerprint(ground: &mut dyn Ground) -> Result<[u64; 4]> {
    let whole = if ground.dialect() == Dialect::MariaDb { "signed" } else { "bigint" };
    let sums = ["count(*)", "sum(id)", "count(email)", "sum(length(phone))"];
    let mut print = [0; 4];
    for (print, sum) in print.iter_mut().zip(sums) {
        *print = ground.number(&format!("SELECT CAST(coalesce({sum}, 0) AS {whole}) FROM person"))?.0;
    }
    Ok(print)
}
