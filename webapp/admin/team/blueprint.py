from flask import Blueprint

blueprint = Blueprint("team", __name__)
