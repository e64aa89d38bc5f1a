//! Full card numbers in a text.

use std::ops::Range;

/// How the digits of a card are written in groups.
const SHAPES: [&[usize]; 7] = [
    &[4, 4, 4, 4],
    &[4, 4, 4, 4, 1],
    &[4, 4, 4, 4, 2],
    &[4, 4, 4, 4, 3],
    &[4, 6, 5],
    &[4, 6, 4],
    &[4, 3, 3, 3],
];

/// First digits of cards in use, as a range of six-digit numbers, and how many digits the number has (ISO/IEC 7812, and what
/// the schemes publish).
const PREFIXES: [(u32, u32, &[usize]); 17] = [
    (400_000, 499_999, &[13, 16, 19]),     // Visa
    (510_000, 559_999, &[16]),             // Mastercard
    (222_100, 272_099, &[16]),             // Mastercard
    (340_000, 349_999, &[15]),             // American Express
    (370_000, 379_999, &[15]),             // American Express
    (300_000, 305_999, &[14]),             // Diners Club
    (360_000, 369_999, &[14]),             // Diners Club
    (380_000, 399_999, &[14]),             // Diners Club
    (352_800, 358_999, &[16, 17, 18, 19]), // JCB
    (601_100, 601_199, &[16, 17, 18, 19]), // Discover
    (644_000, 659_999, &[16, 17, 18, 19]), // Discover
    (620_000, 629_999, &[16, 17, 18, 19]), // UnionPay
    (501_800, 501_899, &[16, 17, 18, 19]), // Maestro
    (502_000, 503_899, &[16, 17, 18, 19]), // Maestro
    (560_000, 589_999, &[16, 17, 18, 19]), // Maestro
    (630_400, 630_499, &[16, 17, 18, 19]), // Maestro
    (675_900, 676_399, &[16, 17, 18, 19]), // Maestro
];

/// Whether a text holds a full card number: digits in a row or grouped as on a card, beginning as cards do, with the right check
/// digit. What an IBAN or a longer row of digits happens to contain is none.
pub fn holds_card_number(text: &str) -> bool {
    let groups = groups(text);
    (0..groups.len()).any(|first| {
        alone(text, &groups[first]) || SHAPES.iter().any(|shape| grouped(text, &groups, first, shape))
    })
}

/// The rows of digits.
fn groups(text: &str) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match groups.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = at + 1,
            None => groups.push(at..at + 1),
        }
    }
    groups
}

fn alone(text: &str, group: &Range<usize>) -> bool {
    let digits = &text[group.clone()];
    is_card(digits.as_bytes()) && !is_fraction(text, group) && !is_iban(text, group) && !is_article(digits)
}

/// Whether groups of the shape, from the first one on, are a card's number.
fn grouped(text: &str, groups: &[Range<usize>], first: usize, shape: &[usize]) -> bool {
    let Some(groups_of) = groups.get(first..first + shape.len()) else { return false };
    let fits = groups_of.iter().zip(shape).all(|(group, length)| group.len() == *length);
    if !fits
        || !groups_of
            .windows(2)
            .all(|pair| separator(text, &pair[0], &pair[1]) == separator(text, &groups_of[0], &groups_of[1]))
        || separator(text, &groups_of[0], &groups_of[1]).is_none()
    {
        return false;
    }
    let digits: Vec<u8> = groups_of.iter().flat_map(|group| text[group.clone()].bytes()).collect();
    is_card(&digits) && !in_iban(text, groups, first)
}

/// The single sign between two groups.
fn separator<'t>(text: &'t str, before: &Range<usize>, after: &Range<usize>) -> Option<&'t str> {
    let between = text.get(before.end..after.start)?;
    [" ", "-", "."].contains(&between).then_some(between)
}

fn is_card(digits: &[u8]) -> bool {
    if digits.len() < 13 || digits.len() > 19 {
        return false;
    }
    let first = digits[..6].iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    let known = |(from, to, lengths): &(u32, u32, &[usize])| {
        (*from..=*to).contains(&first) && lengths.contains(&digits.len())
    };
    PREFIXES.iter().any(known) && luhn(digits)
}

/// The check digit of ISO/IEC 7812.
fn luhn(digits: &[u8]) -> bool {
    let weighed = digits.iter().rev().enumerate().map(|(place, digit)| {
        let value = u32::from(digit - b'0') << (place % 2);
        if value > 9 { value - 9 } else { value }
    });
    weighed.sum::<u32>() % 10 == 0
}

/// The digits after a point of a number.
fn is_fraction(text: &str, group: &Range<usize>) -> bool {
    let before = &text.as_bytes()[..group.start];
    matches!(before, [.., digit, b'.' | b','] if digit.is_ascii_digit())
}

/// An article number of thirteen digits has a check digit of its own (GS1).
fn is_article(digits: &str) -> bool {
    let weighed =
        digits.bytes().rev().enumerate().map(|(place, digit)| u32::from(digit - b'0') * [1, 3][place % 2]);
    digits.len() == 13 && weighed.sum::<u32>() % 10 == 0
}

