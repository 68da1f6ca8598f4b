"""政策规则: what policies say, computable, each number with its article; knows neither Django nor the ground."""
