"""The doors: Twilio, the web chat, the console, health.  Parse, call, render; nothing is decided here."""
