"""Prints what openpyxl finds beside the rows of a workbook: sheets, notes at the header, the about sheet, and the rows of the first sheet that hold a text."""
import json
import sys

import openpyxl
from openpyxl.utils.escape import unescape

book = openpyxl.load_workbook(sys.argv[1])
sheet = book.worksheets[0]
print(json.dumps({
    "sheets": book.sheetnames,
    "notes": {cell.value: cell.comment.text for cell in sheet[1] if cell.comment},
    "about": {row[1]: row[2] for row in book["_about"].iter_rows(min_row=2, values_only=True)},
    "texts": [[unescape(cell.value), cell.data_type] for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str) and sys.argv[2] in cell.value],
}, ensure_ascii=False))
