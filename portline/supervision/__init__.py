"""Keep the processes of one machine running: start, watch, restart, stop; knows nothing of what they do."""
