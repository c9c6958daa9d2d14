//! Verbs and their forms, and the forms that learners make up.
//!
//! ```text
//!            base     third      past      participle   made up
//!   regular  study    studies    studied   studied      studys, studyed
//!   irregular go      goes       went      gone         gos, goed
//! ```
//!
//! 1. A regular verb needs no more than its base: the rest follows from its spelling.
//! 2. Every word belongs to one verb. What would be a form of two (`found`, `saw`, `lay`) is kept
//!    as the form of the one that learners meet first; the other is left out.
//!
//! Next: `subject.rs`, whose verb it is.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A verb in all its right forms.
#[derive(Debug)]
pub(super) struct Verb {
    pub(super) base: String,
    pub(super) third: String,
    pub(super) past: String,
    participle: String,
}

/// What a word may be a form of.
#[derive(Debug)]
pub(super) struct Sense {
    verb: usize,
    /// It can stand in the present of *I*, *you*, *we*, *they*.
    pub(super) base: bool,
    /// It is the right past.
    pub(super) past: bool,
    /// Whoever wrote it meant the past.
    pub(super) means_past: bool,
}

impl Sense {
    pub(super) fn verb(&self) -> &'static Verb {
        &VERBS.0[self.verb]
    }
}

/// What the word is a form of, in lower case, if it is a verb at all.
pub(super) fn sense(word: &str) -> Option<&'static Sense> {
    VERBS.1.get(word)
}

const REGULAR: &str = "
    add admit agree annoy answer appear apply arrive ask attend bake bark believe belong boil borrow
    brush call cancel carry change chase chat check clean climb close collect compare complain cook
    copy correct count cough cover cross cry dance decide deliver depend describe deserve discover
    discuss drop dry earn employ end enjoy enter exercise explain fail fetch fill finish fix follow
    fry greet guess happen hate help hope hug hurry imagine improve invite iron jog join joke juggle
    jump kick kiss knock laugh learn like listen live lock look love marry matter measure mention
    miss mix move need notice occur offer open order own pack paint park pass perform phone pick
    plan plant play practise prefer prepare pretend promise pull push rain reach receive refer relax
    remember repair repeat reply rescue rest return rob save scream search seem serve share shave
    shop shout skate skip slip smell smile smoke snow sound spell start stay step stop study suffer
    supply surprise suggest talk taste tidy tie touch train travel trust try turn type use
    visit wait walk want warn wash waste watch water weigh whisper wish work worry yawn";

/// Base, past, participle; where there are two, these are the same.
const IRREGULAR: &str = "
    beat beat beaten, become became become, begin began begun, bite bit bitten, blow blew blown,
    break broke broken, bring brought, build built, burn burnt, buy bought, catch caught,
    choose chose chosen, come came come, cost cost, cut cut, do did done, dig dug, draw drew drawn,
    dream dreamt, drink drank drunk, drive drove driven, eat ate eaten, fall fell fallen, feed fed,
    feel felt, fight fought, find found, fly flew flown, forget forgot forgotten,
    forgive forgave forgiven, freeze froze frozen, get got, give gave given, go went gone,
    grow grew grown, hang hung, have had, hear heard, hide hid hidden, hit hit, hold held,
    hurt hurt, keep kept, know knew known, lead led, leave left, lend lent, let let, lose lost,
    make made, mean meant, meet met, pay paid, put put, read read, ride rode ridden, ring rang rung,
    rise rose risen, run ran run, say said, see saw seen, sell sold, send sent, set set,
    shake shook shaken, shine shone, shut shut, sing sang sung, sink sank sunk, sit sat,
    sleep slept, speak spoke spoken, spend spent, stand stood, steal stole stolen, swim swam swum,
    take took taken, teach taught, tell told, think thought, throw threw thrown,
    understand understood, wake woke woken, wear wore worn, win won, write wrote written";

/// Verbs of two syllables whose last consonant is doubled all the same.
const DOUBLING: [&str; 6] = ["admit", "cancel", "occur", "prefer", "refer", "travel"];

static VERBS: LazyLock<(Vec<Verb>, HashMap<String, Sense>)> = LazyLock::new(|| {
    let regular = REGULAR.split_whitespace().map(|base| {
        let past = regular_past(base);
        verb(base, &past, &past)
    });
    let irregular = IRREGULAR.split(',').map(|line| {
        let mut forms = line.split_whitespace();
        let base = forms.next().expect("a line begins with the base");
        let past = forms.next().expect("the past follows");
        verb(base, past, forms.next().unwrap_or(past))
    });
    let verbs: Vec<Verb> = regular.chain(irregular).collect();
    let senses = senses(&verbs);
    (verbs, senses)
});

fn verb(base: &str, past: &str, participle: &str) -> Verb {
    Verb {
        base: base.to_owned(),
        third: third(base),
        past: past.to_owned(),
        participle: participle.to_owned(),
    }
}

/// Right forms first: what is made up must not hide one.
fn senses(verbs: &[Verb]) -> HashMap<String, Sense> {
    let mut senses = HashMap::new();
    let mut learn = |verb: usize, word: String, means_past: bool| {
        let Verb { base, past, .. } = &verbs[verb];
        senses.entry(word).or_insert_with_key(|word| Sense {
            verb,
            base: word == base,
            past: word == past,
            means_past: means_past && word != base,
        });
    };
    for (nth, verb) in verbs.iter().enumerate() {
        learn(nth, verb.base.clone(), false);
        learn(nth, verb.third.clone(), false);
        learn(nth, verb.past.clone(), true);
        learn(nth, verb.participle.clone(), true);
    }
    for (nth, verb) in verbs.iter().enumerate() {
        learn(nth, format!("{}s", verb.base), false);
        learn(nth, format!("{}ed", verb.base), true);
        learn(nth, regular_past(&verb.base), true);
    }
    senses
}

/// With *he*, *she* or *it*.
fn third(base: &str) -> String {
    if base == "have" {
        return "has".to_owned();
    }
    let hisses = ["s", "x", "z", "ch", "sh", "o"];
    if hisses.iter().any(|end| base.ends_with(end)) {
        return format!("{base}es");
    }
    match without_y(base) {
        Some(stem) => format!("{stem}ies"),
        None => format!("{base}s"),
    }
}

fn regular_past(base: &str) -> String {
    if base.ends_with('e') {
        return format!("{base}d");
    }
    if let Some(stem) = without_y(base) {
        return format!("{stem}ied");
    }
    match base.chars().next_back() {
        Some(last) if doubles(base) => format!("{base}{last}ed"),
        _ => format!("{base}ed"),
    }
}

/// `stud` of `study`; nothing of `play`.
fn without_y(base: &str) -> Option<&str> {
    let stem = base.strip_suffix('y')?;
    (!stem.ends_with(is_vowel)).then_some(stem)
}

/// One syllable that ends in one vowel and one consonant: `stop`, not `rain`, `play` or `open`.
fn doubles(base: &str) -> bool {
    let letters: Vec<char> = base.chars().rev().collect();
    let [last, vowel, before, ..] = letters[..] else {
        return false;
    };
    let vowels = base.chars().filter(|letter| is_vowel(*letter)).count();
    let short = vowels == 1 && is_vowel(vowel) && !is_vowel(before);
    DOUBLING.contains(&base) || (short && !is_vowel(last) && !"wxy".contains(last))
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}
