"""A form as a browser fills and sends it."""

from django.http import HttpResponse
from django.test import Client

from tests.pages.reading import find, parse, words


def fields(client: Client, address: str) -> dict[str, list[str]]:
    """What the form of the page sends when nothing is changed; a browser sends every line end as CR LF."""
    response = client.get(address)
    assert response.status_code == 200
    (form,) = [form for form in parse(response.content.decode()).iter("form") if form.get("id", "").endswith("_form")]
    data: dict[str, list[str]] = {}
    for element in form.iter():
        name, kind = element.get("name"), element.get("type", "")
        if not name or (kind in ("checkbox", "radio") and "checked" not in element.attrib) or kind == "submit":
            continue
        if element.tag == "input":
            data.setdefault(name, []).append(element.get("value", ""))
        elif element.tag == "textarea":
            text = "".join(element.itertext()).removeprefix("\n")
            data.setdefault(name, []).append(text.replace("\r\n", "\n").replace("\n", "\r\n"))
        elif element.tag == "select":
            chosen = [option.get("value", "") for option in element.iter("option") if "selected" in option.attrib]
            data.setdefault(name, []).extend(chosen)
    return data


def send(client: Client, address: str, **changes) -> HttpResponse:
    """Open the form, change some fields, send it."""
    return client.post(address, {**fields(client, address), **changes}, follow=True)


def complaints(response: HttpResponse) -> str:
    """What the form says is wrong."""
    return " ".join(words(found) for found in find(parse(response.content.decode()), "ul", class_="errorlist"))


def messages(response: HttpResponse) -> str:
    return " ".join(str(message) for message in response.context["messages"])
