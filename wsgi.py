"""For any WSGI server: `wsgi:app`."""

from webapp.factory import create_app
from webapp.foundation.settings import SettingsError

try:
    app = create_app()
except SettingsError as problem:
    raise SystemExit(f"Error: {problem}") from None
