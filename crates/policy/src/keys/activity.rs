//! The keys of an activity.

use super::{
    Hint::{
        Basis, Category, Free, Phrase, Purpose, Reference, SpecialGround, Subject, Unsubscribing,
        UntoldOfActivity,
    },
    Keys,
    Shape::{One, OneOrMore, OneOrTable, Table},
    TEXTS,
    Value::{Bool, Date, Text},
    only, optional, required,
};

pub(super) static ACTIVITY: Keys = only(&[
    required(
        "purpose",
        OneOrTable(Text(Purpose), &PURPOSE),
        "What the data is used for: a purpose of the vocabulary, or your own words by language.",
    ),
    optional(
        "sub_purposes",
        OneOrMore(Text(Purpose)),
        "What the purpose comprises, as purposes of the vocabulary: the register tells it.",
    ),
    optional("since", One(Date), "The day from which on it is done."),
    required("basis", One(Text(Basis)), "The legal basis (GDPR art. 6(1))."),
    optional("interest", Table(&TEXTS), "Which legitimate interest it is, by language (GDPR art. 13(1)(d))."),
    optional(
        "special_ground",
        One(Text(SpecialGround)),
        "On what ground it needs special categories of data (GDPR art. 9(2)), or data on offences (art. 10).",
    ),
    optional(
        "on_behalf_of",
        Table(&TEXTS),
        "For whom it is done, by language, where they decide about the data and the company is a processor.",
    ),
    required("subjects", OneOrMore(Text(Subject)), "The kinds of people the data is about."),
    required("data", OneOrMore(Text(Category)), "The categories of data it needs, all below them included."),
    optional(
        "source",
        Table(&TEXTS),
        "Where the data comes from when it is not from the person, by language (GDPR art. 14(2)(f)).",
    ),
    optional(
        "automated_decisions",
        Table(&TEXTS),
        "Decisions that machines make alone, by language: by what logic, and with what consequences (GDPR art. 22).",
    ),
    required("keep", One(Text(Phrase)), "For how long it needs them: `3 years after last_contact`."),
    optional(
        "reference",
        One(Text(Reference)),
        "The reference period of a law pack by which it goes, where its purpose does not tell: `france/online-contracts`.",
    ),
    optional(
        "unsubscribe",
        OneOrMore(Text(Unsubscribing)),
        "How people leave the list, where it sends messages to many: `one-click` (RFC 8058), `link`, `reply`, `account`.",
    ),
    optional(
        "joint_controllers",
        OneOrMore(Text(Free)),
        "Who decides about it with the controller, by name.",
    ),
    optional(
        "measures",
        OneOrMore(Text(Free)),
        "The measures that protect its data, by name. All of the policy when not given.",
    ),
    optional(
        "recipients",
        OneOrMore(Text(Free)),
        "The processors and recipients to whom it gives data, by name.",
    ),
    optional("no_recipients", One(Bool), "Whether nobody receives its data (GDPR art. 13(1)(e))."),
    optional("voluntary", One(Bool), "Whether none of its data has to be given (GDPR art. 13(2)(e))."),
    optional(
        "otherwise",
        Table(&TEXTS),
        "What happens when its data is not given, by language (GDPR art. 13(2)(e)).",
    ),
    optional("for", OneOrMore(Text(Free)), "The subsidiaries that it is for, by name."),
    optional("sites", OneOrMore(Text(Free)), "The sites that it is about, by name. All when not given."),
    optional("impact_assessment", One(Text(Free)), "Where its impact assessment is found (GDPR art. 35)."),
    optional(
        "unpublished",
        OneOrMore(Text(UntoldOfActivity)),
        "What of it the published text does not tell: its `basis`, its period (`keep`), the end of its `archive`.",
    ),
    optional("clause", OneOrMore(Text(Free)), "The clauses of the published text that it keeps."),
]);

pub(crate) static PURPOSE: Keys = only(&[
    optional("key", One(Text(Purpose)), "A purpose of the vocabulary."),
    optional("en", One(Text(Free)), "In your own words, in English."),
    optional("fr", One(Text(Free)), "In your own words, in French."),
]);
