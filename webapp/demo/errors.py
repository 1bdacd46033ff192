from webapp.foundation.errors import ConflictError


class DemoDataError(ConflictError):
    """The data files name something that isn't there."""

    code = "demo_data"

    def __init__(self, what: str) -> None:
        super().__init__(f"The demo data name something unknown: {what}.")


class NotDemoContentError(ConflictError):
    """There is more than the demo content, or something else."""

    code = "not_demo_content"

    def __init__(self) -> None:
        super().__init__("This database holds content that is no demo content; it was left alone.")
