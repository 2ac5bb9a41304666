"""What nobody says out is named and measured."""

from __future__ import annotations

import base64
import hashlib
import random

import pytest

from baonoi.model import SemioticClass
from baonoi.normalizer import normalize

_CHANCE = random.Random(5)
PICTURE = base64.b64encode(_CHANCE.randbytes(15_000)).decode("ascii")
SHA1 = hashlib.sha1(b"a").hexdigest()


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        (f"Mã băm là {SHA1}.", "Mã băm là đoạn mã bốn mươi ký tự."),
        (f"Dán {PICTURE} vào đây.", "Dán đoạn mã hai mươi nghìn ký tự vào đây."),
        (f"({SHA1})", "đoạn mã bốn mươi ký tự"),
        (
            "Giao dịch 3f2504e0-4f89-41d3-9a0c-0305e82c3301 đã xong",
            "Giao dịch đoạn mã ba mươi sáu ký tự đã xong",
        ),
        ("Dãy " + "7" * 1000 + " dài", "Dãy dãy một nghìn chữ số dài"),
        ("a" * 500, "đoạn mã năm trăm ký tự"),
        ("1;2," * 500 + " hết", "chuỗi một nghìn chín trăm chín mươi chín ký tự, hết"),
        ("lạ" * 600 + ".", "chuỗi một nghìn hai trăm ký tự."),
    ],
)
def test_it_is_said_what_it_is_and_how_long(written: str, spoken: str) -> None:
    assert normalize(written).spoken == spoken


@pytest.mark.parametrize(
    "written",
    [
        "UBND-HĐND-UBMTTQ-BQP-BCA-BGDĐT-BYT",
        "ChungKhoanVietNamHomNayTangManhTrongPhienSang",
        "#ChungKhoanVietNamHomNayTangManhTrongPhienSang",
        "tong-hop-tin-tuc-trong-ngay-hom-nay.pdf",
        "192.168.100.200-192.168.100.250-192.168.1.1",
        "số " + "7" * 64,
        "5f0a91c2",
        "=" * 5000,
        "từ/từ/từ/từ/từ/từ/từ/từ/từ/từ/từ/từ/từ",
    ],
)
def test_what_can_be_followed_is_said(written: str) -> None:
    spoken = normalize(written).spoken
    assert "ký tự" not in spoken
    assert "chữ số" not in spoken


def test_an_address_is_said_to_its_end_or_only_whose_it_is() -> None:
    short = "https://bao.example/tin/a-b"
    long = "https://bao.example/" + "tin/" * 500
    assert normalize(short).spoken.endswith("tin gạch chéo a gạch ngang bê")
    said = normalize(f"Xem {long}, rồi về.").spoken
    assert said.endswith("bao chấm example, vân vân, rồi về.")
    assert len(said) < 120


def test_explain_can_list_it() -> None:
    [span] = normalize(SHA1).rewrites
    assert (span.kind, span.cue) == (SemioticClass.ELECTRONIC, "too long to be said out")
    assert span.confidence < 0.7
    assert (span.start, span.end) == (0, 40)


@pytest.mark.parametrize("unit", ["1,", "a1", "½", "&", "x²", "5%", "ABC.", "lạ", "@a", "+", "😀a"])
def test_no_word_costs_much(unit: str) -> None:
    for size in (300, 3_000, 30_000):
        assert len(normalize(unit * size).spoken) < 1200
