//! Whether a plan still rests on what is.

use abide_plan::plan::Premises;

/// What changed since a plan was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Stale {
    /// The policy.
    #[error("the policy changed since the plan was made: make a new plan")]
    Policy,
    /// The map.
    #[error("the map changed since the plan was made: make a new plan")]
    Map,
    /// The ledger went on: something was applied or decided since, or the journal is another one.
    #[error("something was written into the ledger since the plan was made: make a new plan")]
    Ledger,
}

/// Compares what a plan rests on with what is now.
pub fn stale(made: &Premises, now: &Premises) -> Result<(), Stale> {
    if made.policy != now.policy {
        return Err(Stale::Policy);
    }
    if made.map != now.map {
        return Err(Stale::Map);
    }
    if made.ledger != now.ledger {
        return Err(Stale::Ledger);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use abide_plan::plan::Premises;

    use super::{Stale, stale};

    #[test]
    fn every_premise_counts() {
        let made = Premises { policy: "p".to_owned(), map: "m".to_owned(), ledger: None };
        assert_eq!(stale(&made, &made.clone()), Ok(()));
        let other = "x".to_owned();
        let policy = Premises { policy: other.clone(), ..made.clone() };
        let map = Premises { map: other.clone(), ..made.clone() };
        let ledger = Premises { ledger: Some(other), ..made.clone() };
        assert_eq!(stale(&made, &policy), Err(Stale::Policy));
        assert_eq!(stale(&made, &map), Err(Stale::Map));
        assert_eq!(stale(&made, &ledger), Err(Stale::Ledger));
        assert_eq!(stale(&ledger, &made), Err(Stale::Ledger));
    }
}
