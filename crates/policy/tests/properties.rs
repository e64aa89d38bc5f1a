//! What holds for any text and for any value.

#![allow(clippy::panic, clippy::unwrap_used)]

use abide_law::{Period, Unit, pack::Packs};
use abide_policy::{
    check_law, check_texts,
    condition::{self, Condition, Literal, Operator},
    model::{End, Keep, Phase, Start, State},
    phrase, read_map, read_policy, redacted, route,
    span::{File, Span, Spanned},
};
use jiff::civil::{Date, date};
use proptest::{collection::vec, prelude::*};

fn place(range: std::ops::Range<usize>) -> Span {
    Span::new(File::Map, range)
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, place(0..0))
}

/// Words and signs of the languages.
const PIECES: [&str; 72] = [
    "format = 1\n",
    "law = ['gdpr', 'france', 'x']\n",
    "reference = 'france/prospects'\n",
    "[controller]\n",
    "name = ",
    "\"",
    "'",
    "\"\"\"",
    "\n",
    "[activity.a]\n",
    "[store.s]\n",
    "[store.s.t]\n",
    "serves = ",
    "{",
    "}",
    "[",
    "]",
    "true",
    "keep = ",
    "basis = ",
    "events.",
    "a = ",
    "=",
    "3 years after collected",
    " or ",
    "until answered",
    ", then archive for 5 years",
    ", then anonymise",
    " in archive",
    "seven weeks",
    "0",
    "65536",
    "-1",
    "9223372036854775808",
    "1.5",
    "status",
    " AND ",
    " OR ",
    " NOT ",
    " IS ",
    "NULL",
    " IN (",
    ")",
    " BETWEEN ",
    "EXISTS ",
    " WHERE ",
    "DATE '2024-02-30'",
    "'lead'",
    "\"Odd Name\"",
    ".",
    ",",
    "<>",
    "<=",
    " ",
    "é",
    "\u{1F600}",
    "\\u0041",
    "url = \"postgres://a:b@c/d\"",
    "#",
    "version = 2023-01-03\n",
    "unpublished = ['complaint', 'basis']\n",
    "[collection.c]\n",
    "activities = ['a']\n",
    "agreement = 'required-box'\n",
    "required = ['contact.email']\n",
    "[requests]\n",
    "answer = '2 months'\n",
    "fee = { en = 'x' }\n",
    "[forbidden_recipient.processor]\n",
    "[processor.p]\n",
    "[territory.t]\ncountries = ['EU', 'adequate']\n",
    "location = 'US'\n",
];

/// Text made of them, so that it gets far into the parsers, and of anything else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(policy in text(), map in text()) {
        let (read, findings) = read_policy(&policy);
        let map_read = read_map(&map).0;
        let lawful = read.map(|read| check_law(&read, map_read.as_ref(), &Packs::shipped(), date(2026, 11, 26)));
        for finding in findings.into_iter().chain(lawful.into_iter().flatten()) {
            let span = finding.span.unwrap();
            if span.file == File::Map {
                continue;
            }
            prop_assert!(policy.get(span.range()).is_some(), "{:?} is not in the text", span);
        }
        for finding in read_map(&map).1 {
            let span = finding.span.unwrap();
            prop_assert!(map.get(span.range()).is_some(), "{:?} is not in the text", span);
        }
        check_texts(&policy, Some(&map));
    }

    #[test]
    fn no_text_makes_a_parser_panic(text in text()) {
        for mistake in [
            phrase::parse(&text, &place).err(),
            condition::parse(&text, &place).err(),
            route::parse_path(&text).err(),
            route::parse_link(&text).err(),
        ].into_iter().flatten() {
            prop_assert!(text.get(mistake.range.clone()).is_some(), "{:?} is not in the text", mistake);
        }
    }

    #[test]
    fn a_phrase_reads_back_as_written(keep in keep()) {
        prop_assert_eq!(phrase::parse(&keep.to_string(), &place), Ok(keep));
    }

    #[test]
    fn a_condition_reads_back_as_written(condition in condition()) {
        let text = condition.to_string();
        prop_assert_eq!(condition::parse(&text, &place), Ok(condition), "{}", text);
    }

    #[test]
    fn a_link_reads_back_as_written(
        own in vec(name(), 1..3), store in proptest::option::of(name()), table in name(), their in vec(name(), 1..3)
    ) {
        let link = abide_policy::map::Link { own, store, table, their };
        prop_assume!(!link.table.contains('.'));
        prop_assert_eq!(route::parse_link(&link.to_string()), Ok(link));
    }

    #[test]
    fn redacting_keeps_every_place(text in text()) {
        let shown = redacted(&text);
        prop_assert_eq!(shown.len(), text.len());
        prop_assert!(!shown.contains("a:b@c"));
    }
}

fn keep() -> impl Strategy<Value = Keep> {
    let event = prop::sample::select(vec!["collected", "last_contact", "mandate-end", "x2"]);
    let start = prop_oneof![Just(None), period().prop_map(Some)];
    let end = prop_oneof![Just(End::Erase), Just(End::Anonymise)];
    (start, vec(event, 1..4), any::<bool>(), prop::option::of(period()), end).prop_map(
        |(first, events, archived, later, end)| {
            let start = if first.is_some() { Start::After } else { Start::Until };
            let mut phases = vec![Phase { state: State::Active, period: first.unwrap_or(Period::ZERO) }];
            let at_once = archived && first.is_some();
            if at_once {
                phases[0].state = State::Archived;
                phases.insert(0, Phase { state: State::Active, period: Period::ZERO });
            }
            let later = later.filter(|_| !at_once);
            phases.extend(later.map(|period| Phase { state: State::Archived, period }));
            Keep {
                start,
                events: events.into_iter().map(|name| spanned(name.to_owned())).collect(),
                phases,
                end,
            }
        },
    )
}

