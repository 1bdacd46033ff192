"""The mailbox in which mails can be read where none goes out."""
