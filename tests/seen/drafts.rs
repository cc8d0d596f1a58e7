//! Drafts made by the program itself, in a folder of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The article that the README drafts.
pub(crate) const ARABIC: &str = include_str!("../samples/kerry-lavrov.ar.txt");

const MEMORY: &str = "tests/samples/house.tmx";

/// An English article whose sentences the memory holds with their Arabic.
pub(crate) const ENGLISH: &str = "In a telephone call between the two ministers, Kerry told Lavrov that “the United States is \
     preparing to suspend its bilateral engagement with Russia over Syria, in particular the establishment of a joint \
     centre for military coordination as provided for in the Russian-American agreement signed in Geneva on September \
     9, before it collapsed ten days later”.\n\
     It explained that Lavrov had told Kerry in a telephone call that “leaders of the Nusra Front have spoken openly \
     of outside support that includes supplies of American weapons”.\n\
     John Kirby counted 14 air strikes on the city.";

/// A workspace with one drafted article.
pub(crate) struct Draft {
    folder: TempDir,
}

impl Draft {
    /// The sample from Arabic to English, without a memory: all but the by-line is empty.
    pub(crate) fn bare() -> Self {
        let draft = Self::folder("article.txt", ARABIC);
        draft.run(&["draft", "article.txt"]);
        draft
    }

    /// The sample from Arabic to English with a memory: exact, fuzzy and empty segments.
    pub(crate) fn arabic() -> Self {
        let draft = Self::folder("article.txt", ARABIC);
        let memory = memory();
        draft.run(&["memory", "import", &memory]);
        draft.run(&["draft", "article.txt"]);
        draft
    }

    /// From English to Arabic: two segments from the memory, one empty.
    pub(crate) fn english() -> Self {
        let draft = Self::folder("article.txt", ENGLISH);
        let memory = memory();
        draft.run(&["memory", "import", &memory, "--from", "en", "--to", "ar"]);
        draft.run(&["draft", "article.txt", "--from", "en", "--to", "ar"]);
        draft
    }

    /// A document drafted by a glossary that has its paragraphs as terms, and given back translated; where it is.
    pub(crate) fn document(
        (name, bytes): (&str, &[u8]),
        (from, to): (&str, &str),
        pairs: &[(&str, &str)],
    ) -> (Self, PathBuf) {
        let draft = Self::folder("unused.txt", "");
        fs::write(draft.path().join(name), bytes).unwrap();
        let rows: String = pairs
            .iter()
            .map(|(source, target)| format!("{source}\t{target}\tphrase\n"))
            .collect();
        fs::create_dir_all(draft.path().join("glossaries")).unwrap();
        let glossary = format!("glossaries/house.{from}-{to}.tsv");
        fs::write(
            draft.path().join(glossary),
            format!("source\ttarget\tkind\n{rows}"),
        )
        .unwrap();
        draft.run(&["draft", name, "--from", from, "--to", to, "-o", "unused.html"]);
        let out = draft.path().join(format!("out-{name}"));
        draft.run(&["export", name, "--view", "target", "-o", out.to_str().unwrap()]);
        (draft, out)
    }

    fn folder(name: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        let draft = Self { folder };
        draft.run(&["init"]);
        draft
    }

    /// The workspace.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The article in the format of `extension`.
    pub(crate) fn export(&self, extension: &str, view: &str) -> PathBuf {
        let name = format!("{view}.{extension}");
        self.run(&["export", "article.txt", "--view", view, "-o", &name]);
        self.path().join(name)
    }

    /// Runs the program in the workspace.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_tarjuman"))
            .args(arguments)
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .current_dir(self.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "tarjuman {arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }
}

fn memory() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(MEMORY)
        .display()
        .to_string()
}
