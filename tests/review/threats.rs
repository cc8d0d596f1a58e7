//! What could harm a person through the page, and the test that shows it does not (numbers as in the list of threats).
//!
//! | # | threat | test |
//! |---|---|---|
//! | T1 | another name for this machine (DNS rebinding) | `guard::another_name_for_this_machine_finds_nothing_whatever_it_asks`, `only_this_machine_can_connect` |
//! | T2 | a page or program without the token | `described::every_route_wants_the_session`, `guard::without_the_token_nothing_is_told`, `the_cookie_is_for_this_page_alone` |
//! | T3 | a form of another site | `guard::a_form_of_another_site_changes_nothing`, `guard::reading_never_writes_and_a_body_has_a_limit` |
//! | T4 | framing, guessing, foreign readers | `guard::every_answer_forbids_framing_foreign_code_and_guessing` |
//! | T5 | another user of the machine | `a_workspace_is_its_owners_alone` |
//! | T6 | script in any text | `forty_payloads_in_every_field_and_view_run_nowhere` |
//! | T7 | script in exports | `exports_carry_no_script` |
//! | T8, T9 | XML that declares, expands, nests | `brought::xml_that_declares_expands_or_nests_without_end_is_refused_plainly` |
//! | T10 | zip bombs, names that leave the package | `brought::a_zip_bomb_and_names_that_leave_the_package_are_refused` |
//! | T11 | formulas in spreadsheets | `a_formula_is_text_in_a_spreadsheet` |
//! | T15 | names that leave the workspace | `brought::a_hostile_name_stays_inside_the_workspace` |
//! | T16 | links in the place of exports | `an_export_does_not_write_through_a_link` |
//! | T19 | marks of direction and invisible characters | `marks_of_direction_stay_out_of_names_and_messages` |
//! | T22 | text in messages | `what_is_asked_does_not_reach_the_terminal` |
//! | T26 | endless files, idle and slow connections | `brought::a_file_without_end_is_refused_while_others_are_answered`, `crowd::*` |

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::browser::{Browser, CTRL, Page};
use crate::server::{Desk, MARK, SAMPLE};

/// Forty texts that run somewhere when they are taken for anything but text.
fn payloads() -> Vec<String> {
    let run = "window.__xss=1";
    let wraps = [
        "",
        "\">",
        "'>",
        "-->",
        "</textarea>",
        "</title>",
        "</style>",
        "]]>",
    ];
    let cores = [
        format!("<img src=x onerror={run}>"),
        format!("<svg onload={run}></svg>"),
        format!("<script>{run}</script>"),
        format!("<iframe srcdoc=\"<script>parent.{run}</script>\"></iframe>"),
    ];
    let mut all: Vec<String> = wraps
        .iter()
        .flat_map(|wrap| cores.iter().map(move |core| format!("{wrap}{core}")))
        .collect();
    all.extend([
        format!("javascript:{run}"),
        format!("<a href=\"javascript:{run}\" autofocus onfocus={run}>x</a>"),
        format!("&lt;img src=x onerror={run}&gt;"),
        format!("&#60;img src=x onerror={run}&#62;"),
        format!("\\u003cimg src=x onerror={run}\\u003e"),
        format!("\u{2028}{run}\u{2029}"),
        format!("<details open ontoggle={run}>x</details>"),
        format!("{{{{constructor.constructor('{run}')()}}}}"),
    ]);
    all
}

fn is_unharmed(page: &Page<'_>, view: &str) {
    assert_eq!(
        page.value("window.__xss ?? null"),
        serde_json::Value::Null,
        "{view}"
    );
    let planted = "document.querySelectorAll('img, svg, iframe, details[ontoggle], script:not([src]), [onerror], [onload], [onfocus]').length";
    assert_eq!(page.value(planted), 0, "{view}");
    assert_eq!(
        page.value("document.querySelectorAll('a[href^=javascript]').length"),
        0,
        "{view}"
    );
}

