//! PostgreSQL: a template database a shape, copied file by file.

use std::time::{Duration, Instant};

use abide_engine::store::{self, Access, Store};
use abide_plan::catalog::Dialect;
use abide_policy::map::StoreUrl;

use crate::{
    Result,
    company::{self, Shape, Size},
    ground::{Ground, run},
    tell,
};

/// The server that `scripts/bench` starts.
pub(crate) struct Postgres {
    server: String,
    admin: Box<dyn Store>,
    made: Vec<String>,
}

const COPY: &str = "bench_copy";

impl Postgres {
    pub(crate) fn new(server: &str) -> Result<Self> {
        Ok(Self { server: server.to_owned(), admin: open(server)?, made: Vec::new() })
    }

    fn address(&self, database: &str) -> String {
        let end = self.server.rfind('/').unwrap_or(self.server.len());
        format!("{}/{database}", &self.server[..end])
    }

    fn admin(&mut self, statement: &str) -> Result<()> {
        self.admin.execute(&store::plain(statement))?;
        Ok(())
    }
}

fn open(address: &str) -> Result<Box<dyn Store>> {
    let url = StoreUrl::Address(address.to_owned());
    Ok(store::open(&url, std::path::Path::new(""), Access::Write)?)
}

fn template(shape: Shape, size: Size) -> String {
    format!("bench_{}_{}", shape.name(), size.rows)
}

impl Ground for Postgres {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn make(&mut self, shape: Shape, size: Size) -> Result<String> {
        let name = template(shape, size);
        if self.made.contains(&name) {
            return Ok(self.address(&name));
        }
        tell(&format!("PostgreSQL: making {} rows, {}", size.rows, shape.name()));
        self.admin(&format!("DROP DATABASE IF EXISTS {name}"))?;
        self.admin(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))?;
        let mut store = open(&self.address(&name))?;
        let [table, indexes @ ..] = company::schema(Dialect::Postgres);
        for statement in [table, &company::rows(Dialect::Postgres, shape, size)].into_iter().chain(indexes) {
            store.execute(&store::plain(statement))?;
        }
        store.execute(&store::plain("VACUUM (FREEZE, ANALYZE) person"))?;
        // Else it would begin in the middle of one measurement and not of another.
        store.execute(&store::plain("ALTER TABLE person SET (autovacuum_enabled = off)"))?;
        self.made.push(name.clone());
        Ok(self.address(&name))
    }

    fn copy(&mut self, shape: Shape, size: Size) -> Result<String> {
        self.make(shape, size)?;
        self.admin(&format!("DROP DATABASE IF EXISTS {COPY} WITH (FORCE)"))?;
        // As a template is copied by way of the log unless one says otherwise.
        let how = "STRATEGY FILE_COPY";
        self.admin(&format!("CREATE DATABASE {COPY} TEMPLATE {} {how}", template(shape, size)))?;
        self.admin("CHECKPOINT")?;
        Ok(self.address(COPY))
    }

    fn by_hand(&mut self, statements: &[&str]) -> Result<(u64, Duration)> {
        run(open(&self.address(COPY))?.as_mut(), statements)
    }

    fn number(&mut self, query: &str) -> Result<(u64, Duration)> {
        let mut store = open(&self.address(COPY))?;
        let since = Instant::now();
        let number = store.count(&store::plain(query))?;
        Ok((number, since.elapsed()))
    }
}
