"""Ids that are made in bulk are those that are made one by one."""

from hypothesis import given
from hypothesis import strategies as st

from db.ids import digest_ids
from extractors.ids import NOTHING, SEPARATOR, digest_id

_PARTS = st.lists(st.one_of(st.none(), st.text(max_size=20)), min_size=1, max_size=5)


@given(st.lists(_PARTS, max_size=5))
def test_joined_parts_have_the_id_of_the_parts(rows: list[list[str | None]]) -> None:
    joined = [SEPARATOR.join([NOTHING if part is None else part for part in row]) for row in rows]
    assert digest_ids(joined).to_pylist() == [digest_id(*row) for row in rows]
