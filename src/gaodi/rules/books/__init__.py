"""The register of policies: one folder each, with its plain words, its numbers, its formula and its cases."""
