"""What is put right about somebody who registered: who they are, and what they answered."""
