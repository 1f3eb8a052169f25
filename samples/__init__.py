"""Synthetic reports with gold: invented people, places and sentences, in the ways in which many hands write."""
