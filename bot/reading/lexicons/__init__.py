"""What people write, language by language: data a speaker can correct without reading code."""