/// A workspace with the payloads in sources, targets, terms, notes, the article's name; `with` is added to the configuration.
fn planted(name: &str, with: &str) -> Desk {
    let desk = Desk::empty();
    let text: Vec<String> = payloads()
        .iter()
        .map(|payload| format!("قال كيري {payload}."))
        .collect();
    std::fs::write(desk.path(name), text.join("\n\n")).unwrap();
    std::fs::write(desk.path("config.toml"), format!("from = \"ar\"\n{with}")).unwrap();
    std::fs::create_dir_all(desk.path("glossaries")).unwrap();
    let cell = payloads().swap_remove(0);
    let row = format!(
        "source\ttarget\tkind\tvariants\tforbidden\tnote\nكيري\t{cell}\tperson\t{cell}a\t{cell}b\t{cell}\n"
    );
    std::fs::write(desk.path("glossaries/house.ar-en.tsv"), row).unwrap();
    desk
}

/// The service that answers with script whatever it is asked.
struct Backend(Child);

impl Backend {
    fn start(folder: &Path) -> (Self, u16) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/faulty_backend.py");
        let port_file = folder.join("port");
        let backend = Self(
            Command::new("python3")
                .arg(script)
                .args([
                    "--port",
                    "0",
                    "--faults",
                    "script",
                    "--rate",
                    "1",
                    "--max-streak",
                    "1000000",
                    "--port-file",
                ])
                .arg(&port_file)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap(),
        );
        let begun = Instant::now();
        loop {
            if let Ok(port) = std::fs::read_to_string(&port_file)
                .unwrap_or_default()
                .trim()
                .parse()
            {
                return (backend, port);
            }
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "the service does not start"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn forty_payloads_in_every_field_and_view_run_nowhere() {
    let payloads = payloads();
    assert_eq!(payloads.len(), 40);
    let service = tempfile::tempdir().unwrap();
    let (_backend, port) = Backend::start(service.path());
    let name = "<img src=x onerror=window.__xss=1>.txt";
    let with = format!(
        "[backend]\nuse = [\"evil\"]\n[backends.evil]\nkind = \"libretranslate\"\nurl = \"http://127.0.0.1:{port}\"\n"
    );
    let desk = planted(name, &with);
    let server = desk.serve_with(&[name, "--author", &payloads[0]], 0);
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.until("document.activeElement?.nodeName === 'TEXTAREA'");
    is_unharmed(&page, "an article");
    page.value("document.querySelector('.list').scrollTop = 1e9");
    page.until("[...document.querySelectorAll('.number')].some((one) => one.textContent === '40')");
    is_unharmed(&page, "its end");
    page.value("document.querySelector('.list').scrollTop = 0");
    page.until("document.querySelector('[data-row=\"0\"] .number')");
    for (number, payload) in payloads.iter().enumerate() {
        page.press("KeyG", "ل", CTRL);
        page.until("document.querySelector('dialog[open] input[type=number]')");
        page.value(&format!(
            "document.querySelector('dialog[open] input').value = {}",
            number + 1
        ));
        page.value("document.querySelector('dialog[open] form button').click()");
        page.at_segment(number + 1);
        page.value("document.activeElement.select()");
        page.type_text(payload);
        page.press("KeyS", "س", CTRL);
    }
    page.until("document.querySelector('.saved').textContent === 'All saved'");
    is_unharmed(&page, "targets");
    // Every command of the table, whatever it opens.
    page.value("window.print = () => {}");
    let commands =
        page.value("import('/page/keys.js').then((keys) => keys.TABLE.map(([name]) => name).join(' '))");
    for command in commands
        .as_str()
        .unwrap()
        .split(' ')
        .filter(|name| *name != "approveAll")
    {
        page.press("Slash", "ظ", CTRL);
        page.until("document.querySelector('dialog[open] .help')");
        let at = commands
            .as_str()
            .unwrap()
            .split(' ')
            .position(|name| name == command)
            .unwrap();
        page.value(&format!(
            "import('/page/keys.js').then((keys) => {{ const groups = [...new Set(keys.TABLE.map((line) => line[2]))]; \
             const order = groups.flatMap((group) => keys.TABLE.filter((line) => line[2] === group)).map(([name]) => name); \
             document.querySelectorAll('dialog[open] .help li > button')[order.indexOf(keys.TABLE[{at}][0])].click(); }})"
        ));
        std::thread::sleep(Duration::from_millis(300));
        is_unharmed(&page, command);
        page.value("document.querySelectorAll('dialog').forEach((one) => one.close())");
    }
    page.printing(true);
    is_unharmed(&page, "printed");
    page.printing(false);
    page.go(server.address.split("&article=").next().unwrap());
    page.until("document.querySelector('.card')?.innerText.includes('onerror')");
    is_unharmed(&page, "the list of articles");
    let said = page.value("document.title");
    assert!(!said.as_str().unwrap().is_empty());
}

#[test]
fn exports_carry_no_script() {
    let desk = planted("article.txt", "");
    let server = desk.serve(0);
    let cookie = server.cookie();
    let mine = [("Cookie", cookie.as_str()), MARK];
    let index = server.json("/api/article?name=article.txt", &mine);
    for (id, payload) in index["ids"].as_array().unwrap().iter().zip(payloads()) {
        let body = serde_json::json!({ "article": "article.txt", "id": id, "base": 0, "text": payload, "state": "translated" });
        let headers = [mine[0], mine[1], crate::server::JSON];
        let answer = server.ask("PUT", "/api/segment", &headers, &body.to_string());
        assert_eq!(answer.status, 200, "{payload}: {}", answer.body);
    }
    let browser = Browser::start();
    for view in ["bilingual", "target"] {
        let out = format!("{view}.html");
        desk.run(&["export", "article.txt", "-o", &out, "--view", view]);
        let page = browser.open(&format!("file://{}", desk.path(&out).display()));
        page.until("document.readyState === 'complete' && document.body.innerText.includes('onerror')");
        assert_eq!(
            page.value("window.__xss ?? null"),
            serde_json::Value::Null,
            "{view}"
        );
        let planted = "[...document.querySelectorAll('*')].filter((one) => ['IMG', 'IFRAME', 'SCRIPT'].includes(one.nodeName.toUpperCase()) || \
            [...one.attributes].some((about) => about.name.startsWith('on') || /^(javascript|data):/i.test(about.value))).length";
        assert_eq!(page.value(planted), 0, "{view}");
    }
}

#[test]
fn a_formula_is_text_in_a_spreadsheet() {
    let desk = Desk::with(
        "قال وزير الخارجية الأمريكي جون كيري للصحفيين أمس إن المفاوضات ستبدأ قريبا.\n\nوأضاف أنه سيصل إلى جنيف غدا.\n",
    );
    let server = desk.serve(0);
    let cookie = server.cookie();
    let mine = [("Cookie", cookie.as_str()), MARK, crate::server::JSON];
    let id = desk.article()["segments"][0]["id"].clone();
    // The file says no languages; this tells the target's.
    let english = "He added that he would arrive in Geneva tomorrow to meet the Russian foreign minister.";
    let other = desk.article()["segments"][1]["id"].as_str().unwrap().to_owned();
    assert_eq!(crate::guard::save(&server, &cookie, &other, 0, english), 200);
    let formulas = [
        "=HYPERLINK(\"http://x\",\"y\")",
        "@SUM(1)",
        "-2+3",
        "+1",
        " =1+1",
        "＝1",
        "\"=1",
        "\t=1",
    ];
    for (base, formula) in formulas.iter().enumerate() {
        let body = serde_json::json!({ "article": "article.txt", "id": id, "base": base, "text": formula, "state": "translated" });
        assert_eq!(
            server.ask("PUT", "/api/segment", &mine, &body.to_string()).status,
            200,
            "{formula}"
        );
        desk.run(&["export", "article.txt", "-o", "out.csv"]);
        let sheet = std::fs::read_to_string(desk.path("out.csv")).unwrap();
        let cell = format!("'{}", formula.replace('"', "\"\""));
        assert!(sheet.contains(&cell), "{formula}: {sheet}");
        desk.run(&["import", "out.csv", "--article", "article.txt"]);
        assert_eq!(
            desk.targets(),
            [*formula, english],
            "import takes the mark away again"
        );
    }
}

#[test]
fn only_this_machine_can_connect() {
    let desk = Desk::with("قال كيري.\n");
    let server = desk.serve(0);
    let port = format!(":{:04X}", server.port);
    let mut listening = 0;
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
        for line in std::fs::read_to_string(table).unwrap_or_default().lines().skip(1) {
            let cells: Vec<&str> = line.split_whitespace().collect();
            if cells[1].ends_with(&port) && cells[3] == "0A" {
                assert!(cells[1].starts_with("0100007F:"), "it listens on {}", cells[1]);
                listening += 1;
            }
        }
    }
    assert_eq!(listening, 1);
    let nameless = server.raw("GET / HTTP/1.1\r\n\r\n");
    assert!(
        nameless.starts_with("HTTP/1.1 403") || nameless.starts_with("HTTP/1.1 400"),
        "{nameless}"
    );
}

#[test]
fn the_cookie_is_for_this_page_alone() {
    let desk = Desk::with("قال كيري.\n");
    let server = desk.serve(0);
    let body = format!(r#"{{"token":"{}"}}"#, server.token);
    let answer = server.ask("POST", "/api/session", &[MARK, crate::server::JSON], &body);
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.starts_with(&format!("tarjuman-{}=", server.port)),
        "{cookie}"
    );
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    let browser = Browser::start();
    let page = browser.open(&server.address);
    page.at_segment(1);
    assert_eq!(page.value("document.cookie"), "", "scripts cannot read it");
    assert_eq!(
        page.value("history.length <= 3 && !location.href.includes('token')"),
        true
    );
}

#[cfg(unix)]
#[test]
fn a_workspace_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::empty();
    desk.run(&["init", "made"]);
    std::fs::write(desk.path("made/article.txt"), SAMPLE).unwrap();
    let mut open = vec![desk.path("made")];
    let mut seen = 0;
    while let Some(path) = open.pop() {
        let about = std::fs::metadata(&path).unwrap();
        let is_ours = !path.ends_with("article.txt");
        assert!(
            !is_ours || about.permissions().mode() & 0o077 == 0,
            "{}",
            path.display()
        );
        seen += 1;
        if about.is_dir() {
            open.extend(
                std::fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        }
    }
    assert!(seen > 5);
}

#[cfg(unix)]
#[test]
fn an_export_does_not_write_through_a_link() {
    let desk = Desk::with("قال كيري.\n");
    desk.run(&["draft", "article.txt"]);
    std::fs::write(desk.path("precious"), "precious").unwrap();
    std::os::unix::fs::symlink(desk.path("precious"), desk.path("out.xlf")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_tarjuman"))
        .args(["export", "article.txt", "-o", "out.xlf"])
        .current_dir(desk.path("."))
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("is a link"),
        "{output:?}"
    );
    assert_eq!(
        std::fs::read_to_string(desk.path("precious")).unwrap(),
        "precious"
    );
}

#[test]
fn marks_of_direction_stay_out_of_names_and_messages() {
    let desk = Desk::empty();
    let server = desk.serve_all(0);
    let cookie = server.cookie();
    let headers = [
        ("Cookie", cookie.as_str()),
        MARK,
        ("Content-Type", "application/octet-stream"),
    ];
    let hidden = [
        '\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2069}', '\u{200b}',
        '\u{feff}',
    ];
    let name: String = hidden.iter().map(|mark| format!("a{mark}b")).collect();
    let escaped: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let text = "قال كيري \u{202e}Kerry\u{202e}.";
    let path = format!("/api/articles?name={escaped}.txt&from=ar");
    let article = server.ask("POST", &path, &headers, text).said("article");
    assert_eq!(article, format!("{}.txt", "ab".repeat(hidden.len())));
    let wrong = format!("/api/article?name={escaped}");
    server.ask("GET", &wrong, &headers[..2], "");
    let said = server.said_later();
    assert!(!said.contains(hidden), "{said:?}");
}

#[test]
fn what_is_asked_does_not_reach_the_terminal() {
    let desk = Desk::with("قال كيري \u{1b}]0;x\u{7} ثم ذهب.\n");
    let server = desk.serve(0);
    let cookie = server.cookie();
    let mine = [("Cookie", cookie.as_str()), MARK, crate::server::JSON];
    let before = server.said_later().lines().count();
    server.ask("GET", "/api/article?name=a%0Ab%1B%5B31m", &mine[..2], "");
    server.ask("POST", "/api/find", &mine, "{\"article\":\"x\\ny\\u001b[31m\"}");
    server.ask("GET", "/%0A%1B%5B31m", &mine[..2], "");
    server.ask("POST", "/api/session", &mine, "{\"token\":\"\\n\\u001b[31m\"}");
    let said = server.said_later();
    assert!(
        !said.contains('\u{1b}') && !said.contains(&server.token),
        "{said:?}"
    );
    assert!(said.lines().count() <= before + 1, "{said:?}");
}
