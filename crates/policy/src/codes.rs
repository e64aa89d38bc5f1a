//! The codes of all findings that this crate makes. `specs/findings.md` has a section for each.

use crate::span::File;

/// A code with the same meaning in both files.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Both(&'static str, &'static str);

impl Both {
    /// A code of which there is one in the policy only.
    pub(crate) const fn policy(code: &'static str) -> Self {
        Self(code, code)
    }

    pub(crate) fn of(self, file: File) -> &'static str {
        match file {
            File::Policy => self.0,
            File::Map => self.1,
        }
    }
}

/// Whether what it tells is for people to weigh, and keeps nothing from being done, whatever its weight: what the law has against the
/// files, and what the policy promises and does not keep on the day.
pub(crate) fn is_weighed(code: &str) -> bool {
    code.starts_with("law/") || [FORBIDDEN_RECIPIENT, OUTSIDE_TERRITORY].contains(&code)
}

macro_rules! codes {
    (both { $($both:ident = $name:literal,)* } one { $($one:ident = $code:literal,)* }) => {
        $(pub(crate) const $both: Both = Both(concat!("policy/", $name), concat!("map/", $name));)*
        $(pub(crate) const $one: &str = $code;)*

        /// Every code that reading and checking the two files can give.
        pub const ALL: &[&str] =
            &[$(concat!("policy/", $name), concat!("map/", $name),)* $($code,)*];
    };
}

codes! {
    both {
        SYNTAX = "syntax",
        UNKNOWN_KEY = "unknown-key",
        MISSING_KEY = "missing-key",
        WRONG_TYPE = "wrong-type",
        EMPTY_TEXT = "empty-text",
        DUPLICATE = "duplicate",
        UNKNOWN_FORMAT = "unknown-format",
        UNKNOWN_VALUE = "unknown-value",
        UNKNOWN_SUBJECT = "unknown-subject",
        UNKNOWN_CATEGORY = "unknown-category",
        UNKNOWN_EVENT = "unknown-event",
        UNKNOWN_RECIPIENT = "unknown-recipient",
        UNKNOWN_ACTIVITY = "unknown-activity",
        UNKNOWN_STORE = "unknown-store",
        FORBIDDEN_SUBJECT = "forbidden-subject",
        CONTRADICTION = "contradiction",
        UNKNOWN_COUNTRY = "unknown-country",
        UNKNOWN_TIME_ZONE = "unknown-time-zone",
    }
    one {
        UNKNOWN_BASIS = "policy/unknown-basis",
        UNKNOWN_PURPOSE = "policy/unknown-purpose",
        UNKNOWN_CLAUSE = "policy/unknown-clause",
        UNKEPT_CLAUSE = "policy/unkept-clause",
        UNTOLD_RULE = "policy/untold-rule",
        MISSING_BASIS = "policy/missing-basis",
        MISSING_END = "policy/missing-end",
        BAD_PHRASE = "policy/bad-phrase",
        BAD_DATE = "policy/bad-date",
        BAD_NAME = "policy/bad-name",
        FUTURE_DATE = "policy/future-date",
        UNKNOWN_PARENT = "policy/unknown-parent",
        BUILT_IN = "policy/built-in",
        FORBIDDEN_DATA = "policy/forbidden-data",
        UNNEEDED_DATA = "policy/unneeded-data",
        IDLE_KEY = "policy/idle-key",
        UNTRANSLATED = "policy/untranslated",
        FORBIDDEN_RECIPIENT = "policy/forbidden-recipient",
        CANNOT_TELL = "policy/cannot-tell",
        OUTSIDE_TERRITORY = "policy/outside-territory",
        NO_LAW = "policy/no-law",
        UNKNOWN_PACK = "policy/unknown-pack",
        UNKNOWN_REFERENCE = "policy/unknown-reference",
        BEYOND_REFERENCE = "law/beyond-reference",
        BELOW_REFERENCE = "law/below-reference",
        KEPT_AT_ALL = "law/kept-at-all",
        KEPT_WHOLE = "law/kept-whole",
        PROCESSOR_TERMS = "law/processor-terms",
        THIRD_COUNTRY = "law/third-country",
        NO_REPRESENTATIVE = "law/no-representative",
        NO_ARRANGEMENT = "law/no-arrangement",
        LATE_ANSWER = "law/late-answer",
        IDENTITY_ALWAYS = "law/identity-always",
        FEE_WITHOUT_GROUND = "law/fee-without-ground",
        NO_CONSENT = "law/no-consent",
        CONSENT_NEEDED = "law/consent-needed",
        NO_PURCHASE = "law/no-purchase",
        NEEDLESS_CONSENT = "law/needless-consent",
        NO_WAY_OFF = "law/no-way-off",
        UNTOLD = "law/untold",
        NOTICE_CONTENTS = "law/notice-contents",
        SPECIAL_CATEGORY = "law/special-category",
        IMPACT_ASSESSMENT = "law/impact-assessment",
        UNUSED_ACCEPTANCE = "policy/unused-acceptance",
        REVIEW_DUE = "policy/review-due",
        CANNOT_ACCEPT = "policy/cannot-accept",
        UNKNOWN_MEASURE = "policy/unknown-measure",
        UNKNOWN_CONTROLLER = "policy/unknown-controller",
        UNKNOWN_SUBSIDIARY = "policy/unknown-subsidiary",
        UNKNOWN_SITE = "policy/unknown-site",
        UNUSED_RECIPIENT = "policy/unused-recipient",
        ENDED_RECIPIENT = "policy/ended-recipient",
        UNSERVED_ACTIVITY = "policy/unserved-activity",
        BAD_URL = "map/bad-url",
        NO_ARCHIVE = "map/no-archive",
        BAD_ARCHIVE = "map/bad-archive",
        LITERAL_PASSWORD = "map/literal-password",
        BAD_CONDITION = "map/bad-condition",
        BAD_PATH = "map/bad-path",
        BAD_LINK = "map/bad-link",
        BAD_PATTERN = "map/bad-pattern",
        NOT_FOR_FILES = "map/not-for-files",
        NO_FILES = "map/no-files",
        LINK_COLUMNS = "map/link-columns",
        OTHER_STORE = "map/other-store",
        LINK_CIRCLE = "map/link-circle",
        BAD_TRANSFORM = "map/bad-transform",
        UNUSED_TRANSFORM = "map/unused-transform",
        UNMAPPED_EVENT = "map/unmapped-event",
        UNUSED_EVENT = "map/unused-event",
        UNNEEDED_FIELD = "map/unneeded-field",
        NEEDED_COLUMN = "map/needed-column",
        FORBIDDEN_FIELD = "map/forbidden-field",
        COARSE_FIELD = "map/coarse-field",
        OTHER_SUBJECT = "map/other-subject",
        IMPERSONAL_TABLE = "map/impersonal-table",
        NO_ACTIVITY = "map/no-activity",
        UNSPOKEN_COLUMN = "map/unspoken-column",
    }
}
