//! Replicas, each for one test: here of the throw-away PostgreSQL server.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]

pub mod mariadb;

use std::{
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use abide_engine::store::plain;
use tempfile::TempDir;

use crate::scene::{Scene, open};

pub struct Standby {
    server: Child,
    port: u16,
    _folder: TempDir,
}

impl Standby {
    /// Follows the server on which the scene's database is.
    pub fn of(scene: &Scene) -> Self {
        let folder = tempfile::Builder::new().prefix("standby").tempdir_in("/tmp").unwrap();
        let data = folder.path().join("data");
        if is_root() {
            assert!(Command::new("chown").arg("postgres").arg(folder.path()).status().unwrap().success());
        }
        let primary = scene.rows("SHOW port")[0].clone();
        let words =
            ["-h", "127.0.0.1", "-U", "postgres", "-X", "stream", "-R", "-c", "fast", "-p", &primary, "-D"];
        let copied = as_server("pg_basebackup").args(words).arg(&data).status().unwrap();
        assert!(copied.success(), "pg_basebackup: {copied}");
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let sockets = format!("unix_socket_directories={}", folder.path().display());
        let mut server = as_server(&programs().join("postgres").display().to_string());
        server.args(["-p", &port.to_string(), "-c", &sockets, "-D"]).arg(&data);
        let server = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let standby = Self { server, port, _folder: folder };
        let follows =
            "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND replay_lsn IS NOT NULL";
        let since = Instant::now();
        while scene.number(follows) == 0 {
            assert!(since.elapsed() < Duration::from_secs(60), "the replica does not follow");
            std::thread::sleep(Duration::from_millis(50));
        }
        standby
    }

    pub fn execute(&self, sql: &str) {
        let mut store =
            open(&format!("postgres://postgres@127.0.0.1:{}/postgres?sslmode=disable", self.port));
        store.query(&plain(format!("SELECT 1 FROM ({sql}) AS done"))).unwrap();
    }
}

impl Drop for Standby {
    fn drop(&mut self) {
        // setpriv becomes the server: the process is the server's own.
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// PostgreSQL refuses to run as root.
fn as_server(program: &str) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", program]);
    command
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().unwrap().stdout.starts_with(b"0")
}

/// The newest server programs where Debian and Ubuntu put them.
fn programs() -> PathBuf {
    let found = Command::new("pg_config").arg("--bindir").output();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest =
        versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("postgres").exists()).max();
    newest.unwrap_or_else(|| PathBuf::from(String::from_utf8(found.unwrap().stdout).unwrap().trim()))
}
