//! Texts that nothing but their meaning holds together, aligned with the engine and without.

use std::path::Path;

/// Sentences of like length that share no name, number or cognate; of the translation one is missing.
const ENGLISH: [&str; 9] = [
    "The cat sleeps by the fire.",
    "The rain fell on the roof.",
    "The window was left open.",
    "My brother drinks milk now.",
    "The dogs ran to the beach.",
    "She bought bread and cheese.",
    "We walk home every evening.",
    "The old tree lost its leaves.",
    "The children went to sleep.",
];
const PORTUGUESE: [&str; 9] = [
    "O gato dorme junto ao fogo.",
    "A chuva caiu no telhado.",
    "A janela ficou aberta.",
    "Meu irmão bebe leite agora.",
    "Os cães correram para a praia.",
    "Ela comprou pão e queijo.",
    "Andamos para casa todas as noites.",
    "A velha árvore perdeu as folhas.",
    "As crianças foram dormir.",
];

/// The English sentence that is said to have no counterpart, for each Portuguese one that is left out. `run` gives the standard
/// output of the program with these arguments.
pub(crate) fn found(folder: &Path, more: &[&str], run: &dyn Fn(&[&str]) -> String) -> Vec<Option<u64>> {
    let missing = |left_out: usize| {
        let mut target = PORTUGUESE.to_vec();
        target.remove(left_out);
        std::fs::write(folder.join("a.en"), ENGLISH.join("\n")).unwrap();
        std::fs::write(folder.join("a.pt"), target.join("\n")).unwrap();
        let files = ["memory", "align", "--sentences", "--format", "jsonl"];
        let languages = ["--from", "en", "--to", "pt", "a.en", "a.pt"];
        let told = run(&[&files, more, &languages].concat());
        let beads = told
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let alone = beads
            .filter(|bead| bead["target"] == serde_json::json!([]))
            .collect::<Vec<_>>();
        match &alone[..] {
            [bead] => bead["source"][0].as_u64(),
            _ => None,
        }
    };
    (0..PORTUGUESE.len()).map(missing).collect()
}
