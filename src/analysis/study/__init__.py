"""What a study declares: places, questions, scales, costing, languages, and all words."""
