//! Names with a rendering that no model would choose: whether a draft holds it, and leaves the rest as it was.

use std::path::Path;

/// Sentences with one name each; `@` stands for it.
const TEMPLATES: [&str; 4] = [
    "@ met the prime minister in the capital on Monday.",
    "The lawyer of @ rejected the charges yesterday.",
    "Reporters asked @ about the results of the election.",
    "According to @, the company will hire more people next year.",
];

/// What came of names whose free translation keeps the name once, so that the right draft is known: the free one with
/// the name exchanged.
pub(crate) struct Held {
    /// How many they are.
    pub(crate) known: usize,
    /// Drafts with the rendering exactly once.
    pub(crate) once: usize,
    /// Drafts in which the name was left standing.
    pub(crate) left: usize,
    /// Drafts equal to the right one.
    pub(crate) equal: usize,
    /// The others, with what they should be.
    pub(crate) others: Vec<String>,
}

/// Drafts a sentence for each name in `folder`, without and with a glossary, by `tarjuman` with the arguments given.
pub(crate) fn held(folder: &Path, tarjuman: &dyn Fn(&[&str])) -> Held {
    let names: Vec<(&str, String)> = include_str!("../samples/names.en.txt")
        .split_whitespace()
        .map(|name| (name, format!("{name}êz")))
        .collect();
    let sentence = |(number, (name, _)): (usize, &(&str, String))| {
        TEMPLATES[number % TEMPLATES.len()].replace('@', name) + "\n"
    };
    let text: String = names.iter().enumerate().map(sentence).collect();
    let rows = names.iter().map(|(name, odd)| format!("{name}\t{odd}\tperson\n"));
    let glossary = format!("source\ttarget\tkind\n{}", rows.collect::<String>());
    write(&folder.join("g.tsv"), &glossary);
    let [free, held] = [("free", &[][..]), ("held", &["--glossary", "g.tsv"])].map(|(file, more)| {
        let (input, output) = (format!("{file}.txt"), format!("{file}.tsv"));
        write(&folder.join(&input), &text);
        let fixed = [
            "draft",
            &input,
            "--from",
            "en",
            "--to",
            "pt",
            "--backend",
            "firefox",
            "-o",
            &output,
        ];
        tarjuman(&[&fixed[..], more].concat());
        targets(&folder.join(output))
    });
    let mut figures = Held {
        known: 0,
        once: 0,
        left: 0,
        equal: 0,
        others: Vec::new(),
    };
    for (((name, odd), free), held) in names.iter().zip(&free).zip(&held) {
        if free.matches(name).count() != 1 {
            continue;
        }
        let right = free.replace(name, odd);
        figures.known += 1;
        figures.once += usize::from(held.matches(odd.as_str()).count() == 1);
        figures.left += usize::from(held.replace(odd.as_str(), "").contains(name));
        figures.equal += usize::from(*held == right);
        if *held != right {
            figures.others.push(format!("{held}\n  instead of {right}"));
        }
    }
    figures
}

impl Held {
    /// The figures in words.
    pub(crate) fn report(&self) -> String {
        let percent = |count: usize| 100.0 * count as f64 / self.known.max(1) as f64;
        format!(
            "{} names: rendering exactly once {:.1} %, name left {:.1} %, equal to the ideal {:.1} %\n{}",
            self.known,
            percent(self.once),
            percent(self.left),
            percent(self.equal),
            self.others.join("\n")
        )
    }
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

fn targets(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let target = |line: &str| line.split('\t').nth(3).unwrap().to_owned();
    text.lines().skip(1).map(target).collect()
}
