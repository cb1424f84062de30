"""Every error that Dailies raises on purpose.

DailiesError              says in one line what is wrong and how to mend it
├── SettingsError         dailies.toml or an environment variable is wrong
├── PageError             a page cannot be read as an article
├── FeedError             a feed, sitemap or listing cannot be read
├── ArticleFileError      an article file given to `extract` is not of the documented form
├── ModelError            the pipeline is missing, broken, or of another version
├── FetchError            an address could not be fetched
│   └── BlockedAddress    the address is not public: refused before a byte was sent
├── StoreError            the database cannot be opened or is not ours
│   ├── StoreBusy         another process is writing
│   └── StoreTooNew       the file was written by a newer Dailies
├── InputError            what a command was asked for does not exist, or means several things
├── QueryError            a statement was refused, failed, or took too much
└── MailError             the digest could not be handed to the mail server
"""


class DailiesError(Exception):
    """Base of all; `hint` says how to mend it."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class SettingsError(DailiesError):
    """dailies.toml or an environment variable is wrong."""


class PageError(DailiesError):
    """A page holds no article; `url` is the page, `reason` a short fixed word for statistics."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class FeedError(DailiesError):
    """A feed, sitemap or listing cannot be read."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class ArticleFileError(DailiesError):
    """An article file is not of the documented form."""


class ModelError(DailiesError):
    """The pipeline is missing, broken, or of another version."""


class FetchError(DailiesError):
    """An address could not be fetched; `reason` is a short fixed word, `status` the HTTP status if there was one."""

    def __init__(self, url: str, reason: str, *, status: int | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.status = status
        self.retry_after_s = retry_after_s


class BlockedAddress(FetchError):
    """The address is loopback, private or otherwise not public."""


class StoreError(DailiesError):
    """The database cannot be opened or is not ours."""


class StoreBusy(StoreError):
    """Another process is writing."""


class StoreTooNew(StoreError):
    """The file was written by a newer Dailies."""


class InputError(DailiesError):
    """What a command was asked for does not exist, or means several things: the message says which."""


class QueryError(DailiesError):
    """A statement was refused, failed, or took too much."""


class MailError(DailiesError):
    """The digest could not be handed to the mail server."""
