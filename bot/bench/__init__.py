"""What Relais costs, measured on invented families against a provider of its own on loopback."""
