from flask import Blueprint

blueprint = Blueprint("stations", __name__)
