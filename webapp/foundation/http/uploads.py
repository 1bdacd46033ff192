"""Files that come with a form are looked at before anything is written: nobody waits while one is unpacked."""

from contextlib import suppress

from flask import request

from webapp.foundation import files


def look_at_files() -> None:
    """Before a view of a blueprint with forms that take files; what is found then is known to it (`whole_files`)."""
    if request.method != "POST":
        return
    for upload in request.files.values():
        content = upload.stream.read(files.LARGEST_BYTES + 1)
        upload.stream.seek(0)
        with suppress(files.FileRefusedError):
            files.type_of_whole(content)
