//! P38: memory per connection is bounded at all times. Idle, it costs at most 2 KiB all told; while a
//! response is in the making, nothing is read ahead.

mod http_support;

use http_support::{Client, Gate, post, request, site, start};
use openwork::http::{Request, Server};
use openwork::net::TcpListener;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

const IN_THE_CHILD: &str = "OPENWORK_TEST_MEMORY";

/// The server runs in a process of its own, which says how much memory is resident.
#[test]
fn p38_an_idle_connection_costs_at_most_two_kibibytes() {
    if std::env::var_os(IN_THE_CHILD).is_some() {
        return serve();
    }
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "p38_an_idle_connection_costs_at_most_two_kibibytes",
            "--nocapture",
        ])
        .env(IN_THE_CHILD, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let address = loop {
        let line = lines.next().unwrap().unwrap();
        if let Some((_, address)) = line.split_once("listening on ") {
            break address.to_owned();
        }
    };
    let mut control = Client::connect(address.parse().unwrap());
    let mut resident = || -> usize {
        control
            .send(request("/resident"))
            .answer()
            .text()
            .parse()
            .unwrap()
    };
    let connect = |count: usize| -> Vec<Client> {
        let used = |_| {
            let mut client = Client::connect(address.parse().unwrap());
            client.send(request("/")).answer();
            // A large body leaves nothing behind.
            client.send(post("/echo", &"a".repeat(100_000))).answer();
            client
        };
        (0..count).map(used).collect()
    };
    // The first ones pay for what all share.
    let first = connect(100);
    let before = resident();
    const MORE: usize = 800;
    let more = connect(MORE);
    let each = resident().saturating_sub(before) / MORE;
    assert!(each <= 2 << 10, "{each} octets each");
    drop((first, more));
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

fn serve() {
    let router = site().get("/resident", async |_: Request| {
        let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
        let pages: usize = pages.split(' ').nth(1).unwrap().parse().unwrap();
        (pages * 4096).to_string()
    });
    let (stop, stopped) = futures::channel::oneshot::channel::<()>();
    std::thread::spawn(move || {
        _ = std::io::stdin().read_to_end(&mut Vec::new());
        drop(stop);
    });
    openwork::block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("\nlistening on {}", listener.local_addr().unwrap());
        let stop = async { _ = stopped.await };
        Server::new(listener, router)
            .graceful(stop, std::future::ready(()))
            .serve()
            .await
    });
}

#[test]
fn p38_nothing_is_read_ahead_while_a_response_is_in_the_making() {
    let mut gate = Gate::new();
    let server = start(site().get("/gate", gate.handler()), |server| server);
    let mut client = server.connect();
    client.send(request("/gate"));
    gate.wait();
    // What the system buffers is some mebibytes; a server that read on would take all of it.
    const FLOOD: usize = 256 << 20;
    let requests = request("/").repeat(1000);
    client
        .stream
        .set_write_timeout(Some(Duration::from_millis(300)))
        .unwrap();
    let mut sent = 0;
    let blocked = loop {
        match client.stream.write(requests.as_bytes()) {
            Ok(octets) => sent += octets,
            Err(error) => break error,
        }
        assert!(sent < FLOOD, "all of it was read");
    };
    assert_eq!(blocked.kind(), ErrorKind::WouldBlock);
    gate.open();
    assert_eq!(client.answer().text(), "through the gate");
    assert_eq!(client.answer().text(), "hello");
}
