//! Words, numbers and signs of the small languages inside strings: phrases, conditions, links and paths.

use abide_phrases::{Text, Value, text};
use std::ops::Range;

use winnow::{
    LocatingSlice, Parser as _,
    ascii::{digit1, multispace0},
    combinator::{alt, delimited, opt, preceded, repeat},
    error::EmptyError,
    token::{any, literal, none_of, one_of, take_while},
};

/// What is wrong with a text, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes of the text that are wrong; empty at its end.
    pub range: Range<usize>,
    /// What was expected instead, as a few words.
    pub message: Text,
    /// What to write instead.
    pub help: Option<Text>,
}

impl Mistake {
    pub(crate) fn new(range: Range<usize>, message: Text) -> Self {
        Self { range, message, help: None }
    }

    pub(crate) fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }
}

/// One token with its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) range: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// `status`, `AND`
    Word(String),
    /// `"Order Date"`: an identifier, never a keyword
    Quoted(String),
    /// `'lead'`
    Text(String),
    /// `12`, `-1`, `12.50`
    Number(String),
    /// `<=`
    Sign(&'static str),
    /// The end of the text.
    End,
}

type Input<'t> = LocatingSlice<&'t str>;

/// The tokens of `text`, the last of them [`Kind::End`]. With `dashes`, a word may have dashes inside.
pub(crate) fn tokens(text: &str, dashes: bool) -> Result<Vec<Token>, Mistake> {
    let mut input = LocatingSlice::new(text);
    let mut found = Vec::new();
    loop {
        let _ = multispace0::<_, EmptyError>.parse_next(&mut input);
        if input.is_empty() {
            found.push(Token { kind: Kind::End, range: text.len()..text.len() });
            return Ok(found);
        }
        let rest: &str = *input;
        let at = text.len() - rest.len();
        let (kind, range) = token(dashes)
            .with_span()
            .parse_next(&mut input)
            .map_err(|_: EmptyError| unreadable(rest, at, text.len()))?;
        found.push(Token { kind, range });
    }
}

fn unreadable(rest: &str, at: usize, end: usize) -> Mistake {
    match rest.chars().next() {
        Some('\'') => Mistake::new(at..end, text!("open-text")).help(text!("open-text.help")),
        Some('"') => Mistake::new(at..end, text!("open-name")).help(text!("open-name.help")),
        Some(sign) => Mistake::new(at..at + sign.len_utf8(), text!("no-sign", sign = sign.to_string())),
        None => Mistake::new(at..end, text!("text-ends")),
    }
}

fn token<'t>(dashes: bool) -> impl winnow::Parser<Input<'t>, Kind, EmptyError> {
    alt((
        word(dashes).map(|word: &str| Kind::Word(word.to_owned())),
        quoted('\'').map(Kind::Text),
        quoted('"').map(Kind::Quoted),
        number.map(|number: &str| Kind::Number(number.to_owned())),
        sign.map(Kind::Sign),
    ))
}

fn word<'t>(dashes: bool) -> impl winnow::Parser<Input<'t>, &'t str, EmptyError> {
    let inside = move |c: char| continues_word(c) || (dashes && c == '-');
    (one_of(starts_word), take_while(0.., inside)).take()
}

pub(crate) fn starts_word(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

pub(crate) fn continues_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// Text between two `quote`s; the quote itself is written twice.
fn quoted<'t>(quote: char) -> impl winnow::Parser<Input<'t>, String, EmptyError> {
    let inside = repeat(0.., alt((none_of(quote), (quote, quote).value(quote))));
    delimited(quote, inside, quote)
}

fn number<'t>(input: &mut Input<'t>) -> Result<&'t str, EmptyError> {
    (opt(one_of(['-', '+'])), digit1, opt(preceded('.', digit1))).take().parse_next(input)
}

fn sign(input: &mut Input<'_>) -> Result<&'static str, EmptyError> {
    const SIGNS: [&str; 12] = ["<>", "!=", "<=", ">=", "=", "<", ">", "(", ")", ",", ".", ":"];
    for sign in SIGNS {
        if input.starts_with(sign) {
            literal(sign).void().parse_next(input)?;
            return Ok(sign);
        }
    }
    any.verify(|_: &char| false).parse_next(input).map(|_| "")
}

/// Tokens read one after the other.
pub(crate) struct Cursor {
    tokens: Vec<Token>,
    at: usize,
}

impl Cursor {
    pub(crate) fn new(text: &str, dashes: bool) -> Result<Self, Mistake> {
        Ok(Self { tokens: tokens(text, dashes)?, at: 0 })
    }

    /// The next token, not taken.
    pub(crate) fn peek(&self) -> &Token {
        self.peek_at(0)
    }

    pub(crate) fn peek_at(&self, ahead: usize) -> &Token {
        self.tokens.get(self.at + ahead).or(self.tokens.last()).expect("tokens always end with End")
    }

    /// Takes the next token.
    pub(crate) fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    /// Where the last taken token ended.
    pub(crate) fn taken_to(&self) -> usize {
        self.at.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(0, |token| token.range.end)
    }

    /// Whether the next token is the word `keyword`, in whatever case.
    pub(crate) fn is_word(&self, keyword: &str) -> bool {
        self.peek().is_word(keyword)
    }

    /// Takes the next token if it is the word `keyword`.
    pub(crate) fn accept(&mut self, keyword: &str) -> bool {
        let found = self.is_word(keyword);
        self.at += usize::from(found);
        found
    }

    /// Takes the next token if it is the sign `sign`.
    pub(crate) fn accept_sign(&mut self, sign: &str) -> bool {
        let found = matches!(&self.peek().kind, Kind::Sign(next) if *next == sign);
        self.at += usize::from(found);
        found
    }

    /// The complaint that something else than the next token was expected.
    pub(crate) fn expected(&self, what: impl Into<Value>) -> Mistake {
        let token = self.peek();
        match &token.kind {
            Kind::End => Mistake::new(token.range.clone(), text!("expected-more", what = what.into())),
            _ => Mistake::new(token.range.clone(), text!("expected", what = what.into())),
        }
    }
}

impl Token {
    pub(crate) fn is_word(&self, keyword: &str) -> bool {
        matches!(&self.kind, Kind::Word(word) if word.eq_ignore_ascii_case(keyword))
    }
}
