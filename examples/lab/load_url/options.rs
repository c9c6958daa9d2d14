//! What may be said to `load`. Where it has a counterpart, the short option is that of `hey`.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::url::Url;
use crate::load::{Amount, Message, Pace};

/// Options of `load`.
#[derive(Args)]
pub(crate) struct LoadOptions {
    // No comment of rustdoc's: it would take the brackets for links.
    #[arg(
        help = "Where to: http://HOST[:PORT][/PATH]",
        value_parser = Url::parse,
        required_unless_present = "limit"
    )]
    pub(crate) url: Option<Url>,
    /// How many requests in all [default: 200]
    #[arg(short = 'n', long, value_name = "N", value_parser = at_least_one)]
    requests: Option<usize>,
    /// Begin requests for so long instead, such as 10s; what has begun is waited for
    #[arg(short = 'z', long, value_name = "TIME", value_parser = time, conflicts_with = "requests")]
    duration: Option<Duration>,
    /// Clients, each with a connection and one request on its way at most
    #[arg(short, long, value_name = "N", default_value = "50", value_parser = at_least_one)]
    pub(crate) concurrency: usize,
    /// Open loop: begin so many requests a second, however long the responses take
    ///
    /// In all, where the -q of hey is for each client.
    #[arg(short = 'q', long, value_name = "A SECOND", value_parser = rate)]
    rate: Option<f64>,
    /// The method [default: GET; with a body: POST]
    #[arg(short, long, value_parser = method)]
    method: Option<String>,
    /// The body
    #[arg(short = 'd', long, value_name = "TEXT", conflicts_with = "body_file")]
    body: Option<String>,
    /// A file with the body
    #[arg(short = 'D', long, value_name = "FILE")]
    body_file: Option<PathBuf>,
    /// The type of the body [default: application/json]
    #[arg(short = 'T', long, value_name = "TYPE", value_parser = value)]
    content_type: Option<String>,
    /// A header field; may be given more than once
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE", value_parser = field)]
    fields: Vec<(String, String)>,
    /// Open a connection for each request
    #[arg(long, alias = "disable-keepalive")]
    no_keep_alive: bool,
    /// Send so many before, and do not record them
    #[arg(long, alias = "warmup", value_name = "N", default_value = "0")]
    pub(crate) warm_up: usize,
    /// How long a connection, and then a response, may take
    #[arg(short, long, value_name = "TIME", default_value = "30s", value_parser = time)]
    pub(crate) timeout: Duration,
    /// Threads that share the clients
    #[arg(long, value_name = "N", default_value = "1", value_parser = few)]
    threads: usize,
    /// Load a trivial server inside this program instead: what the generator itself can do
    #[arg(long, conflicts_with_all = ["url", "body", "body_file", "method", "rate"])]
    pub(crate) limit: bool,
    /// Print one JSON object on standard output, and nothing else there
    #[arg(long)]
    pub(crate) json: bool,
}

impl LoadOptions {
    pub(crate) fn pace(&self) -> Pace {
        let clients = self.concurrency;
        match self.rate {
            Some(rate) => Pace::Open { rate, clients },
            None => Pace::Closed { clients },
        }
    }

    pub(crate) fn amount(&self) -> Amount {
        let otherwise = if self.limit {
            Amount::Time(Duration::from_secs(2))
        } else {
            Amount::Requests(200)
        };
        let time = self.duration.map(Amount::Time);
        let requests = self.requests.map(Amount::Requests);
        time.or(requests).unwrap_or(otherwise)
    }

    pub(crate) fn keep_alive(&self) -> bool {
        !self.no_keep_alive
    }

    /// No more than there are clients for.
    pub(crate) fn threads(&self) -> usize {
        self.threads.min(self.concurrency)
    }

    /// The request, for a host that is written so.
    pub(crate) fn message(&self, url: &Url) -> std::io::Result<Message> {
        let body = match (&self.body, &self.body_file) {
            (Some(text), _) => Some(text.clone().into_bytes()),
            (None, Some(file)) => Some(std::fs::read(file).map_err(|error| {
                let text = format!("cannot read the body in {}: {error}", file.display());
                std::io::Error::new(error.kind(), text)
            })?),
            (None, None) => None,
        };
        let usual = if body.is_some() { "POST" } else { "GET" };
        let method = self.method.as_deref().unwrap_or(usual);
        let typed = self.content_type.as_deref();
        let typed = typed.or(body.as_ref().map(|_| "application/json"));
        let mut message = Message::new(method, &url.target, body.unwrap_or_default());
        if let Some(typed) = typed {
            message = message.with("Content-Type", typed);
        }
        if !self.fields.iter().any(|(name, _)| is(name, "host")) {
            message = message.with("Host", &url.authority);
        }
        for (name, value) in &self.fields {
            message = message.with(name, value);
        }
        Ok(message)
    }
}

fn is(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}

fn at_least_one(text: &str) -> Result<usize, String> {
    let count = text.parse().ok().filter(|count| *count > 0);
    count.ok_or("a whole number from 1 on".to_owned())
}

fn few(text: &str) -> Result<usize, String> {
    let count = at_least_one(text)?;
    let few = (count <= 64).then_some(count);
    few.ok_or("at most 64".to_owned())
}

fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse().map_err(|_| "not a number".to_owned())?;
    let sensible = (0.01..=10_000_000.0).contains(&rate).then_some(rate);
    sensible.ok_or("a rate is between 0.01 and 10000000 a second".to_owned())
}

/// `10s`, `300ms`, `2m`; a bare number is seconds.
fn time(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(char::is_alphabetic);
    let unit = match &text[digits.len()..] {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err("a time ends with ms, s, m or h".to_owned()),
    };
    let seconds = digits.parse::<f64>().map_err(|_| "such as 10s or 300ms")? * unit;
    let sensible = (0.001..=86_400.0).contains(&seconds);
    sensible
        .then(|| Duration::from_secs_f64(seconds))
        .ok_or("a time is between 1ms and 24h".to_owned())
}

fn method(text: &str) -> Result<String, String> {
    match text {
        "CONNECT" => Err("it asks for a tunnel, and none is dug here".to_owned()),
        _ if is_token(text) => Ok(text.to_owned()),
        _ => Err("not a method, such as GET or POST".to_owned()),
    }
}

fn field(text: &str) -> Result<(String, String), String> {
    let (name, rest) = text
        .split_once(':')
        .ok_or("a field is written NAME: VALUE")?;
    if !is_token(name) {
        return Err("its name is not one of a header field".to_owned());
    }
    if ["content-length", "transfer-encoding"].map(|framing| is(name, framing)) != [false, false] {
        return Err("where the body ends is said by the generator itself".to_owned());
    }
    Ok((name.to_owned(), value(rest)?))
}

fn value(text: &str) -> Result<String, String> {
    let printable = |c: char| c == '\t' || !c.is_control();
    let text = text.trim();
    let fits = text.chars().all(printable).then(|| text.to_owned());
    fits.ok_or("a line break cannot stand in a field".to_owned())
}

fn is_token(text: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(known)
}
