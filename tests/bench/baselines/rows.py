"""What the framework costs: one event and twelve agenda rows through SQLAlchemy into a Jinja page."""

import os
from datetime import datetime

from flask import Flask, render_template_string
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{os.environ['BENCH_DIR']}/rows.sqlite3"
db.init_app(app)


class Event(Base):
    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    starts_at: Mapped[datetime]


class Item(Base):
    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    title: Mapped[str]
    starts_at: Mapped[datetime]
    speaker: Mapped[str]


PAGE = """<!doctype html><html lang="de"><head><title>{{ event.title }}</title></head><body>
<h1>{{ event.title }}</h1><p>{{ event.starts_at }}</p>
<ol>{% for item in items %}
<li><b>{{ item.starts_at }}</b> {{ item.title }} <i>{{ item.speaker }}</i></li>{% endfor %}</ol>
</body></html>"""


@app.get("/events/<slug>")
def event(slug: str) -> str:
    found = db.session.scalars(select(Event).where(Event.slug == slug)).one()
    items = db.session.scalars(select(Item).where(Item.event_id == found.id).order_by(Item.starts_at)).all()
    return render_template_string(PAGE, event=found, items=items)


def fill() -> None:
    """One event with twelve items."""
    with app.app_context():
        db.create_all()
        moment = datetime(2026, 5, 6, 15, 0)
        db.session.add(Event(id=1, slug="bench", title="Zukunftswerkstatt", starts_at=moment))
        db.session.flush()
        for number in range(12):
            title = f"Programmpunkt {number}"
            db.session.add(Item(event_id=1, title=title, starts_at=moment, speaker="Erika Beispiel"))
        db.session.commit()
