//! Instructions a request in user mode, counted by valgrind: they hardly vary, so they judge a
//! change.

use super::counted::{self, Counted};
use super::scenarios::Scenario;
use super::servers::Server;
use crate::programs::this;
use crate::valgrind;

pub(super) fn run(servers: &[Server], scenarios: &[Scenario]) -> Result<(), String> {
    valgrind::is_here()?;
    counted::table(
        "instructions a request in user mode",
        servers,
        scenarios,
        |server, scenario| {
            let [few, more] = counted::run(|| Ok(valgrind::command(this()?)), server, scenario)?;
            let count = instructions(&more)? - instructions(&few)?;
            Ok(format!("{:.0}", count / (more.requests - few.requests)))
        },
    )
}

fn instructions(counted: &Counted) -> Result<f64, String> {
    valgrind::collected(&counted.said)
        .ok_or_else(|| format!("valgrind counted nothing:\n{}", counted.said))
}
