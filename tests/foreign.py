"""Files that people take for tables: each as its program begins it, with the name that stands for what it is."""

import gzip
import io
import struct
import zipfile

from tests.bent import DOCX, JPEG, ODT, PDF, WEBP, png, workbook

_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_HTML = "<table><tr><td>Titel</td><td>Datum</td></tr><tr><td>A</td><td>1.1.2027</td></tr></table>"


def compound(*streams):
    """A compound file (MS-CFB) with these streams: header, a table of sectors, a directory."""
    header = _MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    table = struct.pack("<3I", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE)
    return header.ljust(512, b"\xff") + table.ljust(512, b"\xff") + b"".join(map(_entry, ("Root Entry", *streams)))


def _entry(name):
    written = (name + "\0").encode("utf-16-le")
    return written.ljust(64, b"\0") + struct.pack("<HBB", len(written), 2, 1) + bytes(60)


def box(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def _opened(kind):
    return box({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"})


def foreign_files():
    """Name, content and what it is."""
    yield "termine.xls", compound("Workbook", "\x05SummaryInformation"), "old_workbook"
    yield "excel95.xls", compound("Book"), "old_workbook"
    yield "excel4.xls", bytes.fromhex("0904060000001000") + bytes(200), "old_workbook"
    yield "gesperrt.xlsx", compound("EncryptionInfo", "EncryptedPackage"), "locked_workbook"
    yield "brief.doc", compound("WordDocument", "1Table"), "document"
    yield "nachricht.msg", compound("__properties_version1.0"), "document"
    yield "mappe.xlsb", box({"[Content_Types].xml": "<x/>", "xl/workbook.bin": b"\x83"}), "binary_workbook"
    yield "tabelle.ods", _opened("spreadsheet"), "open_document"
    yield "brief.odt", _opened("text"), "document"
    yield "tabelle.fods", '<?xml version="1.0"?>\n<office:document xmlns:office="x">', "open_document"
    yield "liste.numbers", box({"Index/Document.iwa": b"\0", "Index/CalculationEngine.iwa": b"\0"}), "numbers"
    yield "alt.numbers", box({"Index.zip": b"PK", "preview.jpg": b"\xff"}), "numbers"
    for page in (_HTML, f"<html><body>{_HTML}", f"<!DOCTYPE html>\n<HTML>{_HTML}", f"<!-- x --><!-- y -->\n {_HTML}"):
        yield "seite.xls", page, "web_page"
        yield "seite16.xls", page.encode("utf-16"), "web_page"
        yield "seite8.xls", page.encode("utf-8-sig"), "web_page"
    yield "excel.htm.xls", '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta>', "web_page"
    yield "seite.mht", "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=text/html\r\n", "web_page"
    yield "seite2.mht", "From: <x>\r\nSubject: y\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n", "web_page"
    xml = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    space = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    yield "alt.xml", f'<?xml version="1.0"?>\n<Workbook {space}><Worksheet/>', "xml_workbook"
    yield "alt.xls", f"{xml}<Workbook {space}><Worksheet/>", "xml_workbook"
    yield "alt2.xls", f'<?xml version="1.0"?>\n<ss:Workbook xmlns:ss="urn:x" {space}>', "xml_workbook"
    for content in (PDF, JPEG, WEBP, png(), DOCX, ODT, b"{\\rtf1 x}", b"GIF89a" + bytes(30)):
        yield "sonst.pdf", content, "document"
    yield "kontakte.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nEND:VCARD\r\n", "cards"
    yield "termine.ics", "\ufeffBEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "calendar"
    yield "gepackt.zip", box({"termine.csv": "Titel;Datum"}), "packed"
    yield "gepackt.gz", gzip.compress(b"Titel;Datum\n"), "packed"


def own_files():
    """Tables that must be told from these."""
    yield workbook()
    yield b"Titel;Datum\nA <table>;1.1.2027\n"
    yield b"<Titel>;Datum\nA;1.1.2027\n"
    yield "Subject;Start Date\nMIME-Version;1.1.2027\n".encode("utf-16")
    yield b"Tabelle;Datum\nText/html;1.1.2027\n"
    yield b""
