"""A second scorer of the index, written from the rules alone (docs/scoring.md), not from the engine.

It reads the catalogue's JSON and an answer document in the form of `fill`, both as plain dicts, and shares no
line with `dti_desktop`. Numbers are texts or whole numbers; results are `Fraction`s.

    result = score(catalogue_document, {"profile": {...}, "answers": {...}})
    result["indicators"]["3.1"]   →  {"state": "answered", "share": Fraction(7, 10), "points": Fraction(10)}
"""

from fractions import Fraction

FULL, NOTHING = Fraction(1), Fraction(0)
SETTLED = {"answered", "information"}


def score(catalogue, document):
    """Return points, maxima, values (None where the maximum is 0), states and counts of an assessment."""
    profile = {key: number(text) for key, text in (document.get("profile") or {}).items() if text is not None}
    given = document.get("answers") or {}

    rows = {}
    for row in catalogue["indicators"]:
        state, share = judge(row["rule"], given.get(row["code"]) or {}, profile)
        rows[row["code"]] = {
            "state": state,
            "share": share,
            "points": share * number(row["max_points"]),
            "max_points": number(row["max_points"]),
        }

    indices = {}
    for index in catalogue["main_indices"]:
        own = [r for code, r in rows.items() if code.rpartition(".")[0] == index["code"]]
        indices[index["code"]] = heading(sum((r["points"] for r in own), NOTHING), index["max_points"])
        indices[index["code"]]["answered"] = sum(r["state"] in SETTLED for r in own)
        indices[index["code"]]["indicators"] = len(own)

    pillars = {}
    for pillar in catalogue["pillars"]:
        together = sum((indices[code]["points"] for code in pillar["indices"]), NOTHING)
        pillars[pillar["code"]] = heading(together, pillar["max_points"])

    whole = heading(sum((i["points"] for i in indices.values()), NOTHING), catalogue["scale"])
    whole["answered"] = sum(r["state"] in SETTLED for r in rows.values())
    return {"whole": whole, "pillars": pillars, "indices": indices, "indicators": rows}


def heading(points, maximum):
    top = number(maximum)
    return {"points": points, "max_points": top, "value": points / top if top else None}


def number(text):
    """Exact value of "12.5", "1/3" or a whole number; a float is refused, so that none slips in."""
    if isinstance(text, float):
        raise TypeError("a binary float")
    return Fraction(text)


def judge(rule, answer, profile):
    """Return (state, share) of one rule for one answer, given in the nested form."""
    return JUDGES[rule["kind"]](rule, answer, profile)


def judge_levels(rule, answer, profile):
    chosen = answer.get("level")
    if chosen is None:
        return "unanswered", NOTHING
    shares = {level["id"]: number(level["share"]) for level in rule["levels"]}
    return "answered", shares[chosen]


def judge_count(rule, answer, profile):
    if answer.get("a") is None:
        return "unanswered", NOTHING
    return "answered", at_most_full(number(answer["a"]) / number(rule["target"]))


def both_numbers(rule, answer, profile):
    """Return (state or None, a, b): a state where there are not two numbers to judge."""
    a, own_b = answer.get("a"), answer.get("b")
    if a is None and own_b is None:
        return "unanswered", None, None
    b = number(own_b) if own_b is not None else profile.get(rule["denominator"].get("profile"))
    if a is None or b is None:
        return "incomplete", None, None
    return None, number(a), b


def judge_ratio(rule, answer, profile):
    lacking, a, b = both_numbers(rule, answer, profile)
    if lacking:
        return lacking, NOTHING
    if b == 0 and a == 0 and rule.get("when_denominator_zero") == "full":
        return "answered", FULL
    if b == 0 or a > b:
        return "invalid", NOTHING
    if rule.get("complement"):
        return "answered", FULL - a / b
    return "answered", at_most_full(a / b / number(rule["target"]))


def judge_rate(rule, answer, profile):
    lacking, a, b = both_numbers(rule, answer, profile)
    if lacking:
        return lacking, NOTHING
    if b == 0:
        return "invalid", NOTHING
    return "answered", at_most_full(a / (b / number(rule["per"])) / number(rule["target"]))


def judge_parts(rule, answer, profile):
    verdicts = {p["id"]: judge(p["rule"], answer.get(p["id"]) or {}, profile) for p in rule["parts"]}
    gate_open = True
    if rule.get("gate") is not None:
        gate_state, gate_share = verdicts[rule["gate"]]
        if gate_state == "answered" and gate_share == 0:
            return "answered", NOTHING
        gate_open = gate_state == "answered"

    states = {state for state, _ in verdicts.values()}
    if states == {"unanswered"}:
        whole_state = "unanswered"
    elif "invalid" in states:
        whole_state = "invalid"
    elif states & {"unanswered", "incomplete"}:
        whole_state = "incomplete"
    else:
        whole_state = "answered"

    share = NOTHING
    if gate_open:
        for part in rule["parts"]:
            part_state, part_share = verdicts[part["id"]]
            if part_state == "answered":
                share += number(part["share"]) * part_share
    return whole_state, share


def judge_info(rule, answer, profile):
    given = any(answer.get(field["id"]) is not None for field in rule["fields"])
    return ("information" if given else "unanswered"), NOTHING


def at_most_full(share):
    return min(FULL, share)


JUDGES = {
    "levels": judge_levels,
    "count": judge_count,
    "ratio": judge_ratio,
    "rate": judge_rate,
    "parts": judge_parts,
    "info": judge_info,
}
