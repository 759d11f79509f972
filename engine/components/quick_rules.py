"""Rasa's RulePolicy, which holds a turn only against the rules of what was just said.

Rasa holds every rule against every turn, several times a turn: with 140 topics four milliseconds, nearly all of them
for rules of other intents.  What is decided is the same; the private method belongs to Rasa 3.6.21, which is pinned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, SHOULD_NOT_BE_SET, RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import USER
from rasa.shared.nlu.constants import INTENT

State = Mapping[str, Any]
Keys = Mapping[str, str]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class QuickRules(RulePolicy):
    """Decides as RulePolicy does."""

    def __init__(self, *arguments: Any, lookup: dict[str, Any] | None = None, **settings: Any) -> None:  # noqa: ANN401 -- Rasa's own
        super().__init__(*arguments, lookup=lookup, **settings)
        kinds = (RULES, RULES_FOR_LOOP_UNHAPPY_PATH) if lookup else ()  # while it trains, rules still come and go
        self._sorted = [(self.lookup[kind], self._by_intent(self.lookup[kind])) for kind in kinds]

    def _get_possible_keys(self, lookup: Keys, states: Sequence[State]) -> set[str]:
        by_intent = next((sorted_keys for keys, sorted_keys in self._sorted if keys is lookup), None)
        likely: Keys = lookup
        if by_intent is not None and states:
            said = states[-1].get(USER, {}).get(INTENT)
            likely = {key: lookup[key] for key in (*by_intent[None], *(by_intent.get(said, ()) if said else ()))}
        found: set[str] = super()._get_possible_keys(likely, states)
        return found

    def _by_intent(self, lookup: Keys) -> dict[str | None, list[str]]:
        """Sort rules by the intent their last turn names; those that name none stand under None."""
        found: dict[str | None, list[str]] = defaultdict(list)
        for key in lookup:
            named = self._rule_key_to_state(key)[-1].get(USER, {}).get(INTENT)
            found[None if named == SHOULD_NOT_BE_SET else named].append(key)
        return found
