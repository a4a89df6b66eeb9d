"""How strong the run check is: plants faults in what Warp generates and counts those it finds."""
