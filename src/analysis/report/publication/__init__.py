"""The final publication and the municipalities' cards: accessible PDF, set by typst."""
