from webapp.calendar import services
from webapp.foundation import facts
from webapp.registration.facts import RegistrationErased


@facts.on(RegistrationErased)
def forget_calendars(_fact: RegistrationErased) -> None:
    services.forget_orphans()
