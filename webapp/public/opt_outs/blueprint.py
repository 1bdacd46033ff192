from flask import Blueprint

blueprint = Blueprint("opt_outs", __name__)
