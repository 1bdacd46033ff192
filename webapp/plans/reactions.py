from sqlalchemy import select

from webapp.foundation import facts, revisions
from webapp.foundation.database import session
from webapp.organisations.facts import OrganisationChanged
from webapp.plans.models import ActionPlan, Measure, MeasureBody, Signatory
from webapp.plans.scopes import measure_scope, plan_scope


@facts.on(OrganisationChanged)
def show_who_signed_and_who_does_it(fact: OrganisationChanged) -> None:
    signed = select(ActionPlan.slug).join(Signatory, Signatory.plan_id == ActionPlan.id)
    charged = select(Measure.slug).join(MeasureBody, MeasureBody.measure_id == Measure.id)
    plans = session().scalars(signed.where(Signatory.organisation_id == fact.organisation_id)).all()
    measures = session().scalars(charged.where(MeasureBody.organisation_id == fact.organisation_id)).all()
    revisions.bump(*map(plan_scope, plans), *map(measure_scope, measures))
