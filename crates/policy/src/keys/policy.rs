//! The keys of `policy.toml`.

use super::{
    FORMAT,
    Hint::{
        EventKind, Finding, ForbiddenRecipient, Free, Language, Law, MeasureKind, Region, UntoldOfPolicy,
    },
    Keys,
    Shape::{Many, One, OneOrMore, Table},
    TEXTS,
    Value::{Bool, Date, Text},
    activity::ACTIVITY,
    named, only, optional,
    parties::{CONTROLLER, JOINT_CONTROLLER, PROCESSOR, RECIPIENT, SUBSIDIARY, TOLD},
    requests::{COLLECTION, REQUESTS, SITE},
    required,
};

pub(crate) static POLICY: Keys = only(&[
    FORMAT,
    optional("version", One(Date), "The date this version of the policy was published, without quotes."),
    optional("change", Table(&TEXTS), "What changed since the version before, in a line, by language."),
    optional(
        "unpublished",
        OneOrMore(Text(UntoldOfPolicy)),
        "What the published text does not tell, though this file does: `complaint`, `after-death`, `rights`.",
    ),
    optional(
        "languages",
        OneOrMore(Text(Language)),
        "The languages in which it is published. Those in which it says anything when not given.",
    ),
    optional("law", Many(Text(Law)), "The law packs it is under: `abide law` shows them."),
    required("controller", Table(&CONTROLLER), "Who decides about the data (GDPR art. 4(7))."),
    optional("clause", Table(&named(&Table(&CLAUSE))), "Clauses of the published text, by id."),
    optional("event", Table(&named(&Table(&EVENT))), "Events beyond the built-in ones."),
    optional("category", Table(&named(&Table(&CATEGORY))), "Categories of data beyond the built-in ones."),
    optional("subject", Table(&named(&Table(&TERM))), "Kinds of people beyond the built-in ones."),
    optional("purpose", Table(&named(&Table(&PURPOSE_TERM))), "Purposes beyond the built-in ones."),
    optional("activity", Table(&named(&Table(&ACTIVITY))), "What is done with data, by name."),
    optional("all_activities", Table(&TOGETHER), "What is so of all activities."),
    optional("notice", Table(&NOTICE), "Where people read the policy."),
    optional(
        "processor",
        Table(&named(&Table(&PROCESSOR))),
        "Who works on data for the controller, by name (GDPR art. 4(8)).",
    ),
    optional("recipient", Table(&named(&Table(&RECIPIENT))), "Who else gets data, by name (GDPR art. 4(9))."),
    optional(
        "joint_controller",
        Table(&named(&Table(&JOINT_CONTROLLER))),
        "Who decides with the controller, by name (GDPR art. 26).",
    ),
    optional(
        "subsidiary",
        Table(&named(&Table(&SUBSIDIARY))),
        "The companies of the controller's that activities may be for, by name.",
    ),
    optional("site", Table(&named(&Table(&SITE))), "The sites on which people meet it, by name."),
    optional("collection", Table(&named(&Table(&COLLECTION))), "Where data is collected, by name."),
    optional("requests", Table(&REQUESTS), "How people's requests are answered (GDPR art. 12)."),
    optional("territory", Table(&named(&Table(&TERRITORY))), "Where data has to stay, by name."),
    optional("measure", Table(&named(&Table(&MEASURE))), "What protects data, by name (GDPR art. 32)."),
    optional(
        "attestation",
        Table(&named(&Table(&ATTESTATION))),
        "What somebody vouches for, where no program can see it, by name.",
    ),
    optional("forbidden", Table(&named(&Table(&FORBIDDEN))), "Categories of data that may be held nowhere."),
    optional(
        "forbidden_subject",
        Table(&named(&Table(&FORBIDDEN))),
        "Kinds of people about whom nothing may be held.",
    ),
    optional("forbidden_recipient", Table(&RECIPIENTS), "Kinds of recipients to whom nothing may go."),
    optional(
        "accepted",
        Table(&named(&Table(&ACCEPTED))),
        "Findings that are accepted until a day, by a name of yours.",
    ),
]);

static TOGETHER: Keys = only(&[
    optional("no_recipients", One(Bool), "Whether nobody receives any data (GDPR art. 13(1)(e))."),
    optional("voluntary", One(Bool), "Whether no data has to be given (GDPR art. 13(2)(e))."),
    TOLD,
]);

static NOTICE: Keys =
    only(&[optional("address", One(Text(Free)), "Its address on the web, where it stays."), TOLD]);

static MEASURE: Keys = only(&[
    required("kind", One(Text(MeasureKind)), "By machines or by people: `technical` or `organisational`."),
    required("says", Table(&TEXTS), "What is done, by language."),
    TOLD,
]);

static ATTESTATION: Keys = only(&[
    required("says", One(Text(Free)), "What is so."),
    required("owner", One(Text(Free)), "Who answers for it: a part of the company, not a person."),
    required("evidence", OneOrMore(Text(Free)), "Where it can be seen."),
    required("review", One(Date), "The day on which it is looked at again."),
    TOLD,
]);

static CLAUSE: Keys = only(&[
    required("says", One(Text(Free)), "What the clause says."),
    optional("kept_by", One(Text(Free)), "What keeps it, when that is not a rule on data."),
]);

static EVENT: Keys = only(&[
    required(
        "kind",
        One(Text(EventKind)),
        "`last`: the latest date counts. `end`: over only when all are over, and a missing date runs on.",
    ),
    optional("label", Table(&TEXTS), "Its name for people, by language."),
]);

static CATEGORY: Keys = only(&[
    optional("label", Table(&TEXTS), "Its name for people, by language."),
    optional("iri", One(Text(Free)), "The concept it stands for in some vocabulary."),
    optional("special", One(Bool), "Whether it is a special category of data (GDPR art. 9)."),
]);

static TERM: Keys = only(&[
    optional("label", Table(&TEXTS), "Its name for people, by language."),
    optional("iri", One(Text(Free)), "The concept it stands for in some vocabulary."),
]);

static PURPOSE_TERM: Keys = only(&[
    optional("label", Table(&TEXTS), "Its name for people, by language."),
    optional("iri", One(Text(Free)), "The concept it stands for in some vocabulary."),
    optional(
        "marketing",
        One(Bool),
        "Whether it is direct marketing, to which anybody may object (GDPR art. 21(2)).",
    ),
]);

static FORBIDDEN: Keys =
    only(&[optional("clause", OneOrMore(Text(Free)), "The clauses of the published text that say so.")]);

static ACCEPTED: Keys = only(&[
    required("finding", One(Text(Finding)), "The code of the finding: `law/beyond-reference`."),
    required(
        "about",
        One(Text(Free)),
        "The key of either file that it is about, with all below it: `activity.customers`.",
    ),
    required("reason", One(Text(Free)), "Why it is accepted."),
    required("review", One(Date), "The day on which it is looked at again, and until which it is accepted."),
]);

/// By the keys of kinds: see [`ForbiddenRecipient`].
static RECIPIENTS: Keys =
    Keys { keys: &[], others: Some(&Table(&FORBIDDEN)), names: Some(ForbiddenRecipient) };

static TERRITORY: Keys = only(&[
    required(
        "countries",
        OneOrMore(Text(Region)),
        "What it is made of: countries as two letters (ISO 3166-1), `EU`, `EEA`, `adequate`.",
    ),
    optional("activities", OneOrMore(Text(Free)), "The activities whose data stays there, by name."),
    optional("stores", OneOrMore(Text(Free)), "The stores that stay there, by their names in the map."),
    TOLD,
]);
