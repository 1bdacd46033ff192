"""Find anything from anywhere: events, people, measures, tenders, pages of the desk."""
