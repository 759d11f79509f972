"""Which model reads best: candidates trained on the same texts, asked the same unseen ones (`make evaluate`)."""
