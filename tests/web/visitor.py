"""Someone who uses the site: types into fields, chooses, presses and follows what the page offers, and nothing else.

Does what a browser without JavaScript does with forms and links, so that a journey fails when the markup would fail.
"""

from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

from evaluator.i18n.language import NO_BREAK_HYPHEN
from tests.web.client import CheckingClient, text
from tests.web.page_rules import Page, words


class Visitor:
    """A visitor on one page; every step ends on the next page."""

    def __init__(self, client: CheckingClient) -> None:
        self.client = client
        self.page = Page("")
        self.address = ""
        self.status = 0

    def opens(self, address: str, **how: object) -> "Visitor":
        """Type an address; redirects are followed, a fragment must exist on the page."""
        target, _, place = urljoin(self.address, address).partition("#")
        answer = self.client.get(target, follow_redirects=True, **how)
        request = answer.request
        self.address = request.path + (f"?{request.query_string.decode()}" if request.query_string else "")
        self.status, self.page = answer.status_code, Page(text(answer), own=True)
        assert not place or place in self.page.ids, f"#{place} is not on {self.address}"
        return self

    def reads(self, *sentences: str) -> "Visitor":
        """The page says this."""
        said = words(self.page.root.find("body")).replace(NO_BREAK_HYPHEN, "-")
        for sentence in (" ".join(sentence.replace(NO_BREAK_HYPHEN, "-").split()) for sentence in sentences):
            assert sentence in said, f"{sentence!r} is not on {self.address}: {said[:3000]}"
        return self

    def types(self, label: str, value: str) -> "Visitor":
        """Fill the field with this label."""
        field = next(node for node in self.page.named("label") if words(node) == label).get("for")
        self._field(field).set("value", value)
        return self

    def ticks(self, name: str, *values: str, on: bool = True) -> "Visitor":
        """Tick boxes of a question, or take the ticks away."""
        for value in values:
            boxes = [n for n in self.page.named("input") if (n.get("name"), n.get("value")) == (name, value)]
            assert boxes, f"{name} has no box {value}"
            for node in boxes:
                node.attrib.pop("checked", None)
                if on:
                    node.set("checked", "")
        return self

    def writes(self, name: str, value: str) -> "Visitor":
        """Fill the field with this name."""
        node = next(n for n in self.page.named("input", "textarea") if n.get("name") == name and not _is_box(n))
        if node.tag == "textarea":
            node.text = value
        else:
            node.set("value", value)
        return self

    def chooses(self, name: str, value: str) -> "Visitor":
        """Choose one option of a question or a list."""
        for node in [node for node in self.page.named("input") if node.get("name") == name]:
            node.attrib.pop("checked", None)
            if node.get("value") == value:
                node.set("checked", "")
        assert (name, value) in self.filled(), f"{name} has no choice {value}"
        return self

    def presses(self, label: str) -> "Visitor":
        """Press the button with these words."""
        button = next(node for node in self.page.named("button") if words(node) == " ".join(label.split()))
        return self._send(button)

    def presses_enter(self) -> "Visitor":
        """Send the form with the Enter key: a browser presses the form's first button."""
        button = next(node for node in self.page.named("button") if node.get("type") == "submit")
        return self._send(button)

    def follows(self, label: str) -> "Visitor":
        """Follow the first link with these words."""
        link = next(node for node in self.page.named("a") if words(node) == label)
        return self.opens(link.attrib["href"])

    def filled(self) -> list[tuple[str, str]]:
        """The (name, value) pairs that the page's first form would send."""
        return self._pairs(self.page.named("form")[0])

    def chosen(self, name: str) -> str | None:
        """The value that a field has now."""
        return dict(self.filled()).get(name)

    def _send(self, button: Element) -> "Visitor":
        form = self._form(button)
        if form.get("method") == "post":
            return self._post(button, form)
        assert form.get("method") == "get"
        pairs = self._pairs(form)
        if button.get("name"):
            pairs.append((button.attrib["name"], button.get("value", "")))
        path, _, place = button.get("formaction", form.get("action", "")).partition("#")
        return self.opens(f"{path}?{urlencode(pairs)}" + (f"#{place}" if place else ""))

    def _post(self, button: Element, form: Element) -> "Visitor":
        fields: dict[str, list[str]] = {}
        for name, value in [*self._pairs(form), (button.get("name", ""), button.get("value", ""))]:
            if name:
                fields.setdefault(name, []).append(value)
        target, _, place = button.get("formaction", form.get("action", "")).partition("#")
        coding = form.get("enctype", "application/x-www-form-urlencoded")
        answer = self.client.post(target, data=fields, content_type=coding)
        self.address, self.status, self.page = answer.request.path, answer.status_code, Page(text(answer), own=True)
        assert not place or place in self.page.ids, f"#{place} is not on {self.address}"
        return self

    def _form(self, node: Element) -> Element:
        if node.get("form"):
            return self._field(node.get("form"))
        return next(up for up in self.page.above(node) if up.tag == "form")

    def _field(self, name: str | None) -> Element:
        return next(node for node in self.page.all if node.get("id") == name)

    def _pairs(self, form: Element) -> list[tuple[str, str]]:
        pairs = []
        for node in form.iter():
            if node.tag == "input" and node.get("type") != "file" and (not _is_box(node) or "checked" in node.attrib):
                pairs.append((node.attrib["name"], node.get("value", "")))
            if node.tag == "textarea":
                pairs.append((node.attrib["name"], node.text or ""))
            if node.tag == "select":
                options = list(node.iter("option"))
                chosen = next((option for option in options if "selected" in option.attrib), options[0])
                pairs.append((node.attrib["name"], chosen.attrib["value"]))
        return pairs

    @property
    def path(self) -> str:
        return urlsplit(self.address).path


def _is_box(node: Element) -> bool:
    return node.get("type") in ("radio", "checkbox")
