//! P36: at the cap nobody is turned away: further peers wait in the backlog, unread, until one of
//! those inside has ended.

mod http_support;

use http_support::{request, site, start};

#[test]
fn p36_at_the_cap_the_next_peer_waits_until_another_one_ends() {
    let server = start(site(), |server| server.max_connections(Some(2)));
    let (mut one, mut two) = (server.connect(), server.connect());
    one.send(request("/")).answer();
    two.send(request("/")).answer();
    let mut three = server.connect();
    three.send(request("/"));
    for _ in 0..50 {
        one.send(request("/")).answer();
        two.send(request("/")).answer();
    }
    three.has_no_answer_yet();
    drop(one);
    assert_eq!(three.answer().text(), "hello");
    two.send(request("/")).answer();
}

#[test]
fn p36_without_a_cap_there_is_none() {
    let server = start(site(), |server| server.max_connections(None));
    let mut clients: Vec<_> = (0..200).map(|_| server.connect()).collect();
    for client in &mut clients {
        assert_eq!(client.send(request("/")).answer().text(), "hello");
    }
}
