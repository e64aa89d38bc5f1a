//! Boolean expressions on their way to SQL. A predicate is true or not; NULL counts as not true, so that negation is safe.

/// A predicate. Atoms are SQL text whose placeholders are bound already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Predicate {
    /// Always, or never.
    Constant(bool),
    /// A comparison or any other expression.
    Atom(String),
    /// Conjunction.
    All(Vec<Predicate>),
    /// Disjunction.
    Any(Vec<Predicate>),
    /// Negation.
    Not(Box<Predicate>),
    /// `EXISTS (SELECT 1 FROM … WHERE … AND …)`: what stands after FROM, the joins' conditions, and the rest.
    Exists {
        /// Tables with their aliases.
        from: String,
        /// How they are linked with what is outside.
        on: String,
        /// What a row must be.
        is: Box<Predicate>,
    },
}

use Predicate::{All, Any, Atom, Constant, Exists, Not};

impl Predicate {
    /// Conjunction, simplified.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        join(parts, true)
    }

    /// Disjunction, simplified.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        join(parts, false)
    }

    /// Negation, pushed inwards.
    #[expect(clippy::should_implement_trait, reason = "a constructor beside `all` and `any`")]
    pub fn not(self) -> Self {
        match self {
            Constant(value) => Constant(!value),
            Not(inner) => *inner,
            All(parts) => Self::any(parts.into_iter().map(Self::not)),
            Any(parts) => Self::all(parts.into_iter().map(Self::not)),
            other => Not(Box::new(other)),
        }
    }

    /// Whether some row over these tables is so.
    pub fn exists(from: String, on: String, is: Self) -> Self {
        match is {
            Constant(false) => Constant(false),
            is => Exists { from, on, is: Box::new(is) },
        }
    }

    /// The SQL text.
    pub fn render(&self) -> String {
        match self {
            Constant(true) => "1 = 1".to_owned(),
            Constant(false) => "1 = 0".to_owned(),
            Atom(text) => text.clone(),
            All(parts) => render_parts(parts, " AND "),
            Any(parts) => render_parts(parts, " OR "),
            Not(inner) => match &**inner {
                Exists { .. } => format!("NOT {}", inner.render()),
                _ => format!("({}) IS NOT TRUE", inner.render()),
            },
            Exists { from, on, is } => match &**is {
                Constant(true) => format!("EXISTS (SELECT 1 FROM {from} WHERE {on})"),
                is => format!("EXISTS (SELECT 1 FROM {from} WHERE {on} AND {})", is.render_in(" AND ")),
            },
        }
    }

    /// The SQL text, fit to stand beside `AND`.
    pub fn render_within(&self) -> String {
        self.render_in(" AND ")
    }

    fn render_in(&self, separator: &str) -> String {
        match self {
            Any(_) if separator == " AND " => format!("({})", self.render()),
            All(_) if separator == " OR " => format!("({})", self.render()),
            _ => self.render(),
        }
    }
}

fn render_parts(parts: &[Predicate], separator: &str) -> String {
    let parts: Vec<String> = parts.iter().map(|part| part.render_in(separator)).collect();
    parts.join(separator)
}

/// Conjunction (`neutral` true) or disjunction (`neutral` false): flattened, constants folded, repetitions dropped.
fn join(parts: impl IntoIterator<Item = Predicate>, neutral: bool) -> Predicate {
    let mut kept: Vec<Predicate> = Vec::new();
    for part in parts {
        let nested = match part {
            All(inner) if neutral => inner,
            Any(inner) if !neutral => inner,
            Constant(value) if value == neutral => continue,
            Constant(value) => return Constant(value),
            part => vec![part],
        };
        for part in nested {
            if !kept.contains(&part) {
                kept.push(part);
            }
        }
    }
    match kept.len() {
        0 => Constant(neutral),
        1 => kept.remove(0),
        _ if neutral => All(kept),
        _ => Any(kept),
    }
}

#[cfg(test)]
mod tests {
    use super::Predicate;

    fn atom(text: &str) -> Predicate {
        Predicate::Atom(text.to_owned())
    }

    #[test]
    fn negation_goes_to_the_leaves_and_counts_null_as_not_true() {
        let both = Predicate::all([atom("a < 1"), Predicate::any([atom("b"), atom("c")])]);
        assert_eq!(both.render(), "a < 1 AND (b OR c)");
        assert_eq!(both.not().render(), "(a < 1) IS NOT TRUE OR ((b) IS NOT TRUE AND (c) IS NOT TRUE)");
    }

    #[test]
    fn constants_vanish() {
        assert_eq!(Predicate::all([Predicate::Constant(true), atom("a")]), atom("a"));
        assert_eq!(Predicate::any([Predicate::Constant(true), atom("a")]), Predicate::Constant(true));
        assert_eq!(
            Predicate::exists("x".into(), "y".into(), Predicate::Constant(false)),
            Predicate::Constant(false)
        );
    }
}
