"""Formats that other programs read: code hosts, reviewers' robots, dashboards."""
