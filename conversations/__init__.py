"""One turn, start to end: who said what, the dialogue, consent and opt-out, what goes out and whether it arrived."""
