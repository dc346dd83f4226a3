"""The one door between answers and everything that is shown."""
