"""What happens when: the numbered items of an event's programme, their speakers and places."""
