"""兑现: whom a policy reaches, and why: a rule applied to what the registers know on a day, and kept."""
