"""Survey files: read, validated, turned into the model's Survey."""

from kiosk.survey.file import check_survey, load_survey

__all__ = ["check_survey", "load_survey"]
