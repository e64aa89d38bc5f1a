//! The keys of what people meet: sites, points at which data is collected, requests.

use super::{
    Hint::{Agreement, Asked, Category, FeeGround, Free, Period, Proof},
    Keys,
    Shape::{One, OneOrMore, Table},
    TEXTS,
    Value::{Bool, Text},
    named, only, optional,
    parties::TOLD,
    required,
};

pub(super) static SITE: Keys = only(&[
    required("name", One(Text(Free)), "Its name for people: `shop.example.com`."),
    optional("address", One(Text(Free)), "Its address on the web."),
    TOLD,
]);

pub(super) static COLLECTION: Keys = only(&[
    required("label", Table(&TEXTS), "Its name for people, by language."),
    required("activities", OneOrMore(Text(Free)), "The activities that it is for, by name."),
    optional("required", OneOrMore(Text(Category)), "The categories of data that must be given."),
    optional("optional", OneOrMore(Text(Category)), "Those that may be given."),
    optional(
        "otherwise",
        Table(&TEXTS),
        "What happens when what is required is not given, by language (GDPR art. 13(2)(e)).",
    ),
    optional(
        "automatic",
        One(Bool),
        "Whether data comes by itself, as that of a visit. `false` when not given.",
    ),
    optional("agreement", One(Text(Agreement)), "How agreement is taken. It is not when not given."),
    optional(
        "agreed",
        OneOrMore(Text(Free)),
        "The activities to which agreement is taken, by name. All that it is for when not given.",
    ),
    optional("wording", Table(&TEXTS), "The text beside the box, by language."),
    optional("alternative", Table(&TEXTS), "Another way for who does not agree, by language."),
    optional("sites", OneOrMore(Text(Free)), "The sites it is on, by name. All when not given."),
    TOLD,
]);

pub(super) static REQUESTS: Keys = only(&[
    optional("answer", One(Text(Period)), "Within what time requests are answered: `1 month`."),
    optional("extension", One(Text(Period)), "How much longer it may take where they are complex or many."),
    optional("identity", One(Text(Proof)), "When people are asked to show who they are."),
    optional("asks_for", Table(&TEXTS), "What a request should say, by language."),
    optional("fee", Table(&TEXTS), "What may be charged, by language."),
    optional("fee_ground", One(Text(FeeGround)), "On what ground (GDPR art. 12(5), 15(3))."),
    optional("channels", Table(&CHANNELS), "The ways by which requests come."),
    optional(
        "subject_lines",
        Table(&named(&One(Text(Asked)))),
        "Subject lines by which an e-mail is known to be a request, each with what it asks for.",
    ),
    TOLD,
]);

static CHANNELS: Keys = only(&[
    optional("email", One(Text(Free)), "An address for e-mail."),
    optional("form", One(Text(Free)), "The address of a form on the web."),
    optional("post", One(Text(Free)), "A postal address."),
    optional("telephone", One(Text(Free)), "A telephone number."),
    optional("account", One(Text(Free)), "The address at which people do it themselves in their account."),
]);
