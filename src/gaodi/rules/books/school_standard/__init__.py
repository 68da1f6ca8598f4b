"""The national standard of secondary vocational schools: nine key indicators, and what a school lacks."""
