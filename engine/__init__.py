"""What runs inside Rasa: the channel, the components, and the commands that train, run and question the model."""
