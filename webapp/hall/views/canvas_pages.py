"""Around the canvas: its links to measures and goals, its history, its state, and the view for the projector."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Form

from webapp.accounts import access
from webapp.canvases import queries, services
from webapp.canvases.errors import LinkInvalidError
from webapp.canvases.wording import contribution_text, sheet
from webapp.foundation import clock
from webapp.foundation.http import language
from webapp.foundation.http.idempotency import once
from webapp.hall.blueprint import blueprint
from webapp.hall.canvas_access import OpenCanvas, is_group, open_by_token
from webapp.hall.canvas_steps import take_step
from webapp.hall.link_form import link_form, put_link_problems


@blueprint.get("/canvases/<token>/present")
@access.by_token
def present_canvas(token: str) -> ResponseReturnValue:
    """The canvas for the projector and for paper."""
    opened = open_by_token(token)
    return render_template(
        "hall/canvases/present.html",
        canvas=opened.canvas,
        token=token,
        sheet=sheet(opened.canvas),
        contribution_text=contribution_text,
    )


@blueprint.route("/canvases/<token>/links", methods=["GET", "POST"])
@access.by_token
@once
def canvas_links(token: str) -> ResponseReturnValue:
    """What the canvas does for measures and goals, and saying so."""
    opened = open_by_token(token)
    if request.method == "GET":
        return _links_page(opened, link_form(queries.targets()))
    form = link_form(queries.targets(), request.form)
    try:
        services.link(
            canvas=opened.canvas,
            target=queries.find_target(form.data["target"] or ""),
            kind=form.data["kind"] or "",
            reason=form.data["reason"] or "",
            now=clock.now(),
        )
    except LinkInvalidError as refused:
        put_link_problems(form, refused)
        return _links_page(opened, form), 422
    flash(_("The canvas is linked."), "success")
    return redirect(url_for("hall.canvas_links", token=token), 303)


def _links_page(opened: OpenCanvas, form: Form) -> str:
    return render_template(
        "hall/canvases/links.html",
        canvas=opened.canvas,
        token=opened.token,
        may_write=opened.may_write,
        form=form,
        plan_of=queries.plan_of,
        contribution_text=contribution_text,
    )


@blueprint.post("/canvases/<token>/links/<link_id>/remove")
@access.by_token
@once
def remove_link(token: str, link_id: str) -> ResponseReturnValue:
    """Take a link back."""
    canvas = open_by_token(token).canvas
    services.unlink(canvas=canvas, link=queries.get_link(canvas.id, link_id))
    flash(_("The link has been removed."), "info")
    return redirect(url_for("hall.canvas_links", token=token), 303)


@blueprint.post("/canvases/<token>/status")
@access.by_token
@once
def canvas_status(token: str) -> ResponseReturnValue:
    """One step on or back: draft, presented, released."""
    take_step(open_by_token(token).canvas, request.form.get("status", ""))
    return redirect(url_for("hall.canvas", token=token), 303)


@blueprint.route("/canvases/<token>/history", methods=["GET", "POST"])
@access.by_token
@once
def canvas_history(token: str) -> ResponseReturnValue:
    """Who (the group or the facilitation) wrote what when; an older version can be read and brought back."""
    opened = open_by_token(token)
    if request.method == "POST":
        version = request.form.get("version", default=0, type=int)
        services.restore(canvas=opened.canvas, version=version, now=clock.now())
        flash(_("The older version has been restored. Later changes are still in the history."), "success")
        return redirect(url_for("hall.canvas", token=token), 303)
    asked = request.args.get("version", type=int)
    shown = queries.get_writing(opened.canvas.id, asked) if asked is not None else None
    return render_template(
        "hall/canvases/history.html",
        canvas=opened.canvas,
        token=token,
        may_write=opened.may_write,
        chapters=queries.chapters_of(opened.canvas.id),
        named=lambda keys: [one.labelled(language.current()) for one in opened.definitions if one.key in keys],
        shown=shown,
        sheet=sheet(opened.canvas, shown.values) if shown else (),
        is_group=is_group,
    )
