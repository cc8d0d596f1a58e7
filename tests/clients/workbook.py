"""Drives Debian's openpyxl: `read FILE` prints every sheet's cells with their types, `write FILE` makes a workbook
with texts, numbers, dates and a formula, `edit FILE CELL TEXT...` sets cells of the first sheet and saves."""

import datetime
import json
import sys

import openpyxl


def read(name):
    """The cells of each sheet: text and type."""
    book = openpyxl.load_workbook(name)
    cells = lambda sheet: {cell.coordinate: [str(cell.value), cell.data_type] for row in sheet for cell in row if cell.value is not None}
    return {sheet.title: cells(sheet) for sheet in book}


def write(name):
    """A table of segments beside things that a careless writer loses."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Texts"
    for row in [
        ["source", "target", "count"],
        ["سلام", "Peace", "=LEN(A2)"],
        ["007", "007", 0.1],
        ["لا", None, 12345678901234],
    ]:
        sheet.append(row)
    sheet["D1"] = datetime.date(2024, 1, 15)
    sheet["A2"].comment = openpyxl.comments.Comment("which peace?", "Ruth")
    sheet["A1"].font = openpyxl.styles.Font(bold=True)
    book.create_sheet("Other")["B2"] = "untouched"
    book.save(name)


def edit(name, changes):
    """Sets cells as a person would, texts as texts."""
    book = openpyxl.load_workbook(name)
    for cell, text in zip(changes[::2], changes[1::2]):
        book.worksheets[0][cell].value = text
        book.worksheets[0][cell].data_type = "s"
    book.save(name)


if sys.argv[1] == "read":
    json.dump(read(sys.argv[2]), sys.stdout)
elif sys.argv[1] == "write":
    write(sys.argv[2])
else:
    edit(sys.argv[2], sys.argv[3:])
