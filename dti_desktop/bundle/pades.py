"""The report's own signature: PAdES B-B, so that any PDF reader shows who signed and whether it holds.

pyHanko lays the signature into the file; the CMS around the one raw signature is assembled here,
because its own assembly runs an event loop, which opens sockets. The subfilter is
ETSI.CAdES.detached; the claimed time stands in the signature dictionary, as PAdES wants it, and the
signer's path, without the root, in the CMS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from dti_desktop.bundle.certificates import CertificateDescription

if TYPE_CHECKING:
    from dti_desktop.bundle.signing import Signer

MAX_ADDED_BYTES = 1 << 19
"""More than a signature with its stamp adds to a report."""

_FIELD = "Signature1"
_SIGNATURE_ROOM_BYTES = 2048
_MOST_TRIES = 4
"""To come to a wanted size: an offset may become a digit longer when the file grows."""


@dataclass(frozen=True)
class Stamp:
    """What is seen of a signature, and where.

    `place` tells the name of the destination (/FitR) in the report over which a signer's stamp goes.
    `draw` draws it: (signer, claimed time, width and height in points) to a PDF of one page.
    """

    place: Callable[[CertificateDescription], str]
    draw: Callable[[CertificateDescription, datetime, float, float], bytes]


def sign_pdf(
    pdf: bytes,
    signer: Signer,
    signing_time_utc: datetime,
    stamp: Stamp,
    *,
    wanted_bytes: int = 0,
) -> bytes:
    """Return the PDF with one signature over the whole of it, added as an incremental update.

    `pdf` is one of our own reports, without a signature. Where it does not name the stamp's place, the
    signature is invisible. The result has `wanted_bytes`, where it is not larger anyway: the room for the
    signature, which ends in zeros, takes up what is missing. Raises as `Signer.sign_attributes`.
    """
    least_room_bytes = room_bytes = 2 * (_SIGNATURE_ROOM_BYTES + sum(len(one) for one in signer.path_der))
    drawn = _Drawn(signer.description, signing_time_utc, stamp)
    for _ in range(_MOST_TRIES):
        steps, digest, output = _prepared(pdf, signing_time_utc, drawn, room_bytes)
        missing_bytes = wanted_bytes - output.getbuffer().nbytes
        more_room_bytes = missing_bytes - missing_bytes % 2
        if missing_bytes == 0 or room_bytes + more_room_bytes < least_room_bytes:
            break
        # There is room for whole bytes, of two digits; a line end before the update makes up the odd one.
        pdf += b"\n" * (missing_bytes % 2)
        room_bytes += more_room_bytes
    steps.send(_cms(digest, signer))
    return bytes(output.getvalue())


class _Drawn:
    """The stamp of one signer at one time; drawn once, however often it is laid in."""

    def __init__(self, signer: CertificateDescription, signing_time_utc: datetime, stamp: Stamp) -> None:
        self.place = stamp.place(signer)
        self._draw = cache(partial(stamp.draw, signer, signing_time_utc))

    def pdf(self, box: tuple[int, int, int, int]) -> bytes:
        left, bottom, right, top = box
        return self._draw(right - left, top - bottom)


def _prepared(
    pdf: bytes, signing_time_utc: datetime, drawn: _Drawn, room_bytes: int
) -> tuple[Any, bytes, BytesIO]:
    """Return what takes the CMS, the digest that it is over, and where the signed file will then be."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page, box = _place(writer, drawn.place)
    spec = SigFieldSpec(_FIELD, on_page=page, box=box)
    steps = PdfCMSEmbedder(new_field_spec=spec).write_cms(_FIELD, writer)
    field = next(steps).get_object()
    if box is not None:
        _show(writer, field, drawn.pdf(box))
    steps.send(
        SigObjSetup(
            SignatureObject(
                subfilter=SigSeedSubFilter.PADES, timestamp=signing_time_utc, bytes_reserved=room_bytes
            )
        )
    )
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    return steps, prepared.document_digest, output


def _place(writer: Any, name: str) -> tuple[int, tuple[int, int, int, int] | None]:
    """Return the page for the signature, and its box on it where the report names one."""
    try:
        place = writer.root["/Dests"][f"/{name}"]
    except KeyError:
        return 0, None
    left, bottom, right, top = (round(float(number)) for number in list(place)[2:])
    wanted = place.raw_get(0).reference
    page = 0
    while writer.find_page_for_modification(page)[0].reference != wanted:
        page += 1
    return page, (left, bottom, right, top)


def _show(writer: Any, field: Any, stamp_pdf: bytes) -> None:
    """Give the signature its looks: the one page of a small PDF."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.reader import PdfFileReader

    looks = writer.import_page_as_xobject(PdfFileReader(BytesIO(stamp_pdf)))
    field["/AP"] = generic.DictionaryObject({generic.NameObject("/N"): looks})
    writer.update_container(field)


def _cms(digest: bytes, signer: Signer) -> bytes:
    """Return the CMS of one detached signature over content with this digest (CAdES, no signing time)."""
    from asn1crypto import algos, cms, x509
    from pyhanko.sign.general import as_signing_certificate_v2, simple_cms_attribute

    path = [x509.Certificate.load(one) for one in signer.path_der]
    attributes = cms.CMSAttributes(
        [
            simple_cms_attribute("content_type", "data"),
            simple_cms_attribute("message_digest", digest),
            simple_cms_attribute("signing_certificate_v2", as_signing_certificate_v2(path[0])),
        ]
    )
    value = signer.sign_attributes(attributes.dump())
    is_elliptic = path[0].public_key.algorithm == "ec"
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": {
                "issuer_and_serial_number": {
                    "issuer": path[0].issuer,
                    "serial_number": path[0].serial_number,
                }
            },
            "digest_algorithm": sha256,
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa" if is_elliptic else "sha256_rsa"},
            "signature": value,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [sha256],
            "encap_content_info": {"content_type": "data"},
            "certificates": path,
            "signer_infos": [info],
        }
    )
    whole: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return whole
