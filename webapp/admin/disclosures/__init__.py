"""What somebody is told who asks what is kept about them: to read, to print, and as a file."""
