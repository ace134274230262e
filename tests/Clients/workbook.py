"""Prints the first sheet of a workbook as openpyxl reads it: one JSON array for each row."""
import datetime
import json
import sys

import openpyxl


def cell(value):
    if isinstance(value, datetime.datetime):
        return value.isoformat().replace("T00:00:00", "")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


for row in openpyxl.load_workbook(sys.argv[1]).worksheets[0].iter_rows(values_only=True):
    print(json.dumps([cell(value) for value in row], ensure_ascii=False))
