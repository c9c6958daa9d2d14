//! Heads and bodies, good and bad: what the properties of splitting and of linear work are tried on.

#![allow(dead_code, unreachable_pub)]

/// Heads, each whole; some with octets behind them.
pub fn heads() -> Vec<Vec<u8>> {
    let mut heads: Vec<Vec<u8>> = TEXTS.iter().map(|text| text.as_bytes().to_vec()).collect();
    heads.push(b"GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n".to_vec());
    heads.push(b"GET / HTTP/1.1\r\nHost: a\r\nX: \xff\xfe obs\r\n\r\n".to_vec());
    heads.push(b"GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n".to_vec());
    heads.push(b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x7fb\r\n\r\n".to_vec());
    heads.push([b"GET /", &[b'a'; 9000][..], b" HTTP/1.1\r\nHost: a\r\n\r\n"].concat());
    heads.push(
        [
            b"GET / HTTP/1.1\r\nHost: a\r\nX: ",
            &[b'a'; 9000][..],
            b"\r\n\r\n",
        ]
        .concat(),
    );
    heads.push(
        [
            b"GET / HTTP/1.1\r\nHost: a\r\n",
            &b"A: b\r\n".repeat(101)[..],
            b"\r\n",
        ]
        .concat(),
    );
    heads
}

const TEXTS: &[&str] = &[
    "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n",
    "\r\nGET / HTTP/1.1\r\nHost: example.org\r\n\r\n",
    "\r\n\r\nGET / HTTP/1.1\r\nHost: example.org\r\n\r\n",
    "GET /a?b=c HTTP/1.1\r\nHost: [::1]:80\r\nAccept: */*\r\nUser-Agent: x y\t z\r\n\r\nGET /next",
    "POST /notes HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "GET / HTTP/1.0\r\n\r\n",
    "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost:\r\n\r\n",
    "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n",
    "GET http://example.org/a HTTP/1.1\r\nHost: example.org\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "GET / HTTP/1.1\nHost: a\n\n",
    "GET / HTTP/1.1\r\nHost: a\r\n\nX",
    "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n",
    "GET / HTTP/1.1\rHost: a\r\n\r\n",
    "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    "GET / HTTP/1.1\r\n Host: a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
    "AVERYVERYVERYVERYVERYVERYVERYVERYLONGMETHOD / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: close, keep-alive\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nincomp",
    "",
];

/// Bodies in chunks, each whole; some with octets behind them.
pub const CHUNKS: &[&str] = &[
    "0\r\n\r\n",
    "5\r\nhello\r\n0\r\n\r\nGET / HTTP/1.1\r\n",
    "5\r\nhello\r\nC\r\n, everybody.\r\n0000\r\n\r\n",
    "5;a\r\nhello\r\n0;b=c;d=\"e \\\" f\"\r\n\r\n",
    "5 ; a = b\r\nhello\r\n0\r\nX-Trailer: 1\r\nY: 2\r\n\r\nmore",
    "5\r\nhelloX\r\n0\r\n\r\n",
    "5\r\nhello\n0\r\n\r\n",
    "5\nhello\r\n0\r\n\r\n",
    "0x5\r\nhello\r\n0\r\n\r\n",
    "g\r\n",
    "-1\r\n",
    "10000000000000000\r\n",
    "ffffffffffffffff\r\n",
    "0\r\nbad trailer\r\n\r\n",
    "0\r\nX: 1\n\r\n",
    "5\r\nhel",
];
