from flask import Blueprint

blueprint = Blueprint("callers", __name__)
