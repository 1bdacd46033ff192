"""Tables out and in: XLSX and CSV whose cells stay what they are, and untrusted ones that can do no harm."""

from webapp.foundation.spreadsheets.reading import TableInvalidError, TableProblem, check, rows_of
from webapp.foundation.spreadsheets.writing import CSV_TYPE, XLSX_TYPE, Cell, Sheet, write_csv, write_xlsx

__all__ = [
    "CSV_TYPE",
    "XLSX_TYPE",
    "Cell",
    "Sheet",
    "TableInvalidError",
    "TableProblem",
    "check",
    "rows_of",
    "write_csv",
    "write_xlsx",
]
