from detector.explain import Background, similar_cases


def case(name, outcome, **evidence):
    return {"id": name, "title": name, "outcome": outcome, "sources": ["https://example.org"], "evidence": evidence}


def ids(cases):
    return [found.id for found in cases]


def test_the_most_alike_comes_first():
    cases = [case("a", "prank", content="ordinary"), case("b", "prank", content="odd", medium="phone")]
    found = similar_cases({"content": "odd", "medium": "phone"}, Background({}, cases))
    assert ids(found) == ["b", "a"]
    assert [each.similarity for each in found] == [1.0, 0.0]


def test_of_equals_the_one_with_less_besides_comes_first():
    cases = [case("more", "prank", content="odd", medium="phone"), case("less", "prank", content="odd")]
    assert ids(similar_cases({"content": "odd"}, Background({}, cases))) == ["less", "more"]


def test_days_are_alike_within_a_range():
    cases = [case("far", "prank", days_request_to_call=20), case("near", "prank", days_request_to_call=3)]
    found = similar_cases({"days_request_to_call": 1}, Background({}, cases))
    assert (found[0].id, found[0].similarity) == ("near", 1.0)


def test_an_incident_appears_once_with_its_best_snapshot():
    cases = [case("a", "prank", content="ordinary"), case("a", "prank", content="odd")]
    found = similar_cases({"content": "odd"}, Background({}, cases))
    assert [(each.id, each.similarity) for each in found] == [("a", 1.0)]


def test_nearest_real_call_is_shown_beside_the_pranks():
    cases = [case(f"p{n}", "prank", content="odd") for n in range(9)] + [case("real", "authentic", content="ordinary")]
    assert "real" in ids(similar_cases({"content": "odd"}, Background({}, cases)))


def test_nearest_other_call_is_shown_beside_the_real_ones():
    cases = [case(f"r{n}", "authentic", content="odd") for n in range(9)] + [
        case("p", "fabricated", content="ordinary")
    ]
    assert "p" in ids(similar_cases({"content": "odd"}, Background({}, cases)))


def test_without_evidence_nothing_is_alike():
    assert similar_cases({"medium": "unknown"}, Background({}, [case("a", "prank", medium="phone")])) == []
