//! Chromium, driven through its debugging pipe: pages, keys as any keyboard layout sends them, what the page holds.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// When waiting is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser with a profile of its own.
pub(crate) struct Browser {
    child: Child,
    to: RefCell<File>,
    from: RefCell<BufReader<File>>,
    last: Cell<u64>,
    _folder: tempfile::TempDir,
}

impl Browser {
    /// Starts one.
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pipe = |name: &str| folder.path().join(name);
        let made = Command::new("mkfifo")
            .args([pipe("to"), pipe("from")])
            .status()
            .unwrap();
        assert!(made.success());
        let child = Command::new("bash")
            .args(["-c", r#"exec chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
                --disable-background-networking --disable-component-update --disable-sync --lang=en-US \
                --window-size=1280,800 --user-data-dir="$1/profile" --remote-debugging-pipe 3<"$1/to" 4>"$1/from""#])
            .args(["browser", folder.path().to_str().unwrap()])
            .env("LANGUAGE", "en")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = File::options().write(true).open(pipe("to")).unwrap();
        let from = File::open(pipe("from")).unwrap();
        Self {
            child,
            to: RefCell::new(to),
            from: RefCell::new(BufReader::new(from)),
            last: Cell::new(0),
            _folder: folder,
        }
    }

    /// Opens a page.
    pub(crate) fn open(&self, address: &str) -> Page<'_> {
        let target = self.call(None, "Target.createTarget", json!({ "url": "about:blank" }));
        let target = target["targetId"].as_str().unwrap().to_owned();
        let session = self.call(
            None,
            "Target.attachToTarget",
            json!({ "targetId": target, "flatten": true }),
        );
        let page = Page {
            browser: self,
            session: session["sessionId"].as_str().unwrap().to_owned(),
            target,
        };
        page.call("Page.enable", json!({}));
        page.go(address);
        page
    }

