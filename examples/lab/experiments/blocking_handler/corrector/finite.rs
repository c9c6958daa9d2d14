//! Which form the verb of a clause must have, and the one after an auxiliary.
//!
//! ```text
//!   she go     third person, present   goes         yesterday she go       past   went
//!   they was   others, past            were         she don't likes        doesn't like
//! ```
//!
//! 1. What can be right is left alone: *he read* may be the past, *she walked every day* is.
//! 2. After *do* and *can* and the like stands the base.
//!
//! Next: `../agent.rs`, what a request costs.

use super::Rule;
use super::subject::{Person, lists, past_adverbs};
use super::verbs::{Sense, sense};
use super::words::Words;

const BE: &str = " am is are was were ";
const MODALS: &str = " can can't cannot could couldn't will won't would wouldn't shall should \
                      shouldn't may might must mustn't ";

/// Whether the word can be the verb of a clause.
pub(super) fn is_finite(word: &str) -> bool {
    let bare = word.strip_suffix("n't").unwrap_or(word);
    lists(BE, bare) || lists(MODALS, word) || sense(bare).is_some()
}

/// What must stand where the verb stands, and why; nothing if it may stay.
pub(super) fn right_form(
    words: &Words<'_>,
    at: usize,
    person: Person,
    past: bool,
) -> Option<(String, Rule)> {
    let word = words.lower(at);
    let negated = word.ends_with("n't");
    let bare = word.strip_suffix("n't").unwrap_or(word);
    let end = if negated { "n't" } else { "" };
    let (right, rule) = if lists(MODALS, word) {
        return None;
    } else if lists(BE, bare) {
        be(bare, person, past)?
    } else if is_auxiliary(words, at) {
        auxiliary(bare, person, past)?
    } else {
        plain(bare, sense(bare)?, person, past)?
    };
    let right = format!("{right}{end}");
    (right != word).then_some((right, rule))
}

/// The verb that depends on the one at `at`, and its base.
pub(super) fn dependent(words: &Words<'_>, at: usize) -> Option<(usize, &'static str)> {
    let word = words.lower(at);
    let helps = lists(MODALS, word) || lists(" don't doesn't didn't ", word);
    let negated = lists(" do does did ", word) && words.lower(at + 1) == "not";
    (helps || negated)
        .then(|| base_after(words, at + 1))
        .flatten()
}

/// The base of the verb that stands here, behind *not* and adverbs.
pub(super) fn base_after(words: &Words<'_>, at: usize) -> Option<(usize, &'static str)> {
    let verb = past_not(words, at);
    let base = &sense(words.lower(verb))?.verb().base;
    Some((verb, base))
}

/// *Do* with a *not*, and *have* with a participle.
fn is_auxiliary(words: &Words<'_>, at: usize) -> bool {
    match words.lower(at) {
        "don't" | "doesn't" | "didn't" | "haven't" | "hasn't" | "hadn't" => true,
        "do" | "does" | "did" => words.lower(at + 1) == "not",
        "have" | "has" | "had" => {
            let next = words.lower(past_not(words, at + 1));
            next == "been" || sense(next).is_some_and(|sense| sense.means_past)
        }
        _ => false,
    }
}

fn past_not(words: &Words<'_>, at: usize) -> usize {
    let not = usize::from(words.lower(at) == "not");
    past_adverbs(words, at + not)
}

pub(super) fn auxiliary(bare: &str, person: Person, past: bool) -> Option<(&'static str, Rule)> {
    let third = person == Person::Third;
    match bare {
        "did" | "had" => None,
        "do" | "does" if past => Some(("did", Rule::Past)),
        _ if person == Person::Unknown => None,
        "do" | "does" if third => Some(("does", Rule::ThirdPerson)),
        "do" | "does" => Some(("do", Rule::Agreement)),
        _ if third => Some(("has", Rule::ThirdPerson)),
        _ => Some(("have", Rule::Agreement)),
    }
}

fn be(bare: &str, person: Person, past: bool) -> Option<(&'static str, Rule)> {
    let was = lists(" was were ", bare);
    let rule = if past && !was {
        Rule::Past
    } else {
        Rule::Agreement
    };
    let right = match (person, past || was) {
        (Person::Unknown, _) => return None,
        (Person::Others, true) => "were",
        (_, true) => "was",
        (Person::Others, false) => "are",
        (Person::First, false) => "am",
        (_, false) => "is",
    };
    Some((right, rule))
}

fn plain(
    word: &str,
    sense: &'static Sense,
    person: Person,
    past: bool,
) -> Option<(&'static str, Rule)> {
    let verb = sense.verb();
    if past || (sense.means_past && !sense.past) {
        return Some((&verb.past, Rule::Past));
    }
    // *Put* and *read* are their own past; *walked* is one.
    if sense.past || person == Person::Unknown {
        return None;
    }
    match person {
        Person::Third => Some((&verb.third, Rule::ThirdPerson)),
        // *Has* and *goes*, but also *gos*.
        _ if word != verb.base => Some((&verb.base, Rule::Agreement)),
        _ => None,
    }
}
