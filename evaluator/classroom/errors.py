"""What a class can refuse. The web gives each a status and a kind sentence; none holds what a visitor typed."""


class ClassError(Exception):
    """A request that the class cannot grant."""


class NoClass(ClassError):
    """No class has this code or key (any more)."""


class NoSeat(ClassError):
    """The token belongs to no seat (any more)."""


class NotAllowed(ClassError):
    """The state of the class does not offer this action."""


class Moved(ClassError):
    """The class has moved on since the page was made: another window, or a double click."""


class TooManyLeftOut(ClassError):
    """One device in ten that answered can be left out, and always one: that removes doubles, and not the class."""


class NotOpen(ClassError):
    """This question takes no answers now."""


class NotRevealed(ClassError):
    """Counts were asked for before the teacher revealed them."""


class UnknownAnswer(ClassError):
    """The question is not one of this class, or the answer or its key is nothing that one could be."""


class DoorClosed(ClassError):
    """Nobody can join: the teacher closed the door, the class is over, or it works on paper."""


class NotForPeople(ClassError):
    """The pupils of this class are simulated, so whoever leads it knows what they answer."""


class Full(ClassError):
    """As many have joined as were expected, and a tenth more; or as many as a class can hold."""


class TooManyAtOnce(ClassError):
    """So many seats were taken from one address within a minute that no more are made for some seconds."""

    retry_after = 20


class BadTicket(ClassError):
    """The ticket is missing, unknown or used."""


class NoCookie(ClassError):
    """The browser did not keep the cookie that holds its seat, so there is no seat."""


class ForeignForm(ClassError):
    """Nothing says that a page of this site sent the form."""


class StoreUnavailable(Exception):
    """The database does not answer, or not in time; the same request may work in a moment."""

    retry_after = 2  # seconds
    said = ""  # by the database server when it let nobody in: for a terminal, never for a visitor

    def __str__(self) -> str:
        """For whoever keeps the server."""
        return "the database does not answer in time; is it running, and has its disk any room left?"


class StoreBroken(Exception):
    """The database cannot be used until someone mends it; the text says what, where and how."""

    said = ""  # as above
