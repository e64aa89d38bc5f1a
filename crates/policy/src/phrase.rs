//! The retention phrase: `3 years after collected or last_contact, then archive for 5 years`. See `specs/retention-phrase.md`.

use std::{fmt, ops::Range};

use abide_law::{Period, Unit};
use abide_phrases::{Text, text};

use crate::{
    lex::{Cursor, Kind, Mistake, Token},
    model::{End, Keep, Phase, Start, State},
    span::{Span, Spanned},
    suggest,
};

/// Words that are part of the grammar and name no event.
pub(crate) const RESERVED: [&str; 10] =
    ["after", "until", "or", "and", "in", "then", "archive", "for", "anonymise", "anonymize"];

const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

const UNITS: [(&str, Unit); 8] = [
    ("day", Unit::Day),
    ("days", Unit::Day),
    ("week", Unit::Week),
    ("weeks", Unit::Week),
    ("month", Unit::Month),
    ("months", Unit::Month),
    ("year", Unit::Year),
    ("years", Unit::Year),
];

/// Reads a phrase. `place` gives the span in the file of a range of bytes of `text`.
pub fn parse(text: &str, place: &dyn Fn(Range<usize>) -> Span) -> Result<Keep, Mistake> {
    let mut cursor = Cursor::new(text, true)?;
    let (start, period) = start(&mut cursor)?;
    let events = events(&mut cursor, place)?;
    let mut keep =
        Keep { start, events, phases: vec![Phase { state: State::Active, period }], end: End::Erase };
    in_archive(&mut cursor, &mut keep)?;
    while !matches!(cursor.peek().kind, Kind::End) {
        then(&mut cursor, &mut keep)?;
    }
    Ok(keep)
}

fn start(cursor: &mut Cursor) -> Result<(Start, Period), Mistake> {
    if cursor.accept("until") {
        return Ok((Start::Until, Period::ZERO));
    }
    let period = period(cursor, &text!("period-or-until"))?;
    if cursor.accept("after") {
        return Ok((Start::After, period));
    }
    let near = word_of(cursor.peek()).and_then(|word| suggest::nearest(word, ["after"]));
    let otherwise = text!("count-from");
    Err(cursor.expected("`after`").help(suggest::did_you_mean(near, otherwise)))
}

fn period(cursor: &mut Cursor, what: &Text) -> Result<Period, Mistake> {
    let from = cursor.peek().range.start;
    let amount = amount(cursor, what)?;
    let unit = unit(cursor)?;
    if amount == 0 {
        let mistake = Mistake::new(from..cursor.taken_to(), text!("no-period"));
        return Err(mistake.help(text!("no-period.help")));
    }
    Ok(Period { amount, unit })
}

fn amount(cursor: &mut Cursor, what: &Text) -> Result<u16, Mistake> {
    let token = cursor.peek().clone();
    let amount = match &token.kind {
        Kind::Number(number) => {
            let too_odd = || Mistake::new(token.range.clone(), text!("odd-number"));
            number.parse().map_err(|_| too_odd())?
        }
        Kind::Word(word) => {
            let word = word.to_lowercase();
            let place = NUMBERS.iter().position(|number| *number == word);
            let near = suggest::nearest(&word, NUMBERS.into_iter().chain(["until"]));
            let unknown =
                || cursor.expected(what.clone()).help(suggest::did_you_mean(near, text!("odd-number.help")));
            place.map(|place| place as u16 + 1).ok_or_else(unknown)?
        }
        _ => return Err(cursor.expected(what.clone())),
    };
    cursor.take();
    Ok(amount)
}

fn unit(cursor: &mut Cursor) -> Result<Unit, Mistake> {
    let word = word_of(cursor.peek()).unwrap_or_default().to_lowercase();
    if let Some((_, unit)) = UNITS.iter().find(|(name, _)| *name == word) {
        cursor.take();
        return Ok(*unit);
    }
    let mistake = cursor.expected(text!("a-unit"));
    Err(match suggest::nearest(&word, UNITS.map(|(name, _)| name)) {
        Some(near) if !word.is_empty() => mistake.help(suggest::meant(near)),
        _ => mistake,
    })
}

