"""Pages that show how people and units stand to a rule: a sentence, a table, and the verbs for the chosen line."""
