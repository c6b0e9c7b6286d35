"""Pictures from web addresses: on record before they are asked for, and refused where all is to stay here."""

from collections.abc import Callable

from assistant.album import Album, Picture
from assistant.errors import BadInput
from assistant.ledger import Ledger
from assistant.messages import Image
from assistant.remote.picture_fetch import PUBLIC, Ways, fetch, host_of

OFF = "no picture is to be fetched, as the Privacy page says; there it can be switched on again"
PURPOSE = "picture"  # as the ledger has it


class WebPictures:
    """Any thread may call; `fetch` blocks. may_fetch: False while nothing is to leave this machine."""

    def __init__(self, album: Album, ledger: Ledger, may_fetch: Callable[[], bool], ways: Ways = PUBLIC) -> None:
        self._album = album
        self._ledger = ledger
        self.may_fetch = may_fetch
        self._ways = ways

    def host(self, address: str) -> str:
        """The site that would be asked; raises BadInput for an address that never is."""
        return host_of(address)

    def fetch(self, address: str) -> tuple[Image, str]:
        """The picture at an address and its name, as a conversation wants them; raises as `picture`."""
        picture = self.picture(address)
        return picture.image, picture.name

    def picture(self, address: str, goes_anywhere: bool = False) -> Picture:
        """The picture at an address, in the album.

        Raises BadInput, which says why, where nothing may be fetched or what came is no picture; SentOn where the site
        sends on to another, unless it goes anywhere; LedgerError where it cannot be written down, and nothing is asked.
        """
        if not self.may_fetch():
            raise BadInput(OFF)
        found = fetch(address, self._tell, goes_anywhere, self._ways)
        return self._album.add(found.data, found.name)

    def _tell(self, host: str, address: str, size: int) -> None:
        if not self.may_fetch():  # it was switched on since
            raise BadInput(OFF)
        self._ledger.sent(host, "", PURPOSE, address, size)
