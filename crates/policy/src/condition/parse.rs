//! Text to condition. See `specs/conditions.md`.

use abide_phrases::{Text, text};
use std::ops::Range;

use super::{Condition, Literal, Operator};
use crate::{
    lex::{Cursor, Kind, Mistake},
    span::{Span, Spanned},
};

/// Words that are part of the grammar; a column of that name is written in double quotes.
pub(crate) const RESERVED: [&str; 11] =
    ["and", "or", "not", "is", "null", "in", "between", "true", "false", "exists", "where"];

/// How deep parentheses, `NOT` and `EXISTS` may be nested: deeper than anyone writes, too shallow for any stack to overflow.
const DEPTH: usize = 64;

/// Reads a condition. `place` gives the span in the file of a range of bytes of `text`.
pub fn parse(text: &str, place: &dyn Fn(Range<usize>) -> Span) -> Result<Condition, Mistake> {
    let mut parser = Parser { cursor: Cursor::new(text, false)?, place, depth: 0 };
    let condition = parser.any()?;
    match parser.cursor.peek().kind {
        Kind::End => Ok(condition),
        _ => Err(parser.left_over()),
    }
}

/// Reads one constant.
pub(crate) fn parse_literal(text: &str) -> Result<Literal, Mistake> {
    let place = |range| Span::new(crate::span::File::Map, range);
    let mut parser = Parser { cursor: Cursor::new(text, false)?, place: &place, depth: 0 };
    let literal = parser.literal()?.value;
    match parser.cursor.peek().kind {
        Kind::End => Ok(literal),
        _ => Err(parser.cursor.expected(text!("one-constant"))),
    }
}

struct Parser<'p> {
    cursor: Cursor,
    place: &'p dyn Fn(Range<usize>) -> Span,
    depth: usize,
}

