"""Plans, money, meetings and words: the topic ``project_monitoring``."""
