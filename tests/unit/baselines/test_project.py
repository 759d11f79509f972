from baselines.domain import FORM_SLOTS, domain
from baselines.project import project
from baselines.stories import TELLINGS, form_rules, rules, stories
from baselines.texts import as_rasa, count, read_texts, sample
from bot.plain_yaml import parse_yaml
from bot.topics import TOPICS

TEXTS = {
    ("naloxone_what_is", "en"): ["what is narcan", "narcan [what]?"],
    ("naloxone_what_is", "ht"): ["kisa narcan ye"],
}


def test_both_baselines_are_made_from_the_same_words_and_differ_in_what_decides():
    a, b = project("A", TEXTS), project("B", TEXTS)
    decides = {each.name: [policy["name"] for policy in read(each, "config.yml")["policies"]] for each in (a, b)}

    assert decides == {
        "A": ["RulePolicy"],
        "B": ["MemoizationPolicy", "RulePolicy", "UnexpecTEDIntentPolicy", "TEDPolicy"],
    }
    assert a.files["domain.yml"] == b.files["domain.yml"]
    assert read(a, "config.yml")["pipeline"] == read(b, "config.yml")["pipeline"]


def test_another_text_gives_another_fingerprint_and_the_same_texts_the_same():
    more = {**TEXTS, ("greeting", "en"): ["hello"]}

    assert project("A", TEXTS).fingerprint == project("A", TEXTS).fingerprint
    assert len({project("A", TEXTS).fingerprint, project("A", more).fingerprint, project("B", TEXTS).fingerprint}) == 3


def test_each_answer_that_is_a_rule_for_a_is_told_to_b_in_stories():
    told = [step["intent"] for story in stories() for step in story["steps"] if "intent" in step]
    ruled = [rule["steps"][0]["intent"] for rule in rules() if rule not in form_rules()]

    assert sorted(told) == sorted(ruled * TELLINGS)
    assert {"naloxone_what_is", "nlu_fallback", "find_service"} <= set(ruled)


def test_every_intent_a_rule_names_has_an_answer_in_the_domain():
    answers = {*domain()["responses"], *domain()["actions"], *domain()["forms"]}
    used = {step["action"] for rule in rules() for step in rule["steps"] if "action" in step}

    assert used <= answers


def test_the_form_has_words_for_each_question():
    assert {f"utter_ask_{slot}" for slot in FORM_SLOTS} <= domain()["responses"].keys()
    assert not [said for [said] in domain()["responses"].values() if "{" in said["text"]]


def test_a_sample_is_small_the_same_each_time_and_of_the_languages_asked_for():
    texts = read_texts()
    few = sample(texts, 2, ("en", "es"))

    assert few == sample(texts, 2, ("en", "es"))
    assert count(few) <= 2 * len(few) < count(texts)
    assert {language for _, language in few} >= {"en", "es"}
    assert not {language for _, language in few} & {"ht", "kea", "pt", "vi", "zh"}
    assert {intent for intent, _ in few} >= TOPICS.keys()


def test_texts_lose_the_brackets_rasa_reads_as_entities():
    assert as_rasa(TEXTS)["nlu"] == [
        {"intent": "naloxone_what_is", "examples": "- what is narcan\n- narcan what?\n- kisa narcan ye\n"}
    ]


def read(made, name):
    return parse_yaml(made.files[name])
