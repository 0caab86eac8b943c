"""Survey files: read, validated, turned into the model's Survey."""

from kiosk.survey.file import load_survey

__all__ = ["load_survey"]
