from flask import Blueprint

blueprint = Blueprint("disclosures", __name__)
