"""The shopper's way through a survey as one pure function: step(state, event) -> (state, effects).

A screen follows another only when everything before it is committed: the tap that leads on stays pressed
(`leaving`) until its `Saved` arrives. So "thank you" cannot be seen before the answers are on the disk.
"""

from kiosk.flow.events import (
    ChoiceTapped,
    CommentSent,
    Effect,
    Event,
    FaceTapped,
    FinishTapped,
    ForgetInput,
    LanguageTapped,
    NextTapped,
    Prepared,
    PrepareVisit,
    RetryTapped,
    Save,
    Saved,
    SaveFailed,
    StartOverTapped,
    Ticked,
    Touched,
)
from kiosk.flow.states import Deadline, Due, Heading, Now, Stage, State, Timings
from kiosk.flow.steps import Step, start, step

__all__ = [
    "ChoiceTapped",
    "CommentSent",
    "Deadline",
    "Due",
    "Effect",
    "Event",
    "FaceTapped",
    "FinishTapped",
    "ForgetInput",
    "Heading",
    "LanguageTapped",
    "NextTapped",
    "Now",
    "PrepareVisit",
    "Prepared",
    "RetryTapped",
    "Save",
    "SaveFailed",
    "Saved",
    "Stage",
    "StartOverTapped",
    "State",
    "Step",
    "Ticked",
    "Timings",
    "Touched",
    "start",
    "step",
]
