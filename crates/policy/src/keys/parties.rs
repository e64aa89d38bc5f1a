//! The keys of the controller, of those beside it, and of those to whom data goes.

use super::{
    Hint::{Category, Country, Free, RecipientKind, Safeguard, TimeZone},
    Key, Keys,
    Shape::{One, OneOrMore, OneOrTable, Table},
    TEXTS,
    Value::{Bool, Date, Text},
    only, optional, required,
};

pub(super) static CONTROLLER: Keys = only(&[
    required("name", One(Text(Free)), "The controller's name."),
    optional(
        "time_zone",
        One(Text(TimeZone)),
        "The IANA time zone in which its days begin and end. Europe/Paris when not given.",
    ),
    optional("country", One(Text(Country)), "The controller's country, as two letters (ISO 3166-1)."),
    ADDRESS,
    optional("registration", One(Text(Free)), "The number under which it is registered, with the register."),
    CONTACT,
    optional(
        "representative",
        Table(&ENTITY),
        "Who stands for it in the Union, where it is elsewhere (GDPR art. 27).",
    ),
    optional("data_protection_officer", Table(&ENTITY), "Its data protection officer (GDPR art. 37)."),
    optional("no_data_protection_officer", One(Bool), "Whether it has none, which the notice then says."),
    TOLD,
]);

static ENTITY: Keys = only(&[NAME, ENTITY_COUNTRY, ADDRESS, CONTACT]);

pub(super) static JOINT_CONTROLLER: Keys = only(&[
    NAME,
    ENTITY_COUNTRY,
    ADDRESS,
    CONTACT,
    optional("arrangement", One(Text(Free)), "Where the arrangement with it is found (GDPR art. 26(1))."),
]);

pub(super) static SUBSIDIARY: Keys = only(&[NAME, ENTITY_COUNTRY, ADDRESS, CONTACT, TOLD]);

pub(super) static PROCESSOR: Keys = only(&[
    NAME_OR_NAMES,
    KIND,
    DATA,
    PURPOSE,
    LOCATION,
    SAFEGUARD,
    optional("contract", One(Text(Free)), "Where its contract is found (GDPR art. 28(3))."),
    optional(
        "guarantees",
        OneOrMore(Text(Free)),
        "What shows that it can be trusted with the data (GDPR art. 28(1)).",
    ),
    optional("instructions", One(Text(Free)), "Where its instructions are found (GDPR art. 28(3)(a))."),
    optional(
        "sub_processors",
        OneOrMore(Text(Free)),
        "The processors it engages in turn, by their names in this file (GDPR art. 28(2)).",
    ),
    optional("review", One(Date), "The day on which all this is looked at again."),
    START,
    END,
    TOLD,
]);

pub(super) static RECIPIENT: Keys = only(&[
    NAME_OR_NAMES,
    KIND,
    DATA,
    PURPOSE,
    LOCATION,
    SAFEGUARD,
    optional("public", One(Bool), "Whether what it gets is open to everybody, as in a public register."),
    START,
    END,
    TOLD,
]);

const ADDRESS: Key = optional("address", One(Text(Free)), "The postal address.");
const CONTACT: Key = optional(
    "contact",
    One(Text(Free)),
    "How it is reached about data: an address for e-mail or on the web, a telephone number.",
);
const ENTITY_COUNTRY: Key =
    optional("country", One(Text(Country)), "The country, as two letters (ISO 3166-1).");
const NAME: Key = required("name", One(Text(Free)), "Its name for people.");
const NAME_OR_NAMES: Key = required(
    "name",
    OneOrTable(Text(Free), &TEXTS),
    "Its name for people: one, as a company has, or one by language, as `our accountants`.",
);
const KIND: Key = optional("kind", One(Text(RecipientKind)), "Of what kind it is: `payment`, `hosting`.");
const DATA: Key = optional(
    "data",
    OneOrMore(Text(Category)),
    "The categories of data that it gets. All of the activities that name it when not given.",
);
const PURPOSE: Key = optional("purpose", Table(&TEXTS), "What it gets them for, by language.");
const LOCATION: Key = optional(
    "location",
    OneOrMore(Text(Country)),
    "Where it has the data: countries as two letters (ISO 3166-1).",
);
const SAFEGUARD: Key = optional(
    "safeguard",
    One(Text(Safeguard)),
    "What protects the data in a country where the law does not (GDPR art. 45 to 49).",
);
const START: Key = optional("start", One(Date), "The first day on which it has data.");
const END: Key = optional("end", One(Date), "The last day on which it has data.");
pub(super) const TOLD: Key =
    optional("clause", OneOrMore(Text(Free)), "The clauses of the published text that tell of it.");
