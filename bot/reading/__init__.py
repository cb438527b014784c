"""What a reply means, and the dates an educator writes."""
