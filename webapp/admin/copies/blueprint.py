from flask import Blueprint

blueprint = Blueprint("copies", __name__)
