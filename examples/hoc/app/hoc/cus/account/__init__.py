"""Tenants, users and their support."""
