"""The report's own signature, judged by poppler's pdfsig."""

from __future__ import annotations

import subprocess
from datetime import datetime
from io import BytesIO
from pathlib import Path

import making
import pytest
from certificates import SIGNING_TIME_UTC, family
from making import KeySigner
from reportlab.pdfbase.pdfdoc import PDFDictionary
from reportlab.pdfgen.canvas import Canvas

from dti_desktop.bundle import pades
from dti_desktop.bundle.certificates import CertificateDescription

PLACE = "Place"


def paper(with_place: bool = True) -> bytes:
    """Return three pages, the second of which names the place of a signature."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for page in range(3):
        canvas.drawString(100, 700, f"page {page + 1}")
        if page == 1 and with_place:
            place = canvas.bookmarkPage(PLACE, fit="FitR", left=300.4, bottom=200, right=500, top=262)
            canvas._doc.Catalog.Dests = PDFDictionary({PLACE: place})
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw(_: CertificateDescription, when: datetime, width: float, height: float) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1)
    canvas.drawString(4, 4, f"STAMP {width:.0f}x{height:.0f} {when:%Y}")
    canvas.save()
    return buffer.getvalue()


def stamp(place: str = PLACE) -> pades.Stamp:
    return pades.Stamp(lambda _: place, draw)


def pdfsig(path: Path) -> str:
    done = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True)
    return done.stdout


def text(path: Path, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), path, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("kind", ["rsa", "ec", "ec-p384"])
def test_any_reader_shows_the_signature(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    original = paper()
    path.write_bytes(pades.sign_pdf(original, making.signer(kind), SIGNING_TIME_UTC, stamp()))
    said = pdfsig(path)
    assert "Signature is Valid" in said and "Total document signed" in said
    assert "ETSI.CAdES.detached" in said and "SHA-256" in said
    assert "Nguyễn Văn Đức" in said and "Nov 22 2022 08:42:07" in said
    assert path.read_bytes().startswith(original)  # an update that is added behind
    assert path.stat().st_size - len(original) < 20_000
    assert [("STAMP 200x62 2022" in text(path, page)) for page in (1, 2, 3)] == [False, True, False]


@pytest.mark.parametrize("with_place", [True, False])
def test_a_report_that_does_not_name_the_place(with_place: bool, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(
        pades.sign_pdf(paper(with_place), making.signer(), SIGNING_TIME_UTC, stamp("AnotherPlace"))
    )
    assert "Signature is Valid" in pdfsig(path)
    assert not any("STAMP" in text(path, page) for page in (1, 2, 3))


def test_the_cms_is_what_pades_asks_for() -> None:
    from asn1crypto import cms
    from pyhanko.pdf_utils.reader import PdfFileReader

    members = family()
    signed = pades.sign_pdf(paper(), making.signer(), SIGNING_TIME_UTC, stamp())
    (found,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    info: cms.SignedData = found.signed_data
    attributes = {attribute["type"].native for attribute in found.signer_info["signed_attrs"]}
    assert attributes == {"content_type", "message_digest", "signing_certificate_v2"}
    embedded = {one.chosen.dump() for one in info["certificates"]}
    assert embedded == {members.signer.der, members.intermediate.der}  # the path, without the root
    assert info["encap_content_info"]["content"].native is None


def test_one_byte_changed_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    signed = bytearray(pades.sign_pdf(paper(), making.signer(), SIGNING_TIME_UTC, stamp()))
    signed[60] ^= 1
    path.write_bytes(signed)
    assert "Signature is Valid" not in pdfsig(path)


def test_a_longer_path_has_room(tmp_path: Path) -> None:
    from certificates import certificate, new_key

    issuers = [certificate("Root", new_key("rsa", 1), is_ca=True)]
    for number in range(2, 7):
        issuers.insert(0, certificate(f"CA {number}", new_key("rsa", number), issuers[0], is_ca=True))
    signer = KeySigner(certificate("Người ký", new_key("rsa", 8), issuers[0]), *issuers[:-1])
    path = tmp_path / "report.pdf"
    path.write_bytes(pades.sign_pdf(paper(), signer, SIGNING_TIME_UTC, stamp()))
    assert "Signature is Valid" in pdfsig(path)