    fn call(&self, session: Option<&str>, method: &str, parameters: Value) -> Value {
        let answered = self.asked(session, method, parameters);
        answered.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// What the browser answers, or what it objects to.
    fn asked(&self, session: Option<&str>, method: &str, parameters: Value) -> Result<Value, Value> {
        let id = self.last.get() + 1;
        self.last.set(id);
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = session {
            message["sessionId"] = json!(session);
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.to.borrow_mut().write_all(&bytes).unwrap();
        loop {
            let mut answer = Vec::new();
            let read = self.from.borrow_mut().read_until(0, &mut answer).unwrap();
            assert!(read > 0, "the browser ended; apt-get install chromium");
            answer.pop();
            let mut answer: Value = serde_json::from_slice(&answer).unwrap();
            // A page with unsent text asks before it is left; a person says yes.
            if answer["method"] == "Page.javascriptDialogOpening" {
                self.last.set(self.last.get() + 1);
                let accept = json!({ "id": self.last.get(), "sessionId": answer["sessionId"],
                    "method": "Page.handleJavaScriptDialog", "params": { "accept": true } });
                self.to
                    .borrow_mut()
                    .write_all(format!("{accept}\0").as_bytes())
                    .unwrap();
            }
            if answer["id"] == id {
                return match answer.get_mut("error") {
                    Some(error) => Err(error.take()),
                    None => Ok(answer["result"].take()),
                };
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A page of a browser.
pub(crate) struct Page<'a> {
    browser: &'a Browser,
    session: String,
    target: String,
}

/// Control, as the browser counts it.
pub(crate) const CTRL: u8 = 2;
/// Alt.
pub(crate) const ALT: u8 = 1;
/// Shift.
pub(crate) const SHIFT: u8 = 8;

impl Page<'_> {
    fn call(&self, method: &str, parameters: Value) -> Value {
        self.browser.call(Some(&self.session), method, parameters)
    }

    /// Goes to an address, from the beginning.
    pub(crate) fn go(&self, address: &str) {
        self.call("Page.navigate", json!({ "url": "about:blank" }));
        // A page with unsent text asks first, and would take the next step's place.
        self.until("location.href === 'about:blank'");
        self.call("Page.navigate", json!({ "url": address }));
    }

    /// Loads the page anew.
    pub(crate) fn reload(&self) {
        self.value("globalThis.isOld = true");
        self.call("Page.reload", json!({}));
        let asked = json!({ "expression": "Boolean(globalThis.isOld)", "returnByValue": true });
        let session = Some(self.session.as_str());
        // A page that is just being left answers nothing.
        while !self
            .browser
            .asked(session, "Runtime.evaluate", asked.clone())
            .is_ok_and(|answer| answer["result"]["value"] == json!(false))
        {
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Runs a script in every page that is opened from now on, before its own.
    pub(crate) fn before(&self, script: &str) {
        self.call(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": script }),
        );
    }

    /// Puts the pointer on the middle of an element.
    pub(crate) fn point(&self, selector: &str) {
        self.point_at(&format!(
            "document.querySelector('{selector}').getBoundingClientRect()"
        ));
    }

    /// Puts the pointer on the middle of the rectangle that an expression gives.
    pub(crate) fn point_at(&self, rectangle: &str) {
        let middle = format!(
            "(() => {{ const at = {rectangle}; return [at.x + at.width / 2, at.y + at.height / 2]; }})()"
        );
        let place = self.value(&middle);
        self.call(
            "Input.dispatchMouseEvent",
            json!({ "type": "mouseMoved", "x": place[0], "y": place[1] }),
        );
    }

    /// Points at the middle of a rectangle, from elsewhere and again as long as an expression does not hold: what is pointed at may
    /// still move.
    pub(crate) fn point_until(&self, rectangle: &str, expression: &str) {
        let begun = Instant::now();
        while self.value(&format!("Boolean({expression})")) != json!(true) && begun.elapsed() < PATIENCE {
            self.point_at("new DOMRect(1, 1, 0, 0)");
            self.point_at(rectangle);
            std::thread::sleep(Duration::from_millis(100));
        }
        self.until(expression);
    }

    /// What an expression gives.
    pub(crate) fn value(&self, expression: &str) -> Value {
        let asked = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        self.call("Runtime.evaluate", asked)["result"]["value"].take()
    }

    /// Waits until an expression holds.
    pub(crate) fn until(&self, expression: &str) {
        let begun = Instant::now();
        while self.value(&format!("Boolean({expression})")) != json!(true) {
            assert!(
                begun.elapsed() < PATIENCE,
                "never: {expression}\n{}",
                self.value("[location.href, document.readyState, document.body && document.body.innerText].join('\\n')")
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until a field with this number is ready to be typed in.
    pub(crate) fn at_segment(&self, number: usize) {
        self.until(&format!(
            "document.activeElement?.nodeName === 'TEXTAREA' && \
             document.querySelector('.is-active .number').textContent === '{number}'"
        ));
    }

    /// Types, as an input method does.
    pub(crate) fn type_text(&self, text: &str) {
        self.call("Input.insertText", json!({ "text": text }));
    }

    /// Presses a key: its place on the keyboard, what the layout makes of it, and what is held down with it.
    pub(crate) fn press(&self, code: &str, key: &str, held: u8) {
        // What Enter and Space do to a button comes from their text.
        let text = match key {
            "Enter" if held == 0 => "\r",
            " " if held == 0 => " ",
            _ => "",
        };
        let number = match code {
            "Tab" => 9,
            "Space" => 32,
            "Enter" => 13,
            "Escape" => 27,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            _ => 0,
        };
        let down = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        for kind in [down, "keyUp"] {
            self.call(
                "Input.dispatchKeyEvent",
                json!({ "type": kind, "code": code, "key": key, "modifiers": held, "text": text, "windowsVirtualKeyCode": number }),
            );
        }
    }

    /// Chooses a file in a file field, as the system's window does.
    pub(crate) fn choose_file(&self, field: &str, file: &std::path::Path) {
        let root = self.call("DOM.getDocument", json!({}));
        let asked = json!({ "nodeId": root["root"]["nodeId"], "selector": field });
        let node = self.call("DOM.querySelector", asked);
        self.call(
            "DOM.setFileInputFiles",
            json!({ "nodeId": node["nodeId"], "files": [file] }),
        );
    }

    /// Lets what the page saves go into a folder, as a person lets it.
    pub(crate) fn save_into(&self, folder: &std::path::Path) {
        let allowed = json!({ "behavior": "allow", "downloadPath": folder });
        self.browser.call(None, "Browser.setDownloadBehavior", allowed);
    }

    /// Shows the page as it would be printed, or as on the screen again.
    pub(crate) fn printing(&self, is_printing: bool) {
        let media = if is_printing { "print" } else { "" };
        self.call("Emulation.setEmulatedMedia", json!({ "media": media }));
    }

    /// A picture of what a person sees, as PNG.
    pub(crate) fn picture(&self) -> Vec<u8> {
        use base64::Engine;
        let picture = self.call("Page.captureScreenshot", json!({ "format": "png" }));
        let text = picture["data"].as_str().unwrap();
        base64::engine::general_purpose::STANDARD.decode(text).unwrap()
    }

    /// What would be printed, as PDF.
    pub(crate) fn paper(&self) -> Vec<u8> {
        use base64::Engine;
        let printed = self.call(
            "Page.printToPDF",
            json!({ "printBackground": true, "preferCSSPageSize": true }),
        );
        let text = printed["data"].as_str().unwrap();
        base64::engine::general_purpose::STANDARD.decode(text).unwrap()
    }

    /// Another screen: its size in CSS pixels, and `light` or `dark`.
    pub(crate) fn screen(&self, width: u32, height: u32, theme: &str) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size);
        self.prefers("prefers-color-scheme", theme);
    }

    /// A screen with four times the pixels.
    pub(crate) fn sharp(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// As for a person who has asked for no motion.
    pub(crate) fn calm(&self) {
        self.prefers("prefers-reduced-motion", "reduce");
    }

    fn prefers(&self, name: &str, value: &str) {
        let features = json!({ "features": [{ "name": name, "value": value }] });
        self.call("Emulation.setEmulatedMedia", features);
    }

    /// Takes the network away, or gives it back.
    pub(crate) fn offline(&self, is_offline: bool) {
        self.network(is_offline, 0);
    }

    /// Makes every answer come this many milliseconds late.
    pub(crate) fn far_away(&self, latency: u32) {
        self.network(false, latency);
    }

    fn network(&self, is_offline: bool, latency: u32) {
        let conditions = json!({ "offline": is_offline, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.call("Network.enable", json!({}));
        self.call("Network.emulateNetworkConditions", conditions);
    }

    /// Closes the page at once, as a closed tab is closed.
    pub(crate) fn close(&self) {
        self.browser
            .call(None, "Target.closeTarget", json!({ "targetId": self.target }));
    }
}
