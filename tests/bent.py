"""Files bent at one place: workbooks, text tables, documents and images as clumsy programs and strangers send them."""

import io
import re
import struct
import zipfile
import zlib

from PIL import Image

from webapp.foundation.spreadsheets import Sheet, write_xlsx

HEAD = ("Titel", "Datum", "Name", "E-Mail", "Plätze")
ROWS = (
    ("Dialog", "10.06.2027", "Ada Müller", "ada@example.org", 30),
    ("Größe zählt", "11.06.2027", "Ben Öz", "ben@example.org", 20),
    ("Öfen", "12.06.2027", "Cem", "cem@example.org", 10),
)
SHEET = "xl/worksheets/sheet1.xml"
STRINGS, STYLES, BOOK = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"
RELS = "xl/_rels/workbook.xml.rels"


def workbook(rows=ROWS, head=HEAD, title="Liste"):
    target = io.BytesIO()
    write_xlsx(target, [Sheet(title, head, rows)])
    return target.getvalue()


def repacked(content, change, *, compress=zipfile.ZIP_DEFLATED):
    """The box with `change(name, data)` for each of its parts; None drops one."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(target, "w", compress) as after:
        for name in before.namelist():
            data = change(name, before.read(name))
            if data is not None:
                after.writestr(name, data)
    return target.getvalue()


def with_part(part, change):
    """A workbook with one part changed."""
    return repacked(workbook(), lambda name, data: change(data) if name == part else data)


def in_sheet(pattern, replacement, count=1):
    return with_part(SHEET, lambda data: re.sub(pattern, replacement, data, count=count))


def of_rows(xml):
    """A workbook whose sheet has these rows beneath its headings and nothing else."""
    return with_part(
        SHEET,
        lambda data: re.sub(
            rb'(<row r="1".*?</row>).*</sheetData>', rb"\1" + xml + b"</sheetData>", data, flags=re.DOTALL
        ),
    )


def text(value):
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'.encode()


GOOD_ROW = b"".join(text(value) for value in ROWS[0])


def bent_workbooks():
    """Names and workbooks; each is read rightly or named."""
    good = workbook()
    yield "good", good
    for part in (SHEET, STRINGS, STYLES, BOOK, RELS, "[Content_Types].xml"):
        yield f"without {part}", repacked(good, lambda name, data, part=part: None if name == part else data)
        yield f"{part} empty", with_part(part, lambda _: b"")
        yield f"{part} cut", with_part(part, lambda data: data[: len(data) // 2])
        yield f"{part} no xml", with_part(part, lambda _: b"\x00\xff<<<&&&")
        yield f"{part} utf-16", with_part(part, lambda data: data.decode().replace("UTF-8", "UTF-16").encode("utf-16"))
        yield f"{part} strange encoding", with_part(part, lambda data: data.replace(b"UTF-8", b"x-klingon"))
        yield f"{part} entity", with_part(part, entity)
        yield f"{part} many elements", with_part(part, lambda data: data.replace(b"?>", b"?>" + b"<a>" * 50_000, 1))
        yield f"{part} long attribute", with_part(part, lambda data: data + b'<x y="' + b"z" * 300_000 + b'"/>')
    for row in (b"99999999999", b"1048576", b"1048577", b"0", b"-1", b"1", b"", b"x", b"1e9", "٣".encode()):
        yield f"row {row!r}", in_sheet(rb'<row r="3"', b'<row r="' + row + b'"')
    for cell in (b"ZZZ1", b"XFD1048576", b"A0", b"A99999999999", b"1A", b"", b"a3", b"AAAAAAA1"):
        yield f"cell {cell!r}", in_sheet(rb'r="A3"', b'r="' + cell + b'"')
    for value in (b"99999999", b"-1", b"x", b"", b"1e400", b"NaN", b"1" * 400):
        yield f"shared text {value!r}", in_sheet(rb'(<c r="A3"[^>]*><v>)\d+', rb"\g<1>" + value)
        yield f"number {value!r}", in_sheet(rb'(<c r="E3"[^>]*><v>)\d+', rb"\g<1>" + value)
        yield f"style {value!r}", in_sheet(rb'<c r="E3"', b'<c r="E3" s="' + value + b'"')
        yield f"kind {value!r}", in_sheet(rb'<c r="E3"', b'<c r="E3" t="' + value + b'"')
    yield "one row of many cells", of_rows(b"<row>" + b"<c/>" * 200_000 + b"</row>")
    yield "many empty rows", of_rows(b"<row/>" * 100_000 + b"<row>" + GOOD_ROW + b"</row>")
    yield "a long cell", of_rows(b"<row>" + text("x" * 900_000) + b"</row>")
    yield "only a far row", of_rows(b'<row r="99999999999">' + GOOD_ROW + b"</row>")
    yield (
        "a stray cell at the end",
        of_rows(b'<row r="2">' + GOOD_ROW + b'</row><row r="1048576">' + text("x") + b"</row>"),
    )
    yield "external", in_sheet(rb"</sheetData>", b'</sheetData><legacyDrawing r:id="rId99"/>')
    yield "stored bzip2", repacked(good, lambda _, data: data, compress=zipfile.ZIP_BZIP2)
    yield "stored lzma", repacked(good, lambda _, data: data, compress=zipfile.ZIP_LZMA)
    yield from bent_boxes(good)


def entity(data):
    return data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY f "&e;&e;">]>', 1)


def bent_boxes(good):
    """The box itself bent: cut, flipped, encrypted, of a foreign compression, lying about its sizes."""
    for share in (0.1, 0.5, 0.9, 0.99):
        yield f"cut at {share}", good[: int(len(good) * share)]
    for at in range(0, len(good), max(1, len(good) // 12)):
        yield f"flipped at {at}", good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]
    for offset, name in ((6, "flags"), (8, "compression"), (18, "packed"), (22, "unpacked")):
        for value in (b"\x01\x00", b"\x63\x00", b"\xff\xff"):
            yield f"first {name} {value!r}", good[:offset] + value + good[offset + 2 :]
        central = good.rindex(b"PK\x01\x02") + offset + 2
        yield f"last {name}", good[:central] + b"\xff\xff" + good[central + 2 :]


def bent_texts():
    """Names and text tables; each row of them is read rightly or named."""
    plain = "\r\n".join(";".join(map(str, row)) for row in (HEAD, *ROWS)) + "\r\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp850", "cp437", "mac_roman"):
        yield encoding, plain.encode(encoding)
    good = plain.encode()
    yield "sep", b"sep=;\r\n" + good
    yield "title", b"Unsere Liste\r\n\r\n" + good
    yield "mixed encodings", plain.encode("cp1252") + "Köche;1.1.2027;Zoë;z@example.org;1\r\n".encode()
    yield "dos and windows", b"Titel;Datum;Name;E-Mail\nM\xfc\x81ller;1.1.2027;M\xfc\x81ller;m@example.org\n"
    yield "high bytes", bytes(range(128, 256)) + b"\n" + good
    yield "nul", good.replace(b"Dialog", b"Dia\x00log")
    yield "controls", good.replace(b"Dialog", b"Dia\x01\x0b\x0c\x1f\x7flog")
    yield "old mac lines", good.replace(b"\r\n", b"\r")
    yield "open quote", good.replace(b"Dialog", b'"Dialog')
    yield "quotes inside", good.replace(b"Dialog", b'"Dia"log')
    yield "one quote at the end", good + b'"'
    yield "only quotes", b'"' * 5_000
    yield "a long cell", good.replace(b"Dialog", b"x" * 300_000)
    yield "many columns", good.replace(b"Dialog", b";" * 30_000)
    yield "many lines in one cell", good.replace(b"Dialog", b'"' + b"\n" * 30_000 + b'"')
    yield "blank lines", good + b"\r\n" * 50_000
    yield "no headings", good.partition(b"\r\n")[2]
    yield "headings only", good.partition(b"\r\n")[0]
    yield "html", b"<html><script>alert(1)</script><table><tr><td>Titel</td></tr></table></html>"
    yield "one letter", b"x"
    yield "blanks", b" \r\n\t "
    yield "nothing", b""


def png(width=1, height=1, pixels=b"\x00\x00"):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def picture(kind):
    target = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(target, kind)
    return target.getvalue()


def office(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in parts.items():
            box.writestr(name, data)
    return target.getvalue()


ODT = office({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
DOCX = office({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG, WEBP = picture("JPEG"), picture("WEBP")
SCRIPT = b"<script>alert(1)</script>"


def bent_documents():
    """Names and files as answers to a question; each is kept as what it is, or refused."""
    for name, good in (("odt", ODT), ("docx", DOCX), ("pdf", PDF), ("jpeg", JPEG), ("png", png()), ("webp", WEBP)):
        yield name, good
        yield f"{name} cut", good[: len(good) // 2]
        yield f"{name} and a script", good + SCRIPT
        yield f"{name} behind a script", SCRIPT + good
    for name, good in (("odt", ODT), ("docx", DOCX), ("xlsx", workbook())):
        for how, content in bent_boxes(good):
            yield f"{name} {how}", content
    for said in (b"\xff\xfe", b"x" * 60, b"", b"application/vnd.oasis.opendocument.formula"):
        yield f"mimetype {said!r}", office({"mimetype": said, "content.xml": b"<x/>"})
    yield "png of a billion points", png(2**31 - 1, 2**31 - 1)
    yield "png without points", png(0, 0, b"")
    yield "svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    yield "gif", b"GIF89a" + b"\x00" * 30
    yield "html", b"<!doctype html>" + SCRIPT
    yield "exe", b"MZ" + b"\x00" * 200
    yield "a box of zeros", office({"[Content_Types].xml": b"", "word/x": b"\x00" * 5_000_000})
    yield "nothing", b""
