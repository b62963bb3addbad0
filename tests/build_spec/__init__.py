"""What the packages are made by: the parts that need no network, no compiler and no time."""
