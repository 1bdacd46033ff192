from flask import Blueprint

blueprint = Blueprint("dates", __name__)