impl Parser<'_> {
    /// `a OR b OR …`
    fn any(&mut self) -> Result<Condition, Mistake> {
        let mut parts = vec![self.all()?];
        while self.cursor.accept("or") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Condition::Any))
    }

    /// `a AND b AND …`
    fn all(&mut self) -> Result<Condition, Mistake> {
        let mut parts = vec![self.one()?];
        while self.cursor.accept("and") {
            parts.push(self.one()?);
        }
        Ok(one_or(parts, Condition::All))
    }

    /// `NOT a`, `(a)`, `EXISTS …`, a constant, or what is said of a column.
    fn one(&mut self) -> Result<Condition, Mistake> {
        self.depth += 1;
        if self.depth > DEPTH {
            let range = self.cursor.peek().range.clone();
            return Err(Mistake::new(range, text!("too-deep", most = DEPTH)));
        }
        let condition = self.one_at_depth();
        self.depth -= 1;
        condition
    }

    fn one_at_depth(&mut self) -> Result<Condition, Mistake> {
        if self.cursor.accept("not") {
            return Ok(Condition::Not(Box::new(self.one()?)));
        }
        if self.cursor.accept_sign("(") {
            let inner = self.any()?;
            return self.closed().map(|()| inner);
        }
        if self.cursor.accept("exists") {
            return self.exists();
        }
        if self.cursor.accept("true") {
            return Ok(Condition::Constant(true));
        }
        if self.cursor.accept("false") {
            return Ok(Condition::Constant(false));
        }
        self.predicate()
    }

    /// What follows `WHERE` is in parentheses, or is one thing and the last: nobody has to know how far it reaches.
    fn exists(&mut self) -> Result<Condition, Mistake> {
        let links = self.path()?;
        if !self.cursor.accept("where") {
            return Ok(Condition::Exists { links, condition: None });
        }
        let bare = !matches!(self.cursor.peek().kind, Kind::Sign("("));
        let condition = Some(Box::new(self.one()?));
        if bare && (self.cursor.is_word("and") || self.cursor.is_word("or")) {
            return Err(self.cursor.expected(text!("where-reaches")).help(text!("where-reaches.help")));
        }
        Ok(Condition::Exists { links, condition })
    }

    fn path(&mut self) -> Result<Spanned<Vec<String>>, Mistake> {
        let from = self.cursor.peek().range.start;
        let mut links = vec![self.name(&text!("link-or-table"))?.value];
        while self.cursor.accept_sign(".") {
            links.push(self.name(&text!("link-or-table"))?.value);
        }
        Ok(Spanned::new(links, (self.place)(from..self.cursor.taken_to())))
    }

    fn predicate(&mut self) -> Result<Condition, Mistake> {
        let column = self.name(&text!("a-column"))?;
        if self.cursor.accept("is") {
            let not = self.cursor.accept("not");
            if !self.cursor.accept("null") {
                return Err(self.cursor.expected("NULL"));
            }
            return Ok(maybe_not(not, Condition::IsNull(column)));
        }
        let not = self.cursor.accept("not");
        if self.cursor.accept("in") {
            return Ok(maybe_not(not, self.within(column)?));
        }
        if self.cursor.accept("between") {
            return Ok(maybe_not(not, self.between(column)?));
        }
        if not {
            return Err(without_patterns(&self.cursor, self.cursor.expected(text!("in-or-between"))));
        }
        match self.operator() {
            Some(operator) => self.compare(column, operator),
            None => Ok(Condition::Holds(column)),
        }
    }

    fn compare(&mut self, column: Spanned<String>, operator: Operator) -> Result<Condition, Mistake> {
        let literal = match operator {
            Operator::Equal | Operator::Differs => self.literal()?,
            _ => self.ordered_literal()?,
        };
        Ok(Condition::Compare { column, operator, literal })
    }

    fn within(&mut self, column: Spanned<String>) -> Result<Condition, Mistake> {
        if !self.cursor.accept_sign("(") {
            return Err(self.cursor.expected(text!("open-constants")));
        }
        let mut literals = vec![self.literal()?];
        while self.cursor.accept_sign(",") {
            literals.push(self.literal()?);
        }
        self.closed()?;
        Ok(Condition::In { column, literals })
    }

    /// `a BETWEEN x AND y` is `a >= x AND a <= y`.
    fn between(&mut self, column: Spanned<String>) -> Result<Condition, Mistake> {
        let least = self.ordered_literal()?;
        if !self.cursor.accept("and") {
            return Err(self.cursor.expected(text!("and-bound")));
        }
        let most = self.ordered_literal()?;
        let low = Condition::Compare { column: column.clone(), operator: Operator::AtLeast, literal: least };
        let high = Condition::Compare { column, operator: Operator::AtMost, literal: most };
        Ok(Condition::All(vec![low, high]))
    }

    fn operator(&mut self) -> Option<Operator> {
        let operator = match &self.cursor.peek().kind {
            Kind::Sign("=") => Operator::Equal,
            Kind::Sign("<>" | "!=") => Operator::Differs,
            Kind::Sign("<") => Operator::Less,
            Kind::Sign("<=") => Operator::AtMost,
            Kind::Sign(">") => Operator::Greater,
            Kind::Sign(">=") => Operator::AtLeast,
            _ => return None,
        };
        self.cursor.take();
        Some(operator)
    }

    fn name(&mut self, what: &Text) -> Result<Spanned<String>, Mistake> {
        let token = self.cursor.peek().clone();
        let name = match token.kind {
            Kind::Word(word) if is_reserved(&word) => {
                let help = text!("reserved-column", word);
                return Err(self.cursor.expected(what.clone()).help(help));
            }
            Kind::Word(word) => word,
            Kind::Quoted(name) if !name.is_empty() => name,
            Kind::Text(_) | Kind::Number(_) => {
                let help = text!("column-first");
                return Err(self.cursor.expected(what.clone()).help(help));
            }
            _ => return Err(self.cursor.expected(what.clone())),
        };
        self.cursor.take();
        Ok(Spanned::new(name, (self.place)(token.range)))
    }

    fn ordered_literal(&mut self) -> Result<Spanned<Literal>, Mistake> {
        let range = self.cursor.peek().range.clone();
        let literal = self.literal()?;
        let what = match literal.value {
            Literal::Text(_) => text!("ordered-text"),
            Literal::Bool(_) => text!("ordered-truth"),
            _ => return Ok(literal),
        };
        let mistake = Mistake::new(range, what);
        Err(mistake.help(text!("ordered-text.help")))
    }

    fn literal(&mut self) -> Result<Spanned<Literal>, Mistake> {
        let token = self.cursor.peek().clone();
        let literal = match &token.kind {
            Kind::Text(text) => Literal::Text(text.clone()),
            Kind::Number(number) => numeric(number, &token.range)?,
            Kind::Word(word) if word.eq_ignore_ascii_case("true") => Literal::Bool(true),
            Kind::Word(word) if word.eq_ignore_ascii_case("false") => Literal::Bool(false),
            Kind::Word(word) if word.eq_ignore_ascii_case("date") => return self.date(token.range.start),
            _ => return Err(self.not_a_constant()),
        };
        self.cursor.take();
        Ok(Spanned::new(literal, (self.place)(token.range)))
    }

    fn date(&mut self, from: usize) -> Result<Spanned<Literal>, Mistake> {
        self.cursor.accept("date");
        let token = self.cursor.take();
        let date = match &token.kind {
            Kind::Text(text) if text.len() == 10 => text.parse().ok(),
            _ => None,
        };
        let mistake = || {
            let mistake = Mistake::new(token.range.clone(), text!("no-date"));
            mistake.help(text!("no-date.help"))
        };
        let date = date.ok_or_else(mistake)?;
        Ok(Spanned::new(Literal::Date(date), (self.place)(from..token.range.end)))
    }

    fn not_a_constant(&self) -> Mistake {
        let mistake = self.cursor.expected(text!("a-constant"));
        match &self.cursor.peek().kind {
            Kind::Sign("=") => mistake.help(text!("one-equal-sign")),
            Kind::Word(word) if word.eq_ignore_ascii_case("null") => mistake.help(text!("equals-null")),
            Kind::Word(word) | Kind::Quoted(word) => mistake.help(text!("single-quotes", word)),
            _ => mistake,
        }
    }

    fn closed(&mut self) -> Result<(), Mistake> {
        if self.cursor.accept_sign(")") { Ok(()) } else { Err(self.cursor.expected("`)`")) }
    }

    fn left_over(&self) -> Mistake {
        without_patterns(&self.cursor, self.cursor.expected(text!("and-or-end")))
    }
}

/// Databases do not agree on patterns either.
fn without_patterns(cursor: &Cursor, mistake: Mistake) -> Mistake {
    if cursor.is_word("like") || cursor.is_word("ilike") {
        return mistake.help(text!("no-patterns"));
    }
    mistake
}

fn numeric(number: &str, range: &Range<usize>) -> Result<Literal, Mistake> {
    if number.contains('.') {
        return Ok(Literal::Decimal(number.trim_start_matches('+').to_owned()));
    }
    let too_large = |_| Mistake::new(range.clone(), text!("too-large"));
    number.parse().map(Literal::Integer).map_err(too_large)
}

fn one_or(mut parts: Vec<Condition>, several: fn(Vec<Condition>) -> Condition) -> Condition {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            several(parts)
        }
    }
}

fn maybe_not(not: bool, condition: Condition) -> Condition {
    if not { Condition::Not(Box::new(condition)) } else { condition }
}

fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|reserved| word.eq_ignore_ascii_case(reserved))
}
