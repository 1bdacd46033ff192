from typing import NewType

PitchId = NewType("PitchId", int)
