"""What the printed documents of the contributions say."""
