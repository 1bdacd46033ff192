from flask import Blueprint

blueprint = Blueprint("own", __name__)
