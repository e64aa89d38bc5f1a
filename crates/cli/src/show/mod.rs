//! How things look: texts made of plans, findings and answers. Nothing here writes or decides.

pub(crate) mod change;
pub(crate) mod diagnostics;
pub(crate) mod explain;
pub(crate) mod hold;
pub(crate) mod law;
pub(crate) mod ledger;
pub(crate) mod person;
pub(crate) mod plan;
pub(crate) mod returned;
pub(crate) mod sarif;
pub(crate) mod source;
pub(crate) mod style;
pub(crate) mod table;
pub(crate) mod why;
pub(crate) mod words;
