"""What a site costs: the platform with more and more simulated sites, for docs/capacity.md."""
