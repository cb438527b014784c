"""Who is behind a number: a number that changed, a phone that was handed on, one person entered twice."""
