"""The office that runs this installation: setting up, settings and legal texts, its organisations, its team."""
