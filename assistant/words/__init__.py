"""What is said → what is meant: the tables of five languages, and what reads loose speech by them; pure files."""
