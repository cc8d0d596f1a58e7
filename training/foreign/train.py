#!/usr/bin/env python3
"""Makes src/language/data/foreign/ar.txt: how much likelier runs of letters are in foreign names than in Arabic words.

    python3 training/foreign/train.py > src/language/data/foreign/ar.txt

Run in the project's folder. Names are those of benches/material/names (google/transliteration, Apache-2.0), ordinary words those
of the lexicon of Arabic and English and of the benchmarks' own Arabic that the lexicon knows. Both get a model of four letters
(interpolated absolute discounting); what is written is the difference of their logarithms, in tenths, for every run whose
difference is not that of the run without its first letter.
"""

import collections
import glob
import math
import re

ORDER = 4
DISCOUNT = 0.75
LETTERS = 45
STEPS = 10
# A longer run is written where it says so much more than the shorter one.
NEWS = 8
# And where it was seen so often.
SEEN = 3
PREFIXES = ["", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ولل", "فال", "كال", "وب", "ول", "س", "وس"]
SUFFIXES = ["", "ها", "ه", "هم", "هما", "نا", "ي", "ات", "ون", "ين", "ان", "وا", "ت", "ة", "ا", "ك", "كم"]
MARKS = re.compile("[\u064b-\u0652\u0640\u0670]")
ARABIC = re.compile("[\u0620-\u065f\u0670-\u06d3]+")


def fold(word):
    word = MARKS.sub("", word)
    return re.sub("[أإآٱ]", "ا", word)


def stems(word):
    for prefix in PREFIXES:
        if word.startswith(prefix):
            rest = word[len(prefix):]
            for suffix in SUFFIXES:
                if rest.endswith(suffix) and len(rest) - len(suffix) > 1:
                    yield rest[: len(rest) - len(suffix)]


class Model:
    def __init__(self, words):
        self.runs, self.after, self.kinds = (collections.Counter(), collections.Counter(), collections.defaultdict(set))
        for word, count in words:
            text = f"^{word}$"
            for end in range(2, len(text) + 1):
                for length in range(1, ORDER + 1):
                    run = text[max(end - length, 0):end]
                    if len(run) < length:
                        break
                    self.runs[run] += count
                    self.after[run[:-1]] += count
                    self.kinds[run[:-1]].add(run[-1])

    def probability(self, run):
        shorter = self.probability(run[1:]) if len(run) > 1 else 1 / LETTERS
        before = run[:-1]
        if not self.after[before]:
            return shorter
        left = DISCOUNT * len(self.kinds[before]) * shorter
        return (max(self.runs[run] - DISCOUNT, 0) + left) / self.after[before]


def main():
    names = {fold(line.split("\t")[0]) for line in open("benches/material/names/ar2en-train.tsv") if line[0] != "#"}
    listed_names, listed_words = set(), set()
    for line in open("src/language/data/pairs/ar-en.txt"):
        if line[0] != "#" and "|" in line:
            source, target = line.split("|")
            listed = listed_names if target.lstrip("~ ")[:1].isupper() else listed_words
            listed.update(map(fold, source.split()))
    words = set(listed_words)
    for path in sorted(glob.glob("benches/checks/*.ar-en.tsv")):
        for line in open(path):
            words.update(
                word
                for word in map(fold, ARABIC.findall(line.split("\t")[0]))
                if any(stem in listed_words for stem in stems(word))
                and not any(stem in listed_names or stem in names for stem in stems(word))
            )
    named = [(glue + name, share) for name in sorted(names) if len(name) > 2
             for glue, share in (("", 1.0), ("و", 0.12), ("ل", 0.07), ("ب", 0.05))]
    told = [(word, 1) for word in sorted(words) if len(word) > 2]
    as_name, as_word = Model(named), Model(told)

    def difference(run):
        return math.log(as_name.probability(run) / as_word.probability(run)) * STEPS

    written = {}

    def known(run):
        while run and run not in written:
            run = run[1:]
        return written.get(run, 0)

    runs = {run for model in (as_name, as_word) for run in model.runs}
    for run in sorted(runs, key=lambda run: (len(run), run)):
        value = max(-127, min(127, round(difference(run))))
        seen = as_name.runs[run] + as_word.runs[run]
        if len(run) == 1 or (seen >= SEEN and abs(value - known(run[1:])) >= NEWS):
            written[run] = value
    print("# How much likelier runs of letters are in foreign names than in Arabic words: training/foreign/train.py.")
    for run, value in sorted(written.items()):
        print(f"{run}\t{value}")


main()
