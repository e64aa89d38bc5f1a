//! A Fides manifest, as far as it is understood: the models of fideslang 3, and the keys of fideslang 1 that say the same. What else is
//! there is kept as rest, to be told.

use serde::{Deserialize, Serialize};

use crate::leftover::Rest;

/// A list that may be missing or null.
pub(super) type Maybe<T> = Option<Vec<T>>;

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Manifest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) organization: Maybe<Organization>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_subject: Maybe<Term>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_use: Maybe<Term>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_category: Maybe<Term>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) system: Maybe<System>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dataset: Maybe<Dataset>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

/// A word of its own taxonomy.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Term {
    pub(super) fides_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(skip_serializing)]
    pub(super) parent_key: Option<String>,
    #[serde(skip_serializing)]
    pub(super) description: Option<String>,
    #[serde(skip_serializing)]
    pub(super) organization_fides_key: Option<String>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Organization {
    pub(super) fides_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(skip_serializing)]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) controller: Option<Contact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_protection_officer: Option<Contact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) representative: Option<Contact>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Contact {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) email: String,
    pub(super) phone: String,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct System {
    pub(super) fides_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) organization_fides_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) system_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dataset_references: Maybe<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) privacy_declarations: Maybe<Declaration>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

/// What a system does with data, for one use.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Declaration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_categories: Maybe<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_use: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_subjects: Maybe<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dataset_references: Maybe<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) legal_basis_for_processing: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) retention_period: Option<Said>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) processes_special_category_data: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) special_category_legal_basis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) impact_assessment_location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_shared_with_third_parties: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) third_parties: Option<String>,
    /// What fideslang 1 said of how far data leads to somebody.
    #[serde(skip_serializing)]
    pub(super) data_qualifier: Option<String>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

/// Text, or a number that somebody left unquoted.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged)]
pub(super) enum Said {
    Number(u64),
    Text(String),
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Dataset {
    pub(super) fides_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) organization_fides_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(skip_serializing)]
    pub(super) data_subjects: Maybe<String>,
    /// What fideslang 1 said of how far data leads to somebody; so in what is below.
    #[serde(skip_serializing)]
    pub(super) data_qualifier: Option<String>,
    #[serde(skip_serializing)]
    pub(super) data_qualifiers: Maybe<String>,
    pub(super) collections: Vec<Collection>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Collection {
    pub(super) name: String,
    #[serde(skip_serializing)]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_subjects: Maybe<String>,
    #[serde(skip_serializing)]
    pub(super) data_qualifier: Option<String>,
    #[serde(skip_serializing)]
    pub(super) data_qualifiers: Maybe<String>,
    pub(super) fields: Vec<Field>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Field {
    pub(super) name: String,
    #[serde(skip_serializing)]
    pub(super) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data_categories: Maybe<String>,
    #[serde(skip_serializing)]
    pub(super) data_qualifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", alias = "fidesops_meta")]
    pub(super) fides_meta: Option<Meta>,
    /// What is in it, where it is an object.
    #[serde(skip_serializing)]
    pub(super) fields: Maybe<Field>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Meta {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) references: Maybe<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) identity: Option<String>,
    /// The database says this itself, and the next two.
    #[serde(skip_serializing)]
    pub(super) primary_key: Option<bool>,
    #[serde(skip_serializing)]
    pub(super) data_type: Option<String>,
    #[serde(skip_serializing)]
    pub(super) length: Option<u64>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

/// A column that another's values are found in.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Reference {
    pub(super) dataset: String,
    /// `collection.column`
    pub(super) field: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) direction: Option<String>,
}
