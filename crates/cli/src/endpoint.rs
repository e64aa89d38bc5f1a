//! `/health` and `/metrics` on 127.0.0.1. Two paths, read by a machine's own watchers: the standard library is enough.

use std::{
    io::{self, Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::{
    exit::{Exit, Failure},
    status::Status,
};

/// How long a reader may take to ask or to listen.
const PATIENCE: Duration = Duration::from_secs(2);

/// The longest request that is read.
const LONGEST: usize = 8192;

/// Answers from now on, one reader after the other, in a thread of its own.
pub(crate) fn serve(port: u16, status: Arc<Mutex<Status>>) -> Result<(), Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        Failure::new(Exit::Usage, format!("port {port} of 127.0.0.1 cannot be listened on: {error}"))
            .help("name another one with --listen")
    })?;
    std::thread::spawn(move || {
        // A reader that goes away in the middle is its own affair.
        listener.incoming().flatten().for_each(|stream| drop(answer(stream, &status)));
    });
    Ok(())
}

fn answer(mut stream: TcpStream, status: &Mutex<Status>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let asked = request(&mut stream)?;
    let (code, body) = {
        let status = status.lock().unwrap_or_else(PoisonError::into_inner);
        respond(&asked, &status)
    };
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    write!(
        stream,
        "HTTP/1.1 {code}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// The first line of a request, once its head is whole.
fn request(stream: &mut TcpStream) -> io::Result<String> {
    let (mut head, mut piece) = (Vec::new(), [0; 1024]);
    while head.len() < LONGEST && !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut piece)? {
            0 => break,
            read => head.extend_from_slice(&piece[..read]),
        }
    }
    let head = String::from_utf8_lossy(&head);
    Ok(head.lines().next().unwrap_or_default().to_owned())
}

fn respond(asked: &str, status: &Status) -> (&'static str, String) {
    let mut words = asked.split(' ');
    match (words.next(), words.next()) {
        (Some("GET"), Some("/health")) if status.is_well() => ("200 OK", "well\n".to_owned()),
        (Some("GET"), Some("/health")) => ("503 Service Unavailable", "the last round failed\n".to_owned()),
        (Some("GET"), Some("/metrics")) => ("200 OK", status.metrics()),
        (Some("GET"), _) => ("404 Not Found", "there are /health and /metrics\n".to_owned()),
        _ => ("405 Method Not Allowed", "only GET\n".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::respond;
    use crate::status::Status;

    #[test]
    fn only_two_paths_are_answered() {
        let status = Status::default();
        assert_eq!(respond("GET /health HTTP/1.1", &status).0, "200 OK");
        assert!(respond("GET /metrics HTTP/1.1", &status).1.contains("abide_waiting_plans 0"));
        assert_eq!(respond("GET / HTTP/1.1", &status).0, "404 Not Found");
        assert_eq!(respond("POST /health HTTP/1.1", &status).0, "405 Method Not Allowed");
        assert_eq!(respond("", &status).0, "405 Method Not Allowed");
    }
}
