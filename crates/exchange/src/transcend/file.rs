//! A `transcend.yml`, as far as it is understood. What else is there is kept as rest, to be told.

use serde::Deserialize;

use crate::leftover::Rest;

type Maybe<T> = Option<Vec<T>>;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Root {
    #[serde(rename = "data-silos")]
    pub(super) silos: Maybe<Silo>,
    #[serde(rename = "processing-activities")]
    pub(super) activities: Maybe<Processing>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct Silo {
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) data_subjects: Maybe<String>,
    #[serde(alias = "objects")]
    pub(super) datapoints: Maybe<Datapoint>,
    /// Which program of theirs reads it.
    #[serde(rename = "integrationName")]
    pub(super) integration: Option<String>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct Datapoint {
    pub(super) key: Option<String>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    /// The schemas that it is in.
    pub(super) path: Maybe<String>,
    /// In older files: one for the whole table.
    pub(super) purpose: Option<String>,
    /// In older files: one for the whole table.
    pub(super) category: Option<String>,
    pub(super) fields: Maybe<Field>,
    /// What requests do there, which here follows from the policy.
    pub(super) privacy_actions: Maybe<String>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) purposes: Maybe<Purpose>,
    pub(super) categories: Maybe<Category>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Purpose {
    pub(super) purpose: String,
    pub(super) name: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Category {
    pub(super) category: String,
    pub(super) name: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Processing {
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) data_silo_titles: Maybe<String>,
    pub(super) data_subject_types: Maybe<String>,
    pub(super) processing_sub_purposes: Maybe<Purpose>,
    pub(super) data_sub_categories: Maybe<Category>,
    pub(super) retention_type: Option<String>,
    pub(super) retention_period: Option<u64>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}
