//! P35: the accept loop never ends by itself. Without descriptors it waits by timer, longer each time,
//! and serves everybody who waits as soon as there are some again.

mod http_support;

use http_support::{Client, request, site};
use openwork::http::{Request, Server};
use openwork::net::TcpListener;
use std::fs::File;
use std::future::ready;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

const IN_THE_CHILD: &str = "OPENWORK_TEST_FEW_DESCRIPTORS";

/// The server runs in a process of its own, whose shell has left it few descriptors.
#[test]
fn p35_without_descriptors_accept_waits_and_then_serves_everybody() {
    if std::env::var_os(IN_THE_CHILD).is_some() {
        return serve();
    }
    let mut child = Command::new("sh")
        .args([
            "-c",
            "ulimit -n 40 && exec \"$0\" --exact \"$1\" --nocapture",
        ])
        .arg(std::env::current_exe().unwrap())
        .arg("p35_without_descriptors_accept_waits_and_then_serves_everybody")
        .env(IN_THE_CHILD, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut say = |what: &str| loop {
        let line = lines.next().unwrap().unwrap();
        if let Some((_, value)) = line.split_once(what) {
            break value.to_owned();
        }
    };
    let address = say("listening on ");

    let mut first = Client::connect(address.parse().unwrap());
    assert_eq!(first.send(request("/exhaust")).answer().status, 200);
    let mut waiting: Vec<Client> = (0..10)
        .map(|_| Client::connect(address.parse().unwrap()))
        .collect();
    for client in &mut waiting {
        client.send(request("/"));
    }
    // Whoever is connected is served all the while; nobody else can be.
    for _ in 0..500 {
        assert_eq!(first.send(request("/")).answer().status, 200);
    }
    for client in &mut waiting {
        client.has_no_answer_yet();
    }
    assert_eq!(first.send(request("/release")).answer().status, 200);
    for client in &mut waiting {
        assert_eq!(client.answer().text(), "hello");
    }
    drop(waiting);
    assert_eq!(
        Client::connect(address.parse().unwrap())
            .send(request("/"))
            .answer()
            .status,
        200
    );

    drop(child.stdin.take());
    let starved: u64 = say("starved ").parse().unwrap();
    assert!(starved >= 1, "there were no descriptors");
    assert!(
        starved < 100,
        "{starved} attempts: it does not wait between them"
    );
    assert!(child.wait().unwrap().success());
}

fn serve() {
    let hoard: Arc<Mutex<Vec<File>>> = Arc::default();
    let (exhaust, release) = (hoard.clone(), hoard);
    let router = site()
        .get("/exhaust", move |_: Request| {
            let open = || File::open("/dev/null").ok();
            exhaust.lock().unwrap().extend(std::iter::from_fn(open));
            ready("none is left")
        })
        .get("/release", move |_: Request| {
            release.lock().unwrap().clear();
            ready("all are free")
        });
    let (stop, stopped) = futures::channel::oneshot::channel::<()>();
    std::thread::spawn(move || {
        _ = std::io::stdin().read_to_end(&mut Vec::new());
        drop(stop);
    });
    let served = openwork::block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("\nlistening on {}", listener.local_addr().unwrap());
        let stop = async { _ = stopped.await };
        Server::new(listener, router)
            .graceful(stop, ready(()))
            .serve()
            .await
    });
    println!("\nstarved {}", served.starved);
}

#[test]
fn p35_peers_that_are_gone_before_they_are_accepted_disturb_nobody() {
    let server = http_support::start(site(), |server| server);
    for _ in 0..50 {
        drop(server.connect());
    }
    assert_eq!(server.connect().send(request("/")).answer().text(), "hello");
}
