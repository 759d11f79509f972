"""What a stranger needs to compare this assistant with Rasa's defaults (baselines/README.md)."""
