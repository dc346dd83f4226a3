"""Columns that several tables of costs have, declared once."""

from analysis.release.columns import Column, Role

COST = Column("estimate_eur", "float64", "Cost per participant", "EUR")
LOW = Column("low_eur", "float64", "Lowest cost per participant of the re-runs", "EUR")
HIGH = Column("high_eur", "float64", "Highest cost per participant of the re-runs", "EUR")
HOURS = Column("hours", "float64", "Hours of work", "h", Role.PAY)
HOUR_COST = Column("hour_eur", "float64", "Cost of an hour of work", "EUR", Role.PAY)
