"""What every run has, whatever it trains."""
