//! Every one of the hundred prompts is corrected as it should be, and what is right is left alone:
//! the hundred corrections, and sentences that a hasty rule would change.
#![allow(dead_code, reason = "what the experiment needs is not all needed here")]

#[path = "../lab/experiments/blocking_handler/corrector/mod.rs"]
mod corrector;
#[path = "../lab/experiments/blocking_handler/prompts.rs"]
mod prompts;

use std::collections::HashSet;

use corrector::correct;
use prompts::prompts;

#[test]
fn the_corrector_corrects_its_hundred_prompts() {
    let different: HashSet<_> = prompts().map(|(slip, _)| slip).collect();
    assert_eq!(different.len(), 100);
    let wrong: Vec<_> = prompts()
        .map(|(slip, right)| (slip, right, correct(slip).text))
        .filter(|(slip, right, corrected)| right != corrected || slip == right)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_right_is_left_alone() {
    let tricky = [
        "She walked to school every day.",
        "Yesterday's news is old.",
        "He read the book and put it back.",
        "He says that she went home yesterday.",
        "He is tired because he ran last night.",
        "I saw you and told her.",
        "She likes to sing and dance.",
        "The man who lives next door is kind.",
        "James lives here. His parents live in Spain.",
        "James and his sister go home by bus.",
        "Do you like fish? Does she?",
        "Where did he go last week?",
        "She has finished her work; they have not.",
        "He can swim, and so can I.",
        "They want to play football on Mondays.",
        "In 1998 she was ten, and we were six.",
        "Dogs bark. People talk. The news is good.",
        "The last train leaves at midnight.",
        "My brother and I work in the same shop.",
        "Let us go to the cinema.",
        "It's late. He's ill. They're here.",
        "Si no es inglés, «no se toca» … 42!",
        "",
        "?",
    ];
    let changed: Vec<_> = prompts()
        .map(|(_, right)| right)
        .chain(tricky)
        .map(|right| (right, correct(right)))
        .filter(|(right, corrected)| corrected.text != *right || !corrected.corrections.is_empty())
        .collect();
    assert!(changed.is_empty(), "{changed:#?}");
}

#[test]
fn all_else_in_the_text_stays() {
    let corrected = correct("  “She go home”, he say—\tbut: THEY GOES too …\n");
    assert_eq!(
        corrected.text,
        "  “She goes home”, he says—\tbut: THEY GO too …\n"
    );
}
