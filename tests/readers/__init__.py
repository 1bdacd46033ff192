"""Independent readers of what we write: calendars by khal with vdirsyncer, and by ical.js."""
