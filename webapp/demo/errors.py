from webapp.foundation.errors import ConflictError


class NotDemoContentError(ConflictError):
    code = "not_demo_content"

    def __init__(self) -> None:
        super().__init__("This database holds content that is no demo content; it was left alone.")
