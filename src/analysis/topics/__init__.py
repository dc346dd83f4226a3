"""The five topics: what each estimates, says and draws."""
