"""Cards of the organisations that hold events: who they are, what they hold, what they put out to tender."""
