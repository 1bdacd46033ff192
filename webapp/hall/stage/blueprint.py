from flask import Blueprint

blueprint = Blueprint("stage", __name__)
