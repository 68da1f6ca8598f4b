"""What supervision asks of a post: registered with the ground, read by the desk."""
