"""What an organizer does across rooms: set up with a programme and stations, publish when ready, decide about many."""
