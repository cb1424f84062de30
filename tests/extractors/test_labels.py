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
        ("funding", "It raised $60 million in its largest round to date.", "$60 million", None),
        ("funding", "It raised $60 million from investors who see AI in all areas of film.", "$60 million", None),
        ("funding", "The $4 million came from Harbour Seed, a fund.", "$4 million", None),
        ("funding", "The round of $4 million brings it to $9 million, all told.", "$4 million", None),
        ("revenue", "Quarterly sales rose to $40 million from $20 million a year earlier.", "$20 million", "quarterly"),
        ("revenue", "First-half sales were $40 million, against $20 million a year ago.", "$20 million", "half-year"),
        ("revenue", "Sales were $40 million for April to June.", "$40 million", "quarterly"),
        ("revenue", "Sales were $40 million in the same period last year.", "$40 million", None),
        ("revenue", "In the first half of the year it took $40 million.", "$40 million", "half-year"),
        ("box_office", "The OpenAI-backed film has earned $31 million.", "$31 million", None),
        ("box_office", "Her directorial debut has grossed $10 million.", "$10 million", None),
        ("box_office", "Rainbow Road has taken $8 million.", "$8 million", None),
        ("box_office", "The film opened in March and has since grossed $40 million.", "$40 million", None),
        ("box_office", "It opened to a quiet $12 million and has made $40 million.", "$12 million", "opening"),
        ("box_office", "It opened to a quiet $12 million and has made $40 million.", "$40 million", None),
        ("box_office", "After a $3 million debut it made more.", "$3 million", "opening"),
        ("box_office", "It took $64 million worldwide, $45 million of it at home.", "$45 million", "domestic"),
        ("box_office", "The film made $45 million for Lotus Films International.", "$45 million", None),
    ],
)
def test_the_nearest_pattern_gives_the_label(claim_type: str, sentence: str, amount: str, label: str | None) -> None:
    start = sentence.index(amount)
    assert label_of(claim_type, sentence, start, start + len(amount)) == label
