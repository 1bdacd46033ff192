from flask import Blueprint

blueprint = Blueprint("sign_up", __name__)
