from flask import Blueprint

blueprint = Blueprint("series", __name__)
