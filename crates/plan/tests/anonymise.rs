//! Transforms: what they leave has their form, stays as it is, and tells less than the value did.
#![allow(clippy::unwrap_used)]

use abide_plan::{
    anonymise::{has_form, left, written},
    step::{Neutral, Param, Transformed},
    value::Value,
};
use abide_policy::transform::{Transform, parse};
use proptest::prelude::*;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn so_much_is_left() {
    let cases = [
        ("truncate-ip", "203.0.113.77", Some("203.0.0.0")),
        ("truncate-ip", "203.0.113.77:8080", Some("203.0.0.0")),
        ("truncate-ip", "10.1.2.0/24", Some("10.1.0.0")),
        ("truncate-ip", "2001:DB8:AA:1::7", Some("2001:db8:aa::")),
        ("truncate-ip", "[2001:db8::1]:443", Some("2001:db8::")),
        ("truncate-ip", "fe80::1%eth0", Some("fe80::")),
        ("truncate-ip", "::ffff:203.0.113.77", Some("203.0.0.0")),
        ("truncate-ip", "::1", Some("::")),
        ("truncate-ip", "203.0.113.77, 10.0.0.1", None),
        ("truncate-ip", "localhost", None),
        ("year", "1984-07-31", Some("1984-01-01")),
        ("month", "1984-07-31 23:59:59.5+00", Some("1984-07-01 00:00:00+00")),
        ("year", "1984-07-31T23:59:59Z", Some("1984-01-01T00:00:00Z")),
        ("year", "1984-07-31 (about)", Some("1984-01-01")),
        ("year", "0044-03-15 BC", None),
        ("year", "1984-02-30", None),
        ("year", "infinity", None),
        ("first 2", "75011", Some("75")),
        ("first 2", "é", Some("é")),
        ("first 2", "a\0secret", Some("a")),
    ];
    for (transform, value, rest) in cases {
        assert_eq!(left(parse(transform).unwrap(), &text(value)), rest.map(text), "{transform} of {value}");
    }
    let bucket = |value| left(Transform::Bucket(100), &value);
    assert_eq!(bucket(Value::Integer(1234)), Some(Value::Integer(1200)));
    assert_eq!(bucket(Value::Decimal("-199.99".to_owned())), Some(Value::Integer(-100)));
    assert_eq!(bucket(Value::Decimal("1.5e3".to_owned())), Some(Value::Integer(1500)));
    assert_eq!(bucket(Value::Integer(i64::MAX)), None);
    assert_eq!(bucket(text("much")), None);
    assert_eq!(left(Transform::Drop, &text("x")), None);
}

#[test]
fn what_is_of_another_kind_is_blanked_and_nothing_stays_nothing() {
    let otherwise = Neutral::Constant(Param::Text(String::new()));
    let to = Transformed { column: "ip".to_owned(), by: Transform::TruncateIp, otherwise };
    assert_eq!(written(&to, &text("a name")), Param::Text(String::new()));
    assert_eq!(written(&to, &Value::Null), Param::Null);
    assert_eq!(written(&to, &text("203.0.0.0")), Param::Text("203.0.0.0".to_owned()));
}

fn transforms() -> impl Strategy<Value = Transform> {
    prop_oneof![
        Just(Transform::TruncateIp),
        Just(Transform::Year),
        Just(Transform::Month),
        (1u32..6).prop_map(Transform::First),
        (2u32..2000).prop_map(Transform::Bucket),
    ]
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::Integer),
        any::<f64>().prop_map(|number| Value::Decimal(number.to_string())),
        any::<f64>().prop_map(|number| Value::Decimal(format!("{number:e}"))),
        "-?[0-9]{1,20}(\\.[0-9]{0,5})?".prop_map(Value::Decimal),
        any::<std::net::IpAddr>().prop_map(|address| Value::Text(address.to_string())),
        any::<std::net::SocketAddr>().prop_map(|address| Value::Text(address.to_string())),
        "[0-9]{4}-[01][0-9]-[0-3][0-9]([ T][0-9:.]{0,10}(Z|\\+00)?)?".prop_map(Value::Text),
        "([0-9a-f]{0,5}[:.]){0,5}(/32)?".prop_map(Value::Text),
        any::<String>().prop_map(Value::Text),
    ]
}

proptest! {
    #[test]
    fn what_is_left_has_the_form_and_stays_as_it_is(by in transforms(), value in values()) {
        if let Some(rest) = left(by, &value) {
            prop_assert!(has_form(by, &rest), "{rest:?}");
            prop_assert_eq!(left(by, &rest), Some(rest));
        }
    }

    #[test]
    fn a_value_of_the_form_tells_no_more_than_what_a_transform_leaves(by in transforms(), value in values()) {
        if has_form(by, &value) {
            let told = match &value {
                Value::Text(text) => text.len(),
                _ => 0,
            };
            // An address of 128 bits and a length, or a moment, at most.
            prop_assert!(matches!(by, Transform::First(_)) || told <= "YYYY-01-01 00:00:00+00".len());
        }
    }
}
