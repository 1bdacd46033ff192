from webapp.admin.contacts.blueprint import blueprint
from webapp.admin.contacts.views import bulk, entering, exports, lists, people, person, tables

__all__ = ["blueprint", "bulk", "entering", "exports", "lists", "people", "person", "tables"]
