"""What the prints of the Patto say."""