fn events(
    cursor: &mut Cursor,
    place: &dyn Fn(Range<usize>) -> Span,
) -> Result<Vec<Spanned<String>>, Mistake> {
    let mut events = vec![event(cursor, place)?];
    while cursor.accept("or") {
        events.push(event(cursor, place)?);
    }
    if cursor.is_word("and") {
        return Err(cursor.expected("`or`").help(text!("join-events")));
    }
    Ok(events)
}

fn event(cursor: &mut Cursor, place: &dyn Fn(Range<usize>) -> Span) -> Result<Spanned<String>, Mistake> {
    let token = cursor.peek().clone();
    match token.kind {
        Kind::Word(word) if !RESERVED.iter().any(|reserved| word.eq_ignore_ascii_case(reserved)) => {
            cursor.take();
            Ok(Spanned::new(word.to_lowercase(), place(token.range)))
        }
        _ => Err(cursor.expected(text!("an-event"))),
    }
}

/// `in archive`, with or without a comma before it: in use until the event's day is over, and in the archive from then on.
fn in_archive(cursor: &mut Cursor, keep: &mut Keep) -> Result<(), Mistake> {
    let comma = usize::from(matches!(cursor.peek().kind, Kind::Sign(",")));
    if !cursor.peek_at(comma).is_word("in") {
        return Ok(());
    }
    cursor.accept_sign(",");
    let from = cursor.peek().range.start;
    cursor.accept("in");
    if !cursor.accept("archive") {
        return Err(cursor.expected("`archive`"));
    }
    if keep.start == Start::Until {
        let mistake = Mistake::new(from..cursor.taken_to(), text!("until-in-use"));
        return Err(mistake.help(text!("until-in-use.help")));
    }
    keep.phases.insert(0, Phase { state: State::Active, period: Period::ZERO });
    keep.phases[1].state = State::Archived;
    Ok(())
}

/// `then archive for 5 years` or `then anonymise`, with or without a comma before it.
fn then(cursor: &mut Cursor, keep: &mut Keep) -> Result<(), Mistake> {
    cursor.accept_sign(",");
    if keep.end == End::Anonymise {
        return Err(cursor.expected(text!("nothing-more")));
    }
    if !cursor.accept("then") {
        return Err(after_events(cursor));
    }
    if cursor.accept("anonymise") || cursor.accept("anonymize") {
        keep.end = End::Anonymise;
        return Ok(());
    }
    let from = cursor.peek().range.start;
    if !cursor.accept("archive") {
        return Err(cursor.expected(text!("then-what")).help(text!("then-erase")));
    }
    if !cursor.accept("for") {
        return Err(cursor.expected(text!("for-a-period")));
    }
    let period = period(cursor, &text!("a-period"))?;
    if keep.phases.iter().any(|phase| phase.state == State::Archived) {
        let mistake = Mistake::new(from..cursor.taken_to(), text!("archived-already"));
        return Err(mistake.help(text!("archived-already.help")));
    }
    keep.phases.push(Phase { state: State::Archived, period });
    Ok(())
}

fn after_events(cursor: &Cursor) -> Mistake {
    let mistake = cursor.expected(text!("after-events"));
    let word = word_of(cursor.peek()).unwrap_or_default();
    match suggest::nearest(word, ["or", "then", "in"]) {
        Some(near) if word.len() > 1 => mistake.help(suggest::meant(near)),
        _ => mistake,
    }
}

fn word_of(token: &Token) -> Option<&str> {
    match &token.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

/// The phrase in its plainest form: figures, small letters, commas.
impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at_once = usize::from(self.is_archived_at_once());
        match (self.start, self.phases.get(at_once)) {
            (Start::After, Some(first)) => write!(f, "{} after ", first.period)?,
            _ => f.write_str("until ")?,
        }
        for (number, event) in self.events.iter().enumerate() {
            let or = if number == 0 { "" } else { " or " };
            write!(f, "{or}{}", event.value)?;
        }
        if at_once > 0 {
            f.write_str(", in archive")?;
        }
        for phase in self.phases.iter().skip(at_once + 1) {
            write!(f, ", then archive for {}", phase.period)?;
        }
        match self.end {
            End::Erase => Ok(()),
            End::Anonymise => f.write_str(", then anonymise"),
        }
    }
}
