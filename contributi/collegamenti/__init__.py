"""What each room hangs on the hooks of the house when it starts."""
