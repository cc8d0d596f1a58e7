"""Drives Debian's translate-toolkit: `read FILE...` prints each file's units, `time FILE`
the seconds of reading it, `write FOLDER` makes files of the units on
standard input. Units are lists of source and target."""

import json
import sys
import time
from pathlib import Path

from translate.storage import factory, po, tbx, tmx, xliff

LANGUAGES = ("ar", "en")


def read(names):
    """The units of each file as the toolkit sees them."""
    files = {}
    for name in names:
        store = factory.getobject(name)
        units = [unit for unit in store.units if not unit.isheader() and unit.source]
        files[Path(name).name] = [[str(unit.source), str(unit.target or "")] for unit in units]
    return files


def write(folder, units):
    """One file of each format."""
    for name, store in {
        "toolkit.xlf": xliff.xlifffile(),
        "toolkit.tmx": tmx.tmxfile(sourcelanguage=LANGUAGES[0]),
        "toolkit.tbx": tbx.tbxfile(sourcelanguage=LANGUAGES[0]),
        "toolkit.po": po.pofile(),
    }.items():
        store.setsourcelanguage(LANGUAGES[0])
        store.settargetlanguage(LANGUAGES[1])
        for source, target in units:
            if isinstance(store, tmx.tmxfile):
                store.addtranslation(source, LANGUAGES[0], target, LANGUAGES[1])
            elif isinstance(store, tbx.tbxfile):
                unit = tbx.tbxunit(source)
                unit.setsource(source, LANGUAGES[0])
                unit.settarget(target, LANGUAGES[1])
                store.addunit(unit)
            else:
                store.addsourceunit(source).target = target
        with open(Path(folder) / name, "wb") as file:
            store.serialize(file)


if sys.argv[1] == "read":
    json.dump(read(sys.argv[2:]), sys.stdout)
elif sys.argv[1] == "time":
    begin = time.perf_counter()
    factory.getobject(sys.argv[2])
    print(time.perf_counter() - begin)
else:
    write(sys.argv[2], json.load(sys.stdin))
