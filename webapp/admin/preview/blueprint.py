from flask import Blueprint

blueprint = Blueprint("preview", __name__)