/// A country's letters and digits right after them that check as an IBAN's do (ISO 13616).
fn is_iban(text: &str, group: &Range<usize>) -> bool {
    let Some(country) = country_before(text, group.start) else { return false };
    let digits = &text.as_bytes()[group.clone()];
    let moved = digits[2..].iter().chain(country).chain(&digits[..2]);
    let remainder = moved.fold(0u32, |rest, byte| match byte {
        b'A'..=b'Z' => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
        digit => (rest * 10 + u32::from(digit - b'0')) % 97,
    });
    remainder == 1
}

/// Whether the groups that are joined to this one begin as an IBAN: a country's letters and two digits.
fn in_iban(text: &str, groups: &[Range<usize>], at: usize) -> bool {
    let joined = |number: &usize| {
        // An IBAN may have letters further on: they are passed over. It has 34 signs at most, and eight blanks.
        groups[*number].start - groups[*number - 1].end <= 6 && groups[at].start - groups[*number].start <= 23
    };
    let head = (1..=at).rev().take_while(joined).last().map_or(at, |number| number - 1);
    (head..at).any(|number| groups[number].len() == 2 && country_before(text, groups[number].start).is_some())
}

/// Two capitals right before, and no letter before them.
fn country_before(text: &str, at: usize) -> Option<&[u8]> {
    let before = &text.as_bytes()[..at];
    let country = before.last_chunk::<2>()?;
    let word = before.len() == 2 || !before[before.len() - 3].is_ascii_alphanumeric();
    (word && country.iter().all(u8::is_ascii_uppercase)).then_some(country)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Numbers that the schemes publish for tests.
    const CARDS: [&str; 9] = [
        "4111111111111111",
        "4222222222222",
        "5555555555554444",
        "2223003122003222",
        "378282246310005",
        "30569309025904",
        "3530111333300000",
        "6011111111111117",
        "6200000000000005",
    ];

    #[test]
    fn test_numbers_of_the_schemes_are_found() {
        for card in CARDS {
            for text in [card.to_owned(), format!("CB{card}."), format!("card: {card}, exp 12/27")] {
                assert!(holds_card_number(&text), "{text}");
            }
        }
    }

    #[test]
    fn groups_are_found_among_other_digits() {
        for text in [
            "4111 1111 1111 1111",
            "2026-11-22 4111-1111-1111-1111 12/27",
            "on 22 4111 1111 1111 1111 12 2027",
            "3782 822463 10005",
            "3056.930902.5904",
            "{\"pan\": \"4111 1111 1111 1111\"}",
            "IBAN FR76 0000, card 4111 1111 1111 1111",
        ] {
            assert!(holds_card_number(text), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_not() {
        for text in [
            "",
            "411111******1111",
            "411111 1111",
            "4111111111111112",        // its check digit is wrong
            "1111111111111117",        // begins as no card does
            "41111111111111111111111", // too long
            "4111  1111 1111 1111",    // not as on a card
            "4111 1111-1111 1111",
            "+33 6 39 98 01 02",
            "0.4111111111111111",
            "4006381333931",                     // an article number
            "FR76 4111 1111 1111 1111 1111 111", // an IBAN's shape
            "FR14 2004 1010 0505 0001 3M02 606",
            "DK5000400440116243",
            "2026-11-22T10:00:00+01:00",
        ] {
            assert!(!holds_card_number(text), "{text}");
        }
    }

    /// With its check digit.
    fn completed(mut digits: Vec<u8>) -> String {
        digits.push(b'0');
        let check = (b'0'..=b'9').find(|check| {
            let last = digits.len() - 1;
            digits[last] = *check;
            luhn(&digits)
        });
        *digits.last_mut().unwrap() = check.unwrap();
        String::from_utf8(digits).unwrap()
    }

    proptest! {
        #[test]
        fn nothing_makes_it_fail(text in "\\PC*") {
            holds_card_number(&text);
        }

        #[test]
        fn rows_of_digits_and_signs_do_not_make_it_fail(text in "[A-Z0-9 .,\u{e9}-]{0,60}") {
            holds_card_number(&text);
        }

        #[test]
        fn a_card_is_found_between_any_words(rest in "[0-9]{10}", before in "[a-z\u{e9} ]{0,9}", after in "[a-z\u{e9} ]{0,9}") {
            let card = completed(format!("41111{rest}").into_bytes());
            let text = format!("{before}{card}{after}");
            prop_assert!(holds_card_number(&text));
            let grouped = format!("{before}{} {} {} {}{after}", &card[..4], &card[4..8], &card[8..12], &card[12..]);
            prop_assert!(holds_card_number(&grouped));
        }

        #[test]
        fn one_wrong_digit_is_no_card(rest in "[0-9]{10}", place in 6usize..16, more in 1u8..10) {
            let mut card = completed(format!("41111{rest}").into_bytes()).into_bytes();
            card[place] = b'0' + (card[place] - b'0' + more) % 10;
            prop_assert!(!holds_card_number(std::str::from_utf8(&card).unwrap()));
        }

        #[test]
        fn the_first_six_and_the_last_four_are_none(rest in "[0-9]{10}") {
            let card = completed(format!("41111{rest}").into_bytes());
            let text = format!("{}xxxxxx{}", &card[..6], &card[12..]);
            prop_assert!(!holds_card_number(&text));
        }
    }
}
