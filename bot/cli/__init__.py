"""The command line: parse, call a service, hand the result to the terminal."""


def main() -> None:
    """The `bot` command."""
