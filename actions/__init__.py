"""Rasa custom actions: they read and validate, and return messages and effects; they write nothing."""
