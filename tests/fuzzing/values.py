"""What people, programs and strangers put where something else was meant."""

import io
import zipfile
from random import Random

WORDS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "a\udfffb",
    "99999999999999999999",
    "-99999999999999999999",
    "-1",
    "0",
    "2147483648",
    "1e999",
    "NaN",
    "١٢",
    "²",
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "2027-02-30",
    "0000-00-00",
    "24:00",
    "23:59",
    "00:00",
    "Wort " * 1_000,
    "x" * 70_000,
    "Zwei\r\nZeilen\n.\n",
    "<b>&\"'</b>",
    "\u202eegap",
    "%s %(name)s {0} {{ 7*7 }}",
    "../../etc/passwd",
    "\U0001f600" * 60,
    "İßﬁ e\u0308",
    "a@b",
    "@",
    "x" * 400 + "@example.org",
    "kim@[300.1.1.1]",
    "kim@xn--a.example",
    "http://[",
    "https://[::1",
    "javascript:alert(1)",
    "=1+1",
    "[]",
    "true",
    "None",
    "\ufeff",
    "a,b;c",
    "de",
)
JSON = (
    None,
    True,
    -1,
    0,
    2**31,
    10**20,
    1.5,
    1e308,
    "",
    "\x00",
    "\ud800",
    "x" * 3_000,
    [],
    [[]],
    {},
    {"a": 1},
    ["x"] * 700,
)
HEADERS = {
    "If-None-Match": ("*", '"', 'W/"x\x80", ,', "x" * 5_000),
    "If-Modified-Since": (
        "gestern",
        "Mon, 99 Foo 0000 99:99:99 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "0",
        "1 Jan 0001",
    ),
    "Range": ("bytes=", "bytes=9-1,-0,x", "bytes=99999999999999999999-", "rows=1-2"),
    "If-Range": ("x", "gestern"),
    "Accept": ("", "*/*;q=NaN", "application/json", "text/html;q=x", ";;,,=", "\x80"),
    "Accept-Language": ("", "de;q=NaN,*;q=1e999", ",,;", "xx-" + "y" * 3_000, "\xff\xfe"),
    "Accept-Encoding": ("gzip;q=NaN", "gzip;q=0", "\x80", ";;=,"),
    "Cookie": (
        "dialogwerk=",
        "dialogwerk=eyJ4Ijo.x.y; lang=\x80",
        "=;=",
        "lang=de; lang=en; " + "a=b; " * 200,
        'lang="\\777"',
    ),
    "Content-Type": (
        "text/plain",
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=" + "x" * 500,
        "application/x-www-form-urlencoded; charset=utf-7",
        "\x80/\xff",
    ),
    "Referer": ("http://[", "\x80", "x" * 3_000),
    "Origin": ("null", "http://["),
    "X-Forwarded-For": ("\x80", "1.2.3.4, " * 100),
    "X-CSRFToken": ("x", "\x80"),
    "Authorization": ("Basic \x80", "Bearer x", "Basic ===="),
    "User-Agent": ("\x80", ""),
}
BODIES = (
    b"",
    b"{",
    b"[" * 50_000,
    b"\xff\xfe",
    b"--x\r\n",
    b"a=%ZZ&%00=%ff&=",
    b"&" * 2_000,
    b"null",
    b'{"values": 5}',
)


def odd_file(random: Random) -> tuple[bytes, str]:
    """Something uploaded, and what it is called."""
    name = random.choice(("a.pdf", "a.odt", "a.xlsx", "\x00.csv", "../../x.ics", "", "ä" * 300 + ".csv", "a.html"))
    return random.choice(_FILES)(random), name


def _container(random: Random) -> bytes:
    """An office's file, with one byte changed or cut off."""
    out = io.BytesIO()
    kind = random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(out, "w", kind) as box:
        box.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        box.writestr("[Content_Types].xml", "<Types/>")
        box.writestr("xl/workbook.xml", "<workbook/>")
    whole = bytearray(out.getvalue())
    for _ in range(random.randrange(4)):
        whole[random.randrange(4, len(whole))] = random.randrange(256)
    return bytes(whole[: random.choice((len(whole), len(whole), random.randrange(5, len(whole))))])


_FILES = (
    lambda _: b"",
    lambda _: b"%PDF-1.7\n",
    lambda random: random.randbytes(300),
    lambda _: b"Name;E-Mail\n\x00;\xff\n",
    lambda _: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
    _container,
    _container,
)
