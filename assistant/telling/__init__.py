"""What was found or asked → what Oriel says, in five languages; pure files."""
