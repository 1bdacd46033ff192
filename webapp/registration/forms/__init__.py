"""What people are asked about a registration, as forms, on whatever page that happens."""

from webapp.registration.forms.newcomers import ASKED, PREFIX, CallerQuestions, NewcomerQuestions, full_ones

__all__ = ["ASKED", "PREFIX", "CallerQuestions", "NewcomerQuestions", "full_ones"]
