from flask import Blueprint

blueprint = Blueprint("canvases", __name__)
