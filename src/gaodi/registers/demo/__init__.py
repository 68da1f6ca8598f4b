"""The demonstration's facts: an invented district for three years, made from one seed, brought in as offices do."""
