"""What the words of all figures share: captions, labels, numbers, places."""
