//! `abide run` as a service meets it: one at a time, watched over HTTP, ended by SIGTERM.

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::office::Office;

/// Ends the process whatever becomes of the test.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

fn start(office: &Office, port: u16) -> Service {
    let mut command = Command::new(env!("CARGO_BIN_EXE_abide"));
    command.env_clear().current_dir(office.path("")).stdout(Stdio::null()).stderr(Stdio::null());
    command.args(["run", "--every", "month", "--listen", &port.to_string()]);
    Service(command.spawn().unwrap())
}

/// What it answers once it listens.
fn get(port: u16, path: &str) -> String {
    let since = Instant::now();
    let mut stream = loop {
        match TcpStream::connect((Ipv4Addr::LOCALHOST, port)) {
            Ok(stream) => break stream,
            Err(error) => assert!(since.elapsed() < Duration::from_secs(20), "{error}"),
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Once the calendar is known, the lock is held.
fn wait_for_the_calendar(port: u16) {
    let since = Instant::now();
    while get(port, "/metrics").contains("abide_next_round_timestamp_seconds 0\n") {
        assert!(since.elapsed() < Duration::from_secs(20), "there is no next round");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_service_is_watched_and_ends_when_it_is_told_to() {
    let office = Office::new();
    let port = free_port();
    let mut service = start(&office, port);
    assert!(get(port, "/health").starts_with("HTTP/1.1 200 OK\r\n"));
    wait_for_the_calendar(port);
    assert!(get(port, "/metrics").contains("\nabide_waiting_plans 0\n"));
    assert!(get(port, "/").starts_with("HTTP/1.1 404 "));
    office.abide(&["run", "--listen", &free_port().to_string()], 6).complains("is at work with the journal");
    office.abide(&["run", "--once", "--listen", &port.to_string()], 2).complains("cannot be listened on");
    assert_eq!(office.contacts(), 2, "the calendar's time has not come");
    let pid = service.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    let since = Instant::now();
    let status = loop {
        if let Some(status) = service.0.try_wait().unwrap() {
            break status;
        }
        assert!(since.elapsed() < Duration::from_secs(20), "it does not end");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "{status}");
}

#[test]
fn one_round_says_what_it_did() {
    let office = Office::new();
    office.abide(&["run", "--once"], 0).says("crm: done, 1 record changed.");
    assert_eq!(office.contacts(), 1);
    office.sql("ALTER TABLE contacts RENAME TO people");
    office.abide(&["run", "--once"], 9).complains("crm: bind/no-such-table: ");
}
