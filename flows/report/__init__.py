"""The operator's report: one self-contained page a run."""
