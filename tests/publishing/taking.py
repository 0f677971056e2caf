"""What was taken along, read back as those who take it would."""

import csv
import io
import json
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

LISTS = ("statements", "articles", "actors", "events")


def body(response) -> bytes:
    """All of an answer, streamed or not, closed as a server closes it."""
    found = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return found


def fetch(client: Client, address: str, **more: Any) -> HttpResponse:
    """An answer as a whole, also when it is sent in pieces."""
    response = client.get(address, **more)
    if not response.streaming:
        return response
    return HttpResponse(body(response), status=response.status_code, headers=dict(response.headers))


def take(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    return body(response)


def csv_rows(client: Client, address: str) -> list[dict[str, str]]:
    """The rows of a CSV, with the rule of the apostrophe undone as docs/data.md says."""
    rows = csv.DictReader(io.StringIO(take(client, address).decode(), newline=""), strict=True)
    return [{name: undone(value) for name, value in row.items()} for row in rows]


def undone(value: str) -> str:
    return value[1:] if re.match("'+[=+\\-@\t\r＝＋－＠]", value) else value


def json_lines(client: Client, address: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in take(client, address).decode().split("\n") if line]