fn period() -> impl Strategy<Value = Period> {
    let unit = prop::sample::select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Year]);
    (1..=u16::MAX, unit).prop_map(|(amount, unit)| Period { amount, unit })
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z_][a-zA-Z0-9_$]{0,8}",
        "[^\u{0}]{1,6}",
        prop::sample::select(vec!["and", "NULL", "é\"'"]).prop_map(str::to_owned)
    ]
}

fn column() -> impl Strategy<Value = Spanned<String>> {
    name().prop_map(spanned)
}

fn equal_literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        any::<bool>().prop_map(Literal::Bool),
        any::<String>().prop_map(Literal::Text),
        ordered_literal()
    ]
}

fn ordered_literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        any::<i64>().prop_map(Literal::Integer),
        "-?[0-9]{1,5}\\.[0-9]{1,3}".prop_map(Literal::Decimal),
        (0i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Literal::Date(Date::new(y, m, d).unwrap())),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    let equal = prop::sample::select(vec![Operator::Equal, Operator::Differs]);
    let order =
        prop::sample::select(vec![Operator::Less, Operator::AtMost, Operator::Greater, Operator::AtLeast]);
    let compare = prop_oneof![(column(), equal, equal_literal()), (column(), order, ordered_literal())];
    let leaf = prop_oneof![
        any::<bool>().prop_map(Condition::Constant),
        column().prop_map(Condition::IsNull),
        column().prop_map(Condition::Holds),
        compare.prop_map(|(column, operator, literal)| Condition::Compare {
            column,
            operator,
            literal: spanned(literal)
        }),
        (column(), vec(equal_literal().prop_map(spanned), 1..4))
            .prop_map(|(column, literals)| Condition::In { column, literals }),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(Condition::All),
            vec(inner.clone(), 2..4).prop_map(Condition::Any),
            inner.clone().prop_map(|one| Condition::Not(Box::new(one))),
            (vec(name(), 1..3), prop::option::of(inner)).prop_map(|(links, condition)| Condition::Exists {
                links: spanned(links),
                condition: condition.map(Box::new)
            }),
        ]
    })
}

/// A piece of a pattern, with a text that it takes.
fn piece() -> impl Strategy<Value = (String, String)> {
    let same = |text: &str| (text.to_owned(), text.to_owned());
    prop_oneof![
        "[a-zé_-]{1,4}".prop_map(move |text| same(&text)),
        Just(("/".to_owned(), "/".to_owned())),
        Just(("{{".to_owned(), "{".to_owned())),
        "[^/\0]".prop_map(|text| ("?".to_owned(), text)),
        "[a-z0-9.]{0,4}".prop_map(|text| ("*".to_owned(), text)),
        "[a-z0-9.]{1,4}".prop_map(|text| ("{NAME}".to_owned(), text)),
        "[0-9]{1,4}".prop_map(|text| ("{NAME:digits}".to_owned(), text)),
        (1970u16..2100, 1u8..13, 1u8..29)
            .prop_map(|(y, m, d)| ("{NAME:%Y-%m-%d}".to_owned(), format!("{y}-{m:02}-{d:02}"))),
    ]
}

proptest! {
    #[test]
    fn a_pattern_takes_what_it_is_made_for(pieces in proptest::collection::vec(piece(), 1..10)) {
        let mut pattern = String::new();
        let mut path = String::new();
        for (number, (piece, text)) in pieces.iter().enumerate() {
            pattern.push_str(&piece.replace("NAME", &format!("c{number}")));
            path.push_str(text);
        }
        // Two stars side by side say something else than each by itself.
        prop_assume!(!pattern.contains("**"));
        if let Ok(read) = abide_policy::pattern::parse(&pattern) {
            let values = read.read(&path);
            prop_assert!(values.is_some(), "{pattern} does not take {path}");
            prop_assert_eq!(values.unwrap().len(), read.captures().count());
            prop_assert_eq!(&abide_policy::pattern::parse(&read.to_string()).unwrap(), &read);
        }
    }

    #[test]
    fn no_text_is_too_much_for_a_pattern(text in "[{}*?/:%YmdHab1é]{0,30}", path in "[/ab1-]{0,60}") {
        if let Ok(pattern) = abide_policy::pattern::parse(&text) {
            pattern.read(&path);
        }
    }

    /// `*` within a name, against the plainest way to say it.
    #[test]
    fn stars_take_what_they_should(pattern in "[ab*]{1,8}", path in "[ab/]{0,8}") {
        fn takes(pattern: &[u8], path: &[u8]) -> bool {
            match (pattern, path) {
                ([], rest) => rest.is_empty(),
                ([b'*', more @ ..], rest) => {
                    takes(more, rest) || matches!(rest, [next, rest @ ..] if *next != b'/' && takes(pattern, rest))
                }
                ([one, more @ ..], [next, rest @ ..]) => one == next && takes(more, rest),
                _ => false,
            }
        }
        prop_assume!(!pattern.contains("**"));
        let read = abide_policy::pattern::parse(&pattern).unwrap();
        prop_assert_eq!(read.read(&path).is_some(), takes(pattern.as_bytes(), path.as_bytes()));
    }
}
