from flask import Blueprint

blueprint = Blueprint("venues", __name__)
