"""What a browser does behind the visitor's back: requests, complaints, and things it keeps."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, WebError

ECHO = "Failed to load resource: the server responded with a status of 4"
KEPT = """async () => ({
    local: Object.keys(localStorage), session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(database => database.name), caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(worker => worker.scope),
})"""


class Spy:
    """Watches one browser context from its first request on. Foreign requests are recorded; none gets out.

    The browser of the tests finds no host but this machine (see conftest). Holding requests up to ask whose they are
    would switch off the browser's cache, which visitors have.
    """

    def __init__(self, own: str, context: BrowserContext) -> None:
        self.own = f"{own}/"
        self.requests: list[str] = []
        self.foreseen: list[str] = []  # parts of messages that a test brings about itself
        self._said: list[tuple[str, str]] = []  # message, address
        self._refused: set[str] = set()  # pages that were meant to answer 4xx: the browser says so in its console
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("response", self._response)

    def foreign(self) -> list[str]:
        return [address for address in self.requests if not address.startswith(self.own)]

    def complaints(self) -> list[str]:
        """Everything said in the console, but for the browser's echo of a page's own 4xx status."""
        return [
            f"{message} ({address})"
            for message, address in self._said
            if not (message.startswith(ECHO) and address in self._refused)
            and not any(part in message for part in self.foreseen)
        ]

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        self._said.append((message.text, message.location["url"].partition("#")[0]))

    def _error(self, error: WebError) -> None:
        self._said.append((str(error.error), error.page.url if error.page else ""))

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.is_navigation_request():
            self._refused.add(response.url.partition("#")[0])


def kept(page: Page) -> dict[str, list[str]]:
    """Everything the browser holds for this site, by kind; kinds of which it holds nothing are left out."""
    found: dict[str, list[str]] = page.evaluate(KEPT)
    found["cookies"] = [cookie["name"] for cookie in page.context.cookies()]
    return {kind: names for kind, names in found.items() if names}
