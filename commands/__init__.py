"""One module a family of commands, each with a click command `command`; the table that names them is in cli.py."""
