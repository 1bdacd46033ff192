from webapp.admin.door.blueprint import blueprint
from webapp.admin.door.views import access, door, papers

__all__ = ["access", "blueprint", "door", "papers"]
