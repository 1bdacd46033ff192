from flask import Blueprint

blueprint = Blueprint("invitations", __name__)
