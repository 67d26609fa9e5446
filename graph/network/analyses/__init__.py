"""From talk to ties to scores: what people did towards each other, measured and kept as snapshots."""
