"""What people put forward: pitches on a stage, and later project profiles and idea competitions."""
