"""What each `relais` command does; imported only when it is called, so that the command line starts fast."""
