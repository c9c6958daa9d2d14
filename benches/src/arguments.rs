//! What both comparisons take on the command line alike.

/// A number of something, at least one.
pub(crate) fn number(argument: Option<String>) -> Result<usize, String> {
    let argument = argument.unwrap_or_default();
    let number = argument
        .parse()
        .map_err(|_| format!("`{argument}` is not a number"))?;
    if number == 0 {
        Err("at least one is wanted, not 0".into())
    } else {
        Ok(number)
    }
}
