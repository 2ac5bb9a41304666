"""Text between two boundaries: what its markup says of most of its characters holds for it."""

from baonoi.cleaner.run import Context, Run
from baonoi.model import Role

PLAIN = Context()


def test_pieces_become_one_text_without_odd_spaces() -> None:
    run = Run()
    for piece in ("Chợ ", "\n nổi", "  họp sớm"):
        run.add(piece, PLAIN)
    assert run.settle() == ("Chợ nổi họp sớm", (), [])
    assert run.size == len("Chợnổihọpsớm")


def test_a_text_is_bold_where_nearly_all_of_it_is() -> None:
    run = Run()
    run.add("Chợ nổi họp sớm vào mùa nước", Context(bold=True))
    run.add(".", PLAIN)
    assert run.candidate("x", (), PLAIN, pictured=False).strong
    run.add(" Người mua thưa dần.", PLAIN)
    assert not run.candidate("x", (), PLAIN, pictured=False).strong


def test_the_share_of_links_is_told() -> None:
    run = Run()
    run.add("abcd", Context(link=1))
    run.add("efgh", PLAIN)
    assert run.candidate("abcdefgh", (), PLAIN, pictured=False).link == 0.5


def test_a_role_holds_only_for_the_whole() -> None:
    run = Run()
    run.add("Ảnh: Thu Lan", Context(hint=Role.CAPTION))
    assert run.candidate("x", (), PLAIN, pictured=True).hint is Role.CAPTION
    run.add(" kể về một ngày ở chợ", PLAIN)
    assert run.candidate("x", (), PLAIN, pictured=True).hint is None


def test_only_a_long_link_that_is_all_there_is_ends_a_headline() -> None:
    run = Run()
    run.add("Chợ nổi họp sớm vào mùa nước lớn", Context(link=1))
    run.end_link()
    assert run.ends_headline
    short = Run()
    short.add("Chợ nổi", Context(link=1))
    short.end_link()
    assert not short.ends_headline
    run.add(" hôm nay", PLAIN)
    run.end_link()
    assert not run.ends_headline


def test_what_a_mark_leads_to_is_a_note() -> None:
    run = Run(noted=True)
    run.add("Theo sổ của xã.", PLAIN)
    assert run.candidate("x", (), PLAIN, pictured=False).hint is Role.NOTE
