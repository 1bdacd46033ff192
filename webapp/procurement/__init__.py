"""Tenders that contracting bodies plan or run: announced here, held elsewhere."""
