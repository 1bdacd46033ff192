from flask import Blueprint

blueprint = Blueprint("put_away", __name__)
