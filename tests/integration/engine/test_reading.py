"""What reads a text in the engine's own environment: n-grams, sentence vectors, and the rules of what was said."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from portline.programs import ENGINE_PYTHON
from portline.settings import ROOT

TEXTS = [
    "where can i get narcan??",
    "donde consigo narcan",
    "WHERE narcan narcan",
    "que pasa si se enferma",
    "zzzz",
    "",
]

ROWS = """
import json, sys
import numpy as np
from scipy.sparse import hstack
from sklearn.preprocessing import normalize
from engine.components.ngrams import FeatureSettings, Ngrams
texts = json.load(sys.stdin)
ngrams = Ngrams(FeatureSettings((1, 2), (2, 4), 1))
learned = ngrams.learn(texts[:4])
kinds = (ngrams._words.vectorizer, ngrams._letters.vectorizer)
theirs = normalize(hstack([kind.transform(texts) for kind in kinds], format="csr"))
ours = ngrams.of(texts)
print(json.dumps([float(abs(theirs - ours).max()), float(abs(learned - ours[:4]).max()), ours[5].nnz]))
"""

VECTORS = """
import json, sys, tempfile
from pathlib import Path
from engine.components.sentence_network import write_encoder
from engine.components.sentences import SentenceEncoder, english_vectors
with tempfile.TemporaryDirectory() as folder:
    write_encoder(Path(folder))
    encoder = SentenceEncoder(Path(folder))
alone, beside = encoder.vectors(["he is blue"])[0], encoder.vectors(["what time is it", "he is blue"])[1]
asked, same, other = encoder.vectors(["where do i get needles", "place that hands out syringes", "my cat is old"])
long = encoder.vectors(["help me " * 400])[0]
print(json.dumps({
    "alone": bool((alone == beside).all()), "near": float(asked @ same), "far": float(asked @ other),
    "length": float(long @ long), "spanish": bool(english_vectors(["no quiero hablar con la policia"], encoder).any()),
}))
"""

RULES = """
import json
from engine.prepare import prepare_rasa
prepare_rasa()
from rasa.core.agent import Agent
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from engine.components.quick_rules import QuickRules
from engine.model_file import trained_model
agent = Agent.load(str(trained_model()))
nodes = agent.processor.graph_runner._instantiated_nodes.values()
policy = next(node._component for node in nodes if isinstance(node._component, QuickRules))
listen = {"prev_action": {"action_name": "action_listen"}}
found, same = 0, True
for intent in [*agent.domain.intents, None]:
    said = {"user": {"intent": intent}, **listen} if intent else {"prev_action": {"action_name": "utter_greet"}}
    for kind in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH):
        for states in ([said], [{}, said], [{}, said, {**said, "prev_action": {"action_name": "request_form"}}], []):
            quick = policy._get_possible_keys(policy.lookup[kind], states)
            same &= quick == RulePolicy._get_possible_keys(policy, policy.lookup[kind], states)
            found += len(quick) * bool(states)
print(json.dumps([same, found]))
"""


def run(code: str, given: object = None) -> Any:
    """Run `code` as the engine would be, with `given` on its standard input; return what it prints."""
    command = [str(ENGINE_PYTHON), "-c", code]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(given), capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_a_text_has_the_row_of_ngrams_that_scikit_learn_would_give_it() -> None:
    beside_theirs, beside_learned, in_nothing = run(ROWS, TEXTS)

    assert beside_theirs < 1e-6
    assert beside_learned < 1e-6
    assert in_nothing == 0


def test_a_text_has_the_same_vector_in_any_company_and_lies_near_what_means_the_same() -> None:
    found = run(VECTORS)

    assert found["alone"]
    assert found["near"] > found["far"] + 0.3
    assert abs(found["length"] - 1) < 1e-5
    assert not found["spanish"], "the model was taught English"


def test_the_quick_rules_decide_on_the_same_rules_as_rasas_own() -> None:
    same, found = run(RULES)

    assert same
    assert found > 100
