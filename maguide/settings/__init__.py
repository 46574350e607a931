"""base is shared; dev, production and test each say how they differ."""
