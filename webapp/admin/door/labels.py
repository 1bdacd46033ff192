"""Words for links of helpers, doors, papers and label sheets."""

from flask_babel import lazy_gettext as _l

from webapp.accounts.types import Role
from webapp.checkin.types import PointKind
from webapp.documents.types import PaperKind

LINK_ROLES = {
    Role.DOOR.value: _l("The check-in at the door"),
    Role.FACILITATOR.value: _l("The facilitation of stations and groups"),
}


POINT_KINDS = {
    PointKind.GATE.value: _l("An entrance of the event"),
    PointKind.ROOM.value: _l("A room or station that counts who is in it"),
}


PAPER_KINDS = {
    PaperKind.BADGES.value: _l("Name badges"),
    PaperKind.DOOR_LIST.value: _l("Check-in list, in case all batteries run flat"),
    PaperKind.ATTENDANCE.value: _l("Sign-in sheet"),
    PaperKind.CERTIFICATES.value: _l("Certificates of attendance, for everyone who attended"),
}


LABEL_SHEETS = {
    "cut": _l("plain A4 for cutting, 90 × 54 mm, ten per page"),
    "sheet_80x50": _l("label sheet A4, 80 × 50 mm, ten on a page with gaps of 15 and 5 mm"),
    "sheet_85x54": _l("card sheet A4, 85 × 54 mm, ten on a page with a gap of 10 mm"),
    "roll_101x54": _l("label printer, 101 × 54 mm"),
    "roll_100x62": _l("label printer, 100 × 62 mm"),
    "a6": _l("A6 for lanyards, 148 × 105 mm"),
}
