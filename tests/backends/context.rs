//! What a language model is told beside the sentences: the title, what was said before and how it was translated, and the names
//! that are decided.

use serde_json::Value;

use crate::local::Local;
use crate::server::Workspace;

/// Sentences and their translations; the first mention of a name is the whole one.
const SAID: [(&str, &str); 10] = [
    ("لقاء في جنيف", "A meeting in Geneva"),
    (
        "التقى جون كيري وفدا يوم الاثنين.",
        "John Kerry met a delegation on Monday.",
    ),
    ("ثم تحدث كيري عن الماء.", "Then Kerry spoke about water."),
    ("ولم يذكر أحدا آخر بالاسم.", "He mentioned nobody else by name."),
    ("كان الجو باردا في المدينة.", "The weather in the city was cold."),
    (
        "وبقيت الشوارع خالية من الناس.",
        "The streets remained empty of people.",
    ),
    (
        "أغلقت المحال أبوابها باكرا.",
        "The shops closed their doors early.",
    ),
    ("وعاد الجميع إلى بيوتهم.", "Everybody went back home."),
    ("وقال كيري إنه سيعود.", "Kerry said he would come back."),
    ("ثم غادر المدينة ليلا.", "Then he left the city at night."),
];

#[test]
fn a_model_is_told_the_title_the_sentences_before_and_the_names_of_the_whole_article() {
    let workspace = Workspace::new(0);
    let sources: Vec<&str> = SAID.iter().map(|(source, _)| *source).collect();
    std::fs::write(workspace.path("a.md"), format!("# {}", sources.join("\n\n"))).unwrap();
    let case = |(source, target): &(&str, &str)| format!("> {source}\n! {target}\n");
    let cases: String = SAID.iter().map(case).collect();
    std::fs::write(workspace.path("cases.txt"), cases).unwrap();
    let path = |name: &str| workspace.path(name).to_str().unwrap().to_owned();
    let server = Local::start("obeying.py", &[&path("cases.txt"), &path("log.txt")]);
    // One sentence after the other, so that each knows what became of those before it.
    workspace.configure(
        "openai",
        server.port,
        "timeout = 20\nsegments = 1\nconcurrency = 1\n",
    );
    let drafted = workspace.run(server.port, &["draft", "a.md", "-o", "out.tsv", "--json"]);
    let summary: Value = serde_json::from_slice(&drafted.stdout).unwrap();
    assert_eq!(summary["total"]["origins"]["it"], 10, "{summary:#}");

    let log = std::fs::read_to_string(workspace.path("log.txt")).unwrap();
    let told = |source: &str| -> Value {
        let mut messages = log.lines().map(|line| serde_json::from_str(line).unwrap());
        messages
            .find(|message: &Value| message["segments"][0]["text"] == source)
            .unwrap()
    };
    for (source, _) in &SAID {
        assert_eq!(told(source)["title"], SAID[0].0, "{source}");
    }
    let tenth = told(SAID[9].0);
    let before = tenth["before"].as_array().unwrap();
    let expected = &SAID[6..9];
    assert_eq!(before.len(), expected.len(), "{tenth:#}");
    for (sentence, (source, target)) in before.iter().zip(expected) {
        assert_eq!(
            (&sentence["said"], &sentence["translated"]),
            (&Value::from(*source), &Value::from(*target))
        );
    }
    // The first mention, far above what is told of the text, and the form that goes on.
    assert_eq!(tenth["names"]["جون كيري"], "John Kerry", "{tenth:#}");
    assert_eq!(tenth["names"]["كيري"], "Kerry", "{tenth:#}");
    assert_eq!(told(SAID[0].0)["names"].get("كيري"), None);
    assert_eq!(told(SAID[9].0)["segments"][0].get("terms"), None);
}
