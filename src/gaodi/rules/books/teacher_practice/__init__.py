"""Practice of teachers in enterprises: six months in five years, a month a year, posts that firms offer."""
