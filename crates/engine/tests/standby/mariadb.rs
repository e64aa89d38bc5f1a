//! A MariaDB server and its replica, for one test: the server that tests share keeps no log that another could follow.

use std::{
    fs::File,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use abide_engine::store::plain;
use tempfile::TempDir;

use super::is_root;
use crate::scene::open;

pub struct Pair {
    pub primary: Server,
    pub replica: Server,
}

pub struct Server {
    process: Child,
    port: u16,
    _folder: TempDir,
}

impl Pair {
    pub fn start() -> Self {
        let (primary, replica) = (Server::start(1, &["--log-bin=log"]), Server::start(2, &[]));
        let source = format!(
            "CHANGE MASTER TO master_host = '127.0.0.1', master_port = {}, master_user = 'root', master_log_file = 'log.000001'",
            primary.port
        );
        for statement in [source.as_str(), "START SLAVE"] {
            replica.execute("mysql", statement);
        }
        Self { primary, replica }
    }
}

impl Server {
    fn start(number: u32, more: &[&str]) -> Self {
        // A short path: a socket's may not be longer than 107 bytes.
        let folder = tempfile::Builder::new().prefix("pair").tempdir_in("/tmp").unwrap();
        let data = folder.path().join("data");
        if is_root() {
            assert!(Command::new("chown").arg("mysql").arg(folder.path()).status().unwrap().success());
        }
        let log = File::create(folder.path().join("log")).unwrap();
        let within = format!("--datadir={}", data.display());
        // The tests' own folder for what is temporary is not the server's to write to.
        let temporary = format!("--tmpdir={}", folder.path().display());
        let mut install = as_server(&program("mariadb-install-db"));
        install.args([
            "--no-defaults",
            &within,
            &temporary,
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        ]);
        let installed = install.stdout(Stdio::null()).stderr(log.try_clone().unwrap()).status().unwrap();
        assert!(installed.success(), "{}", last_words(folder.path()));
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut server = as_server(&program("mariadbd"));
        server.args([
            "--no-defaults",
            &within,
            &temporary,
            "--bind-address=127.0.0.1",
            "--innodb-buffer-pool-size=16M",
        ]);
        server.args([format!("--port={port}"), format!("--server-id={number}")]);
        server.arg(format!("--socket={}", folder.path().join("socket").display())).args(more);
        let process = server.stdout(Stdio::null()).stderr(log).spawn().unwrap();
        let mut server = Self { process, port, _folder: folder };
        server.wait();
        server
    }

    fn wait(&mut self) {
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let ended = self.process.try_wait().unwrap();
            let late = since.elapsed() > Duration::from_secs(60);
            assert!(ended.is_none() && !late, "{}", last_words(self._folder.path()));
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn url(&self, database: &str) -> String {
        format!("mariadb://root@127.0.0.1:{}/{database}", self.port)
    }

    pub fn execute(&self, database: &str, sql: &str) {
        open(&self.url(database)).execute(&plain(sql)).unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn last_words(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).unwrap_or_default()
}

fn as_server(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=mysql", "--regid=mysql", "--clear-groups"]).arg(program);
    command
}

fn program(name: &str) -> PathBuf {
    let folders = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"];
    let there = folders.map(|folder| Path::new(folder).join(name)).into_iter().find(|path| path.exists());
    there.unwrap_or_else(|| PathBuf::from(name))
}
