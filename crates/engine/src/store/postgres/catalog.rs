//! What PostgreSQL says of itself, from `pg_catalog`.

use std::collections::BTreeMap;

use abide_plan::catalog::Catalog;
use abide_plan::catalog::TableName;

use super::{super::StoreError, Postgres};

pub(super) fn read(_store: &mut Postgres) -> Result<Catalog, StoreError> {
    todo!()
}
pub(super) fn estimates(_store: &mut Postgres) -> Result<BTreeMap<TableName, u64>, StoreError> {
    todo!()
}
