# Layer: L3 — Adapters
"""Deliver an alert to where a human reads it."""

import os

import httpx

TIMEOUT_SECONDS = 5.0


def deliver(text: str) -> bool:
    url = os.environ.get("HOC_ALERT_URL")
    if not url:
        return False
    answer = httpx.post(url, json={"text": text}, timeout=TIMEOUT_SECONDS)
    return answer.is_success
