from flask import Blueprint

blueprint = Blueprint("set_up", __name__)
