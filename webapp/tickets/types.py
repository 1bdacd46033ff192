from typing import NewType

TicketId = NewType("TicketId", int)
KeyId = NewType("KeyId", int)
