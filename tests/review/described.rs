//! The description of what can be asked, held against the real server by schemathesis: nothing ends in a fault of the
//! server, every answer is as described.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::server::{Desk, JSON, MARK, SAMPLE};

/// What schemathesis holds answers against.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_headers_conformance,response_schema_conformance";

#[test]
fn the_server_answers_whatever_it_is_asked_as_it_is_described() {
    let schemathesis = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/schemathesis/bin/schemathesis");
    assert!(
        schemathesis.exists(),
        "tests/run installs schemathesis under target/"
    );
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let cookie = server.cookie();
    let mine = [("Cookie", cookie.as_str()), MARK];
    let mut description = server.json("/api/openapi.json", &mine);
    let index = server.json("/api/article?name=article.txt", &mine);
    let ids = &index["ids"].as_array().unwrap()[..3];
    settle(&mut description, &json!(ids));
    std::fs::write(desk.path("openapi.json"), description.to_string()).unwrap();
    let output = Command::new(schemathesis)
        .args([
            "run",
            "openapi.json",
            "--no-color",
            "--seed",
            "5",
            "--max-examples",
            "8",
        ])
        .args(["--url", &format!("http://127.0.0.1:{}", server.port)])
        .args([
            "--header",
            &format!("Cookie: {cookie}"),
            "--header",
            "X-Tarjuman: page",
        ])
        // A stream has no end, and a session is another test's.
        .args(["--exclude-path", "/api/events", "--exclude-path", "/api/session"])
        .args([
            "--phases",
            "coverage,fuzzing",
            "--checks",
            CHECKS,
            "--suppress-health-check",
            "all",
        ])
        .args(["--generation-database", "none", "--request-timeout", "60"])
        .current_dir(desk.path("."))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    // It did ask: each route took part, and hundreds of cases were made.
    let cases = said
        .lines()
        .find_map(|line| line.trim().strip_suffix(" passed"))
        .map(str::to_owned);
    assert!(said.contains("Test cases:"), "{cases:?}\n{said}");
    assert_eq!(
        server.ask("GET", "/api/about", &mine, "").status,
        200,
        "the server still answers"
    );
}

/// Names and ids that exist, so that more than the first check of each route is reached.
fn settle(description: &mut Value, ids: &Value) {
    for (path, methods) in description["paths"].as_object_mut().unwrap() {
        for operation in methods.as_object_mut().unwrap().values_mut() {
            let asked = operation.get_mut("parameters").and_then(Value::as_array_mut);
            for parameter in asked.into_iter().flatten() {
                match parameter["name"].as_str().unwrap() {
                    "article" => parameter["schema"] = json!({ "enum": ["article.txt"] }),
                    "name" if path == "/api/article" => {
                        parameter["schema"] = json!({ "enum": ["article.txt", "none"] })
                    }
                    "id" => parameter["schema"] = json!({ "enum": ids }),
                    "format" => {
                        parameter["schema"] = json!({ "enum": ["docx", "xliff", "tsv", "html", "none"] })
                    }
                    _ => {}
                }
            }
            let body = operation.pointer_mut("/requestBody/content/application~1json/schema/properties");
            for (name, schema) in body.and_then(Value::as_object_mut).into_iter().flatten() {
                match name.as_str() {
                    "article" => *schema = json!({ "enum": ["article.txt"] }),
                    "id" => *schema = json!({ "enum": ids }),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn every_route_wants_the_session() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let cookie = server.cookie();
    let description = server.json("/api/openapi.json", &[("Cookie", &cookie), MARK]);
    let mut asked = 0;
    for (path, methods) in description["paths"].as_object().unwrap() {
        for method in methods
            .as_object()
            .unwrap()
            .keys()
            .filter(|_| path != "/api/session")
        {
            let answer = server.ask(&method.to_uppercase(), path, &[MARK, JSON], "{}");
            assert_eq!(answer.status, 401, "{method} {path}");
            asked += 1;
        }
    }
    assert!(asked >= 20, "{asked} routes");
}

#[test]
fn what_no_route_takes_is_refused_in_the_form_of_every_fault() {
    let desk = Desk::with(SAMPLE);
    let server = desk.serve(0);
    let cookie = server.cookie();
    let mine = [("Cookie", cookie.as_str()), MARK, JSON];
    for (method, path, status) in [
        ("GET", "/api/nowhere", 404),
        ("GET", "/api/segments?article=article.txt&start=-1&count=1", 400),
        ("POST", "/api/find", 400),
        ("DELETE", "/api/segment", 405),
    ] {
        let answer = server.ask(method, path, &mine, "{");
        assert_eq!(answer.status, status, "{path}");
        let said: Value =
            serde_json::from_str(answer.body.trim()).unwrap_or_else(|_| panic!("{path}: {answer:?}"));
        assert!(said["message"].is_string() && said["next"].is_string(), "{path}");
    }
}
