from webapp.foundation.errors import NotFoundError


class PlanNotFoundError(NotFoundError):
    code = "plan_not_found"


class MeasureNotFoundError(NotFoundError):
    code = "measure_not_found"
