from flask import render_template

from webapp.accounts import access
from webapp.foundation.http.public_page import public_page
from webapp.plans import queries
from webapp.plans.scopes import PLANS, measure_scope, plan_scope
from webapp.public.plans.blueprint import blueprint
from webapp.public.plans.thread import knots_of_measure
from webapp.reporting import queries as reporting


@blueprint.get("/plans", endpoint="plans")
@access.public
@public_page(PLANS)
def list_plans() -> str:
    """All action plans."""
    return render_template("public/plans/list.html", plans=queries.all_plans())


@blueprint.get("/plans/<slug>")
@access.public
@public_page(plan_scope)
def plan(slug: str) -> str:
    """A plan with fields, goals, specifications and measures, and what stands behind each of them."""
    found = queries.get_plan(slug)
    return render_template(
        "public/plans/plan.html",
        plan=found,
        shares=reporting.shares_of_plan(found.id),
        to_goals=reporting.contributions_to_goals(found.id),
    )


@blueprint.get("/measures/<slug>")
@access.public
@public_page(measure_scope)
def measure(slug: str) -> str:
    """A measure and its thread: where it comes from and what came of it."""
    found = queries.get_measure(slug)
    evidence = reporting.evidence_of_measure(found.id)
    return render_template(
        "public/plans/measure.html",
        measure=found,
        plan=found.specification.goal.field.plan,
        evidence=evidence,
        knots=knots_of_measure(found, evidence),
    )
