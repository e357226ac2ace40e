"""What happens to one document: bytes in, records out. Knows no database, no queue, no process."""
