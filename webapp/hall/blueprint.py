from flask import Blueprint

blueprint = Blueprint("hall", __name__)
