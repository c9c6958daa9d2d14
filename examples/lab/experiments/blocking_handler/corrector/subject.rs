//! Who does it: the subject of a clause, as far as its verb must agree with it.
//!
//! ```text
//!   she                        third person         one word decides
//!   my little sister           third person         the word before the verb decides
//!   my parents · Tom and Ana   like *they*
//!   James                      unknown              a plural, or a name in -s
//! ```
//!
//! 1. *I, he, she, we, they* are subjects wherever they stand. What could be an object too is a
//!    subject only where a clause begins, and not after a preposition.
//! 2. Without a verb after it, it is no subject.
//!
//! Next: `finite.rs`, which form its verb has.

use super::finite::is_finite;
use super::verbs::sense;
use super::words::Words;

/// With whom a verb agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Person {
    /// *I*.
    First,
    /// *He*, *she*, *it*, and whoever could be called so.
    Third,
    /// *You*, *we*, *they*.
    Others,
    /// It cannot be told.
    Unknown,
}

/// A subject with the place of its verb.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject {
    pub(super) person: Person,
    pub(super) verb: usize,
}

const DETERMINERS: &str = " the a an my your his her its our their this that every each ";
const STANDING_ALONE: &str =
    " it this that everyone everybody someone somebody nobody everything nothing ";
const PREPOSITIONS: &str = " in on at to of for from with by about after before under over into \
                            near between behind like without during until than as through ";
/// What ends a noun phrase without being its verb.
const BETWEEN: &str = " and or but because when while although if since who which so then not \
                       where what why how i \
                       you he she it we they me him us them there here ";
const PLURALS: &str = " people children men women police feet teeth mice ";
const ADVERBS: &str = " always often usually sometimes never also still only just really rarely \
                       seldom already almost hardly ever both all soon once then ";

/// The subject that begins at the word, if one does; `anew` is whether a clause begins there.
pub(super) fn subject(words: &Words<'_>, at: usize, anew: bool) -> Option<Subject> {
    let (mut person, mut end) = phrase(words, at, anew)?;
    while words.lower(end) == "and" {
        let (_, next) = phrase(words, end + 1, true)?;
        (person, end) = (Person::Others, next);
    }
    let verb = past_adverbs(words, end);
    is_finite(words.lower(verb)).then_some(Subject { person, verb })
}

/// The first word from here on that is no adverb.
pub(super) fn past_adverbs(words: &Words<'_>, mut at: usize) -> usize {
    let is_adverb = |word: &str| {
        lists(ADVERBS, word) || (word.len() > 4 && word.ends_with("ly") && sense(word).is_none())
    };
    while is_adverb(words.lower(at)) {
        at += 1;
    }
    at
}

fn phrase(words: &Words<'_>, at: usize, anew: bool) -> Option<(Person, usize)> {
    let word = words.lower(at);
    match word {
        "i" => return Some((Person::First, at + 1)),
        "he" | "she" => return Some((Person::Third, at + 1)),
        "we" | "they" => return Some((Person::Others, at + 1)),
        _ if !anew || (at > 0 && lists(PREPOSITIONS, words.lower(at - 1))) => return None,
        "you" => return Some((Person::Others, at + 1)),
        _ if lists(PLURALS, word) => return Some((Person::Others, at + 1)),
        _ => {}
    }
    if lists(STANDING_ALONE, word) && is_finite(words.lower(past_adverbs(words, at + 1))) {
        return Some((Person::Third, at + 1));
    }
    if lists(DETERMINERS, word) || word.ends_with("'s") {
        return noun(words, at + 1);
    }
    name(words, at)
}

/// What follows a determiner: at most three words, the last of which is the head.
fn noun(words: &Words<'_>, at: usize) -> Option<(Person, usize)> {
    for end in at + 1..=at + 3 {
        let head = words.lower(end - 1);
        let is_noun = !head.is_empty()
            && [BETWEEN, PREPOSITIONS, DETERMINERS]
                .iter()
                .all(|list| !lists(list, head));
        if !is_noun {
            return None;
        }
        let verb = past_adverbs(words, end);
        let next = words.lower(verb);
        if next == "and" || (is_finite(next) && !is_noun_too(words, verb)) {
            return Some((of_noun(head), end));
        }
    }
    None
}

/// *The last train leaves*: what could be a verb is none if another one follows.
fn is_noun_too(words: &Words<'_>, at: usize) -> bool {
    let word = words.lower(at);
    let helps = lists(" do have ", word);
    !helps && sense(word).is_some_and(|sense| sense.base) && is_finite(words.lower(at + 1))
}

fn of_noun(head: &str) -> Person {
    let singular = ["ss", "us", "is", "news", "lens", "gas"];
    let plural = head.ends_with('s') && !singular.iter().any(|end| head.ends_with(end));
    if plural || lists(PLURALS, head) {
        Person::Others
    } else {
        Person::Third
    }
}

fn name(words: &Words<'_>, at: usize) -> Option<(Person, usize)> {
    let is_name = |nth: usize| {
        let capital = words
            .get(nth)
            .is_some_and(|word| word.text.starts_with(char::is_uppercase));
        let word = words.lower(nth);
        capital
            && sense(word).is_none()
            && [BETWEEN, PREPOSITIONS, ADVERBS]
                .iter()
                .all(|list| !lists(list, word))
    };
    let length = (at..words.len()).take_while(|nth| is_name(*nth)).count();
    let last = (at + length).checked_sub(1)?;
    let ends_in_s = words.lower(last).ends_with('s');
    let person = if ends_in_s {
        Person::Unknown
    } else {
        Person::Third
    };
    (length > 0).then_some((person, at + length))
}

/// Whether the list has the word; a list is written with spaces around each.
pub(super) fn lists(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_whitespace().any(|listed| listed == word)
}
