"""Tests of the calculations: the worked case, edges, and properties."""
