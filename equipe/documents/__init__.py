"""What the prints of the team say."""
