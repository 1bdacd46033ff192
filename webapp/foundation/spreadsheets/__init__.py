"""Tables out and in: XLSX and CSV whose cells stay what they are, and untrusted ones that can do no harm."""

from webapp.foundation.spreadsheets.above import belonging_beneath
from webapp.foundation.spreadsheets.heads import Headings
from webapp.foundation.spreadsheets.kinds import foreign_kind
from webapp.foundation.spreadsheets.letters import lines_of
from webapp.foundation.spreadsheets.reading import Table, check, rows_of, tables_in
from webapp.foundation.spreadsheets.twice import written_once
from webapp.foundation.spreadsheets.types import UNREADABLE, Budget, Row, TableInvalidError, TableProblem
from webapp.foundation.spreadsheets.writing import CSV_TYPE, XLSX_TYPE, Cell, Sheet, write_csv, write_xlsx

__all__ = [
    "CSV_TYPE",
    "UNREADABLE",
    "XLSX_TYPE",
    "Budget",
    "Cell",
    "Headings",
    "Row",
    "Sheet",
    "Table",
    "TableInvalidError",
    "TableProblem",
    "belonging_beneath",
    "check",
    "foreign_kind",
    "lines_of",
    "rows_of",
    "tables_in",
    "write_csv",
    "write_xlsx",
    "written_once",
]
