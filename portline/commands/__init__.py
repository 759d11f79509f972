"""The commands of `portline`, one small module each: `add_arguments(parser)` and `run(options) -> int`."""
