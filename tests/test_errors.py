from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi import errors
from baonoi.errors import BaonoiError

KINDS = [kind for name, kind in sorted(vars(errors).items()) if name.endswith("Error")]
FACTS = st.dictionaries(
    st.sampled_from(["path", "limit", "message", "code", "self", "cls"]),
    st.text() | st.integers() | st.floats(allow_nan=False),
)


def test_all_kinds_are_looked_at() -> None:
    assert len(KINDS) == 8
    assert all(issubclass(kind, BaonoiError) for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
@given(message=st.text(), fields=FACTS)
def test_another_process_gets_the_same_error(
    kind: type[BaonoiError], message: str, fields: dict[str, str | int | float]
) -> None:
    error = kind(message, "host-silent", **fields)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.message, again.code, again.fields) == (message, "host-silent", fields)
    assert str(again) == str(error) == message


def test_what_was_added_later_goes_with_it() -> None:
    error = BaonoiError("Hỏng.", "broken")
    error.message += " (hai lần)"
    error.fields["tries"] = 2
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == "Hỏng. (hai lần)"
    assert again.fields == {"tries": 2}


@given(message=st.text(), fields=FACTS)
def test_it_is_plain_json(message: str, fields: dict[str, str | int | float]) -> None:
    told = BaonoiError(message, "broken", **fields).to_json()
    assert json.loads(json.dumps(told)) == told
    assert told == {"code": "broken", "message": message, "fields": fields}
