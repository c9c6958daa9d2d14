//! A small corrector of English verbs: third person and past tense, as far as rules can tell.
//!
//! ```text
//!   Yesterday │ he     walk    home.
//!   the past  │ third  past    ──▶ walked
//! ```
//!
//! 1. It walks along the words from subject to verb. A word of the past before the first subject
//!    governs its whole sentence; one that comes later, its own clause.
//! 2. What is not a slip for sure is left alone: a sentence that is right comes out as it went in.
//! 3. A verb that shares its subject with one before it (*she wake up and go*) is corrected only
//!    if that one was: whoever writes the first one right means something else by the second.
//!
//! Next: `words.rs`.

mod finite;
mod subject;
mod verbs;
mod words;

use serde::Serialize;

use finite::{auxiliary, base_after, dependent, right_form};
use subject::{Person, lists, past_adverbs, subject};
use verbs::sense;
use words::Words;

/// A text without the slips that were found in it.
#[derive(Debug)]
pub(crate) struct Corrected {
    /// The whole of it.
    pub(crate) text: String,
    /// What was replaced, in order.
    pub(crate) corrections: Vec<Correction>,
}

/// One word that was replaced.
#[derive(Debug, Serialize)]
pub(crate) struct Correction {
    from: String,
    to: String,
    why: Rule,
}

/// What a word went against.
#[derive(Debug, Clone, Copy, Serialize)]
enum Rule {
    #[serde(rename = "the verb of he, she or it")]
    ThirdPerson,
    #[serde(rename = "verb and subject agree")]
    Agreement,
    #[serde(rename = "this is told of the past")]
    Past,
    #[serde(rename = "the base stands after do, can and the like")]
    Base,
}

/// Where one clause ends and another begins, with a time of its own.
const CLAUSES: &str = " because when while although if since that who which but so ";
const TIMES: &str = " night week weekend month year summer winter spring autumn time monday \
                     tuesday wednesday thursday friday saturday sunday january february march \
                     april may june july august september october november december ";
const ASKING: &str = " where what when why how who which ";

/// Corrects what it is sure of.
pub(crate) fn correct(text: &str) -> Corrected {
    let words = Words::of(text);
    let mut walk = Walk {
        words: &words,
        replaced: vec![None; words.len()],
    };
    let mut begin = 0;
    while begin < words.len() {
        let end = (begin + 1..words.len()).find(|nth| words.begins_sentence(*nth));
        let end = end.unwrap_or(words.len());
        walk.sentence(begin, end);
        begin = end;
    }
    let replaced = walk.replaced;
    let corrections = replaced.iter().enumerate().filter_map(|(nth, change)| {
        let (to, why) = change.clone()?;
        let from = words.get(nth)?.text.to_owned();
        Some(Correction { from, to, why })
    });
    Corrected {
        corrections: corrections.collect(),
        text: words.with(|nth| replaced[nth].as_ref().map(|(to, _)| to.clone())),
    }
}

/// The way along the words.
struct Walk<'a> {
    words: &'a Words<'a>,
    replaced: Vec<Option<(String, Rule)>>,
}

impl Walk<'_> {
    fn sentence(&mut self, begin: usize, end: usize) {
        let (words, mut at) = (self.words, begin);
        // Whether a clause may begin here, whether one has begun, whether all is told of the past.
        let (mut anew, mut begun, mut told) = (true, false, false);
        // Whose verb was corrected last, while another may share the subject.
        let mut shared = None;
        while at < end {
            let word = words.lower(at);
            let joins = lists(" and then ", word) || words.follows_comma(at);
            anew |= joins || lists(CLAUSES, word) || (at > begin && joins_before(words, at));
            if lists(CLAUSES, word) || word == "to" {
                shared = None;
            }
            if is_past_marker(words, at) {
                told |= !begun;
                at += 1;
                continue;
            }
            if let Some(next) = self.question(at, begin) {
                (at, anew) = (next, false);
                continue;
            }
            if let Some(found) = subject(words, at, anew) {
                let past = told || self.clause_is_past(found.verb, begin, end);
                let changed = self.verb(found.verb, found.person, past);
                shared = changed.then_some((found.person, past));
                (at, anew, begun) = (found.verb + 1, false, true);
                continue;
            }
            if let (true, Some((person, past))) = (joins_before(words, at), shared)
                && sense(word).is_some_and(|sense| sense.base)
            {
                self.verb(at, person, past);
            }
            at += 1;
        }
    }

    /// The verb of a clause and what depends on it; whether the verb was replaced.
    fn verb(&mut self, at: usize, person: Person, past: bool) -> bool {
        let change = right_form(self.words, at, person, past);
        let changed = change.is_some();
        if let Some((to, why)) = change {
            self.replace(at, &to, why);
        }
        if let Some((verb, base)) = dependent(self.words, at) {
            self.replace(verb, base, Rule::Base);
        }
        changed
    }

    /// *Does she goes …*: where an auxiliary comes first; answers where to go on.
    fn question(&mut self, at: usize, begin: usize) -> Option<usize> {
        let words = self.words;
        let word = words.lower(at);
        let asks = at == begin || lists(ASKING, words.lower(at - 1));
        let bare = word.strip_suffix("n't").unwrap_or(word);
        if !asks || !lists(" do does did ", bare) {
            return None;
        }
        let found = subject(words, at + 1, true)?;
        if let Some((right, rule)) = auxiliary(bare, found.person, false) {
            let end = &word[bare.len()..];
            self.replace(at, &format!("{right}{end}"), rule);
        }
        if let Some((verb, base)) = base_after(words, found.verb) {
            self.replace(verb, base, Rule::Base);
        }
        Some(found.verb + 1)
    }

    fn clause_is_past(&self, verb: usize, begin: usize, end: usize) -> bool {
        let ends = |nth: &usize| lists(CLAUSES, self.words.lower(*nth));
        let first = (begin..verb).rev().find(ends).unwrap_or(begin);
        let last = (verb + 1..end).find(ends).unwrap_or(end);
        (first..last).any(|nth| is_past_marker(self.words, nth))
    }

    fn replace(&mut self, at: usize, to: &str, why: Rule) {
        let Some(word) = self.words.get(at).filter(|word| word.lower != to) else {
            return;
        };
        let to = cased(to, word.text);
        self.replaced[at] = Some((to, why));
    }
}

/// Written as `like` is: small, Capital or LOUD.
fn cased(word: &str, like: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(_) if like.len() > 1 && !like.contains(char::is_lowercase) => word.to_uppercase(),
        Some(first) if like.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}

/// Whether *and*, *then*, adverbs or a comma stand right before the word.
fn joins_before(words: &Words<'_>, at: usize) -> bool {
    let joins = |nth: usize| lists(" and then ", words.lower(nth));
    let first = (0..at)
        .rev()
        .take_while(|nth| past_adverbs(words, *nth) == at);
    let first = first.last().unwrap_or(at);
    words.follows_comma(at) || (first > 0 && joins(first - 1)) || (first < at && joins(first))
}

/// *Yesterday*, *two days ago*, *last week*, *in 1998*.
fn is_past_marker(words: &Words<'_>, at: usize) -> bool {
    let next = words.lower(at + 1);
    match words.lower(at) {
        "yesterday" | "ago" => true,
        "last" => lists(TIMES, next),
        "in" => {
            next.len() == 4
                && next
                    .parse()
                    .is_ok_and(|year: u16| (1000..2020).contains(&year))
        }
        _ => false,
    }
}
