"""Letters: what each kind of mail says, in whose words and to whom."""
