"""What a text names, by kind: drugs, the person it is about, ages, times.  Pure readers; they keep nothing."""
