//! Parameters in text form: each takes the type its place asks for (a date, a number, an enum's value).

use std::error::Error;

use abide_plan::step::Param;
use bytes::BytesMut;
use tokio_postgres::types::{Format, IsNull, ToSql, Type};

/// A parameter whose type the server decides.
#[derive(Debug)]
pub(super) struct Typeless<'a>(pub(super) &'a Param);

impl ToSql for Typeless<'_> {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self.0 {
            Param::Null => return Ok(IsNull::Yes),
            Param::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
            Param::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
            // Lists are text by now.
            Param::Decimal(value) | Param::Text(value) | Param::List(value) => {
                out.extend_from_slice(value.as_bytes());
            }
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, _: &Type) -> Format {
        Format::Text
    }

    fn to_sql_checked(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        self.to_sql(kind, out)
    }
}
