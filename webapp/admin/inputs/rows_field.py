"""Rows of a form, as many as there are and some to fill in."""

from collections.abc import Callable, Sequence
from typing import Any, Unpack

from flask_babel.speaklater import LazyString
from wtforms import Field, FieldList
from wtforms.utils import unset_value

from webapp.admin.inputs.controls import FieldWords


class RowsField(FieldList):  # type: ignore[type-arg] # generic in its stubs alone
    """Rows of a form: those that are there and some empty ones, together up to `most`.

    What is there is shown in any case, also where it is more than the desk lets anybody enter.
    """

    def __init__(
        self,
        row: Field,
        label: LazyString | str | None = None,
        *,
        spare: int,
        most: int,
        fewest: int,
        **more: Unpack[FieldWords],
    ) -> None:
        super().__init__(row, label, min_entries=fewest, max_entries=most, **more)
        self._spare, self._most = spare, most

    def process(
        self, formdata: Any, data: Any = unset_value, extra_filters: Sequence[Callable[[object], object]] | None = None
    ) -> None:
        known = list(data) if data and data is not unset_value else []
        self.max_entries = max(self._most, len(known))
        rows = [*known, *({} for _ in range(self._spare))][: self.max_entries]
        super().process(formdata, rows, extra_filters)
