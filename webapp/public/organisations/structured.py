"""schema.org/Organization as JSON-LD, for search engines and assistants."""

from webapp.foundation.http import links
from webapp.organisations.models import Organisation

_CONTACT = {"email": "contact_email", "telephone": "contact_phone", "sameAs": "website"}


def organisation_data(organisation: Organisation, *, url: str) -> dict[str, object]:
    """The organisation as schema.org wants it; what nobody said is left out."""
    said = {name: getattr(organisation, column) for name, column in _CONTACT.items()}
    logo = organisation.logo("light") or organisation.logo("dark")
    if logo:
        said["logo"] = links.absolute("logos.logo", file_id=logo.file)
    if organisation.short_name and organisation.short_name != organisation.name:
        said["alternateName"] = organisation.short_name
    if organisation.city:
        said["address"] = {
            "@type": "PostalAddress",
            "streetAddress": organisation.street,
            "postalCode": organisation.postcode,
            "addressLocality": organisation.city,
        }
    told = {name: value for name, value in said.items() if value}
    return {"@context": "https://schema.org", "@type": "Organization", "name": organisation.name, "url": url, **told}
