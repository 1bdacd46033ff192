"""Words for how a tender stands."""

from flask_babel import lazy_gettext as _l

from webapp.procurement.types import TenderStatus

TENDER_STATES = {
    TenderStatus.PLANNED.value: _l("Planned"),
    TenderStatus.ACTIVE.value: _l("Open for bids"),
}
