"""Text the assistant as a phone would: signs like Twilio, prints the reply in its segments."""

import argparse

from portline.settings import read_settings
from portline.sms import main


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take a number and a text, or nothing for a conversation."""
    parser.add_argument("number", nargs="?", help="the number that texts, such as +16175550123")
    parser.add_argument("text", nargs="?", help="what it texts; left out: a conversation")


def run(options: argparse.Namespace) -> int:
    """Send one text, or talk until the end of input."""
    return main(read_settings(), options.number, options.text)
