from flask import Blueprint

blueprint = Blueprint("corrections", __name__)
