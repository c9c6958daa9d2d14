//! Each of the three handlers answers the write-up's request with the corrected sentence, and what
//! it cannot use with a status and a reason.

mod support;

use serde_json::{Value, json};

fn split(response: &str) -> (u16, Value) {
    let (head, body) = response.split_once("\r\n\r\n").expect(response);
    let status = head.split(' ').nth(1).expect(head).parse().unwrap();
    (status, serde_json::from_str(body).expect(body))
}

#[test]
fn the_service_corrects_in_json() {
    let served = support::serve_experiment("blocking-handler", &[]);
    let asked = json!({"sentence": "Yesterday he walk home.", "learner_id": "læbel \"7\""});
    for path in [
        "/correct",
        "/correct/sync",
        "/correct/async-blocking",
        "/correct/async-offload",
    ] {
        let (status, answer) = split(&served.post(path, &asked.to_string()));
        assert_eq!(status, 200, "{path}: {answer}");
        assert_eq!(answer["corrected"], "Yesterday he walked home.", "{path}");
        assert_eq!(answer["learner_id"], asked["learner_id"], "{path}");
        assert_eq!(answer["corrections"][0]["from"], "walk", "{path}");
        assert_eq!(answer["corrections"][0]["to"], "walked", "{path}");

        let long = json!({"sentence": "go ".repeat(1000), "learner_id": "7"}).to_string();
        let unusable = [
            (400, "", "EOF"),
            (400, "She go to school.", "expected value"),
            (400, "{\"sentence\": \"She go", "EOF"),
            (422, "[]", "invalid"),
            (
                422,
                "{\"sentence\": \"She go.\"}",
                "missing field `learner_id`",
            ),
            (422, "{\"learner_id\": \"7\"}", "missing field `sentence`"),
            (
                422,
                "{\"sentence\": 1, \"learner_id\": \"7\"}",
                "expected a string",
            ),
            (422, &long, "at most 2000 characters"),
        ];
        for (expected, body, reason) in unusable {
            let (status, answer) = split(&served.post(path, body));
            assert_eq!(status, expected, "{path}, {body}: {answer}");
            let detail = answer["detail"].as_str().unwrap();
            assert!(detail.contains(reason), "{path}, {body}: {detail}");
            assert!(detail.contains("\"learner_id\": \"7\""), "{detail}");
        }
    }
}

#[test]
fn serve_says_which_handler_it_chose() {
    for (arguments, name) in [
        (&[][..], "/correct is A-sync"),
        (
            &["--variant", "B-async-blocking"],
            "/correct is B-async-blocking",
        ),
    ] {
        let served = support::serve_experiment("blocking-handler", arguments);
        assert!(served.told.contains(name), "{}", served.told);
    }
}
