"""What follows from published numbers: the attacker that stands at the gate.

Numbers in, derivations out; no files and no words. `facts` says what is known of groups,
`relations.relate` how groups of a survey make up others, `engine.derive` what follows, and
`breaks.find_breaks` what of it should not. It knows nothing of how numbers were protected, and
cannot see: functions of several groups at once other than sums (detectable differences, p-values
of groups), answers of the same people to several questions, and indices, whose numbers are no
whole steps.
"""
