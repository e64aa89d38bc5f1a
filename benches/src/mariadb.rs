//! MariaDB: a template database a shape, whose tablespaces are copied file by file.

use std::{
    fs,
    os::unix::fs::{MetadataExt, chown},
    path::PathBuf,
    time::{Duration, Instant},
};

use abide_engine::store::{self, Access, Store};
use abide_plan::{catalog::Dialect, value::Value};
use abide_policy::map::StoreUrl;

use crate::{
    Result,
    company::{self, Shape, Size},
    ground::{Ground, run},
    tell,
};

/// The server that `scripts/bench` starts, on this machine.
pub(crate) struct MariaDb {
    server: String,
    admin: Box<dyn Store>,
    data: PathBuf,
    made: Vec<String>,
}

const COPY: &str = "bench_copy";

impl MariaDb {
    pub(crate) fn new(server: &str) -> Result<Self> {
        let mut admin = open(server)?;
        let rows = admin.query(&store::plain("SELECT @@datadir"))?;
        let Some([Value::Text(data)]) = rows.first().map(Vec::as_slice) else {
            return Err("the server does not tell where its files are".into());
        };
        Ok(Self { server: server.to_owned(), admin, data: PathBuf::from(data), made: Vec::new() })
    }

    fn admin(&mut self, statement: &str) -> Result<()> {
        self.admin.execute(&store::plain(statement))?;
        Ok(())
    }

    fn address(&self, database: &str) -> String {
        let end = self.server.rfind('/').unwrap_or(self.server.len());
        format!("{}/{database}", &self.server[..end])
    }

    fn on_copy(&self) -> Result<Box<dyn Store>> {
        open(&self.address(COPY))
    }
}

fn open(address: &str) -> Result<Box<dyn Store>> {
    let url = StoreUrl::Address(address.to_owned());
    Ok(store::open(&url, std::path::Path::new(""), Access::Write)?)
}

fn template(shape: Shape, size: Size) -> String {
    format!("bench_{}_{}", shape.name(), size.rows)
}

impl Ground for MariaDb {
    fn name(&self) -> &'static str {
        "MariaDB"
    }

    fn dialect(&self) -> Dialect {
        Dialect::MariaDb
    }

    fn make(&mut self, shape: Shape, size: Size) -> Result<String> {
        let name = template(shape, size);
        if self.made.contains(&name) {
            return Ok(self.address(&name));
        }
        tell(&format!("MariaDB: making {} rows, {}", size.rows, shape.name()));
        self.admin(&format!("DROP DATABASE IF EXISTS {name}"))?;
        self.admin(&format!("CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci"))?;
        let mut store = open(&self.address(&name))?;
        let [table, indexes @ ..] = company::schema(Dialect::MariaDb);
        for statement in [table, &company::rows(Dialect::MariaDb, shape, size)].into_iter().chain(indexes) {
            store.execute(&store::plain(statement))?;
        }
        self.made.push(name.clone());
        Ok(self.address(&name))
    }

    fn copy(&mut self, shape: Shape, size: Size) -> Result<String> {
        self.make(shape, size)?;
        let name = template(shape, size);
        self.admin(&format!("DROP DATABASE IF EXISTS {COPY}"))?;
        self.admin("DROP DATABASE IF EXISTS bench_kept")?;
        self.admin(&format!("CREATE DATABASE {COPY} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci"))?;
        self.admin(&format!("CREATE TABLE {COPY}.person LIKE {name}.person"))?;
        self.admin(&format!("ALTER TABLE {COPY}.person DISCARD TABLESPACE"))?;
        // Holds the files still while they are copied.
        let mut holder = open(&self.address(&name))?;
        holder.execute(&store::plain("FLUSH TABLES person FOR EXPORT"))?;
        let owner = fs::metadata(self.data.join(COPY))?;
        for file in ["person.ibd", "person.cfg"] {
            let to = self.data.join(COPY).join(file);
            fs::copy(self.data.join(&name).join(file), &to)?;
            chown(&to, Some(owner.uid()), Some(owner.gid()))?;
            fs::File::open(&to)?.sync_all()?;
        }
        holder.execute(&store::plain("UNLOCK TABLES"))?;
        self.admin(&format!("ALTER TABLE {COPY}.person IMPORT TABLESPACE"))?;
        self.on_copy()?.query(&store::plain("ANALYZE TABLE person"))?;
        Ok(self.address(COPY))
    }

    fn by_hand(&mut self, statements: &[&str]) -> Result<(u64, Duration)> {
        run(self.on_copy()?.as_mut(), statements)
    }

    fn number(&mut self, query: &str) -> Result<(u64, Duration)> {
        let mut store = self.on_copy()?;
        let since = Instant::now();
        let number = store.count(&store::plain(query))?;
        Ok((number, since.elapsed()))
    }
}
