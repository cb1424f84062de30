"""Labels of figures."""

import pytest

from extractors.claims.labels import label_of


@pytest.mark.parametrize(
    ("claim_type", "sentence", "amount", "label"),
    [
        ("funding", "It closed a $12 million Series B led by Accel.", "$12 million", "series b"),
        ("funding", "It closed a $2 million pre-seed round.", "$2 million", "pre-seed"),
        ("funding", "It has raised $90 million to date.", "$90 million", "total"),
        ("funding", "A $5 million seed round brings its total raised to $9 million.", "$5 million", "seed"),
        ("funding", "It raised $5 million.", "$5 million", None),
        ("revenue", "It reports ARR of $40 million.", "$40 million", "arr"),
        ("revenue", "Revenue for the quarter was $40 million.", "$40 million", "quarterly"),
        ("box_office", "It took $3 million in its opening weekend.", "$3 million", "opening"),
        ("box_office", "It has grossed $3 million worldwide.", "$3 million", "worldwide"),
        ("funding", "It raised $900 million in a round led by Humain.", "$900 million", None),
        ("funding", "A round of $3 million is being discussed.", "$3 million", None),
        ("funding", "It is four times the $51 million of the A round in 2022.", "$51 million", "series a"),
        ("funding", "The maker of the series a studio wanted raised $5 million.", "$5 million", None),
        ("funding", "It raised $5 million in a series b led by Accel.", "$5 million", "series b"),
        ("funding", "It raised $5 million in a series A.", "$5 million", "series a"),
        ("funding", "The maker of Seedance raised $5 million.", "$5 million", None),
        ("funding", "It was seeded with $5 million.", "$5 million", "seed"),
        ("budget", "The seed of the film cost $3 million.", "$3 million", None),
    ],
)
def test_the_nearest_pattern_gives_the_label(claim_type: str, sentence: str, amount: str, label: str | None) -> None:
    start = sentence.index(amount)
    assert label_of(claim_type, sentence, start, start + len(amount)) == label
