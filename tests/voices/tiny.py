"""VieNeu-TTS v3 Nano in small: graphs of the same inputs and outputs, with weights drawn by lot.

What they say is noise, about as long as speech would be. Text, voice, style and seed all tell in
it, so that whoever mixes them up is heard.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import numpy as np
from onnx import TensorProto, helper, numpy_helper
from onnx.onnx_pb import GraphProto, ModelProto, NodeProto, ValueInfoProto

STYLE, SPEAKER, LATENT = (50, 256), 192, 144
DEPTH = 8
HOP = 1536
"""Samples a frame of latents: 24,000 over the frames a second."""
BOS, EOS, PAD = 1, 2, 0
SECONDS = 0.04
"""A character of the phonemes."""
LOT = 20241127

Tensor = tuple[str, int, Sequence[int | str]]


def files(**changes: bytes) -> dict[str, bytes]:
    """Every file of the weights by its path; ``changes`` are made to files by their stem."""
    lot = np.random.default_rng(LOT)
    made = {
        "text_encoder.onnx": _text_encoder(lot),
        "duration_predictor.onnx": _duration(lot),
        "vector_estimator.onnx": _estimator(lot),
        "codec_decoder.onnx": _decoder(lot),
        "config.json": json.dumps(_config(), ensure_ascii=False).encode("utf-8"),
        "constants.npz": _constants(lot),
    }
    return {name: changes.get(name.partition(".")[0], body) for name, body in made.items()}


def _config() -> dict[str, object]:
    """Every letter and sign that the phonemizer makes of Vietnamese."""
    letters = " ,.!?-1234567abcdefghijklmnopqrstuvwxyzɑɔɗəɛɜɣɪɲɹʃŋʈɓʊʒθðæʌʔɯɤˈˌː\u032a\u0303"
    vocabulary = {letter: number for number, letter in enumerate(letters, start=3)}
    return {
        "vocab": vocabulary,
        "bos_id": BOS,
        "eos_id": EOS,
        "pad_id": PAD,
        "flow_fps": 24000 / HOP,
        "group": 6,
        "emotion_tags": {},
    }


def _constants(lot: np.random.Generator) -> bytes:
    file = io.BytesIO()
    null_spk, null_style = lot.standard_normal(SPEAKER), lot.standard_normal(STYLE)
    np.savez(file, null_spk=null_spk, null_style=null_style)
    return file.getvalue()


def _text_encoder(lot: np.random.Generator) -> bytes:
    """``ids`` and ``style``: a row a phoneme, and what the style is like on the whole."""
    weights = {"rows": _drawn(lot, 256, DEPTH), "mix": _drawn(lot, STYLE[1], DEPTH)}
    nodes = [
        _node("Gather", "rows", "ids", to="letters"),
        _node("ReduceMean", "style", "axis", to="mean", keepdims=1),
        _node("MatMul", "mean", "mix", to="manner"),
        _node("Add", "letters", "manner", to="ctx"),
    ]
    weights["axis"] = np.array([1])
    inputs = [("ids", TensorProto.INT64, (1, "L")), ("style", TensorProto.FLOAT, (1, *STYLE))]
    return _graph(nodes, inputs, [("ctx", TensorProto.FLOAT, (1, "L", DEPTH))], weights)


def _duration(lot: np.random.Generator) -> bytes:
    """The logarithm of the seconds: so much a phoneme, a little more or less for the voice."""
    weights = {
        "haste": _drawn(lot, SPEAKER, 1) / 100,
        "seconds": np.array([SECONDS], np.float32),
        "none": np.array([0.0], np.float32),
        "axis": np.array([1]),
        "last": np.array([1, 2]),
    }
    nodes = [
        _node("Cast", "ctx_mask", to="marks", to_type=TensorProto.FLOAT),
        _node("ReduceSum", "marks", "axis", to="count", keepdims=0),
        _node("Mul", "count", "seconds", to="length"),
        _node("Log", "length", to="log"),
        _node("MatMul", "spk", "haste", to="hurried"),
        _node("ReduceSum", "hurried", "axis", to="hurry", keepdims=0),
        _node("ReduceMean", "ctx", "last", to="context", keepdims=0),
        _node("Mul", "context", "none", to="nothing"),
        _node("Add", "log", "hurry", to="voiced"),
        _node("Add", "voiced", "nothing", to="log_s"),
    ]
    return _graph(nodes, _context(), [("log_s", TensorProto.FLOAT, (1,))], weights)


def _estimator(lot: np.random.Generator) -> bytes:
    """Where to go from ``x``: towards what text, voice and style are like on the whole."""
    weights = {
        "of_text": _drawn(lot, DEPTH, LATENT),
        "of_voice": _drawn(lot, SPEAKER, LATENT) / 10,
        "of_style": _drawn(lot, STYLE[1], LATENT) / 10,
        "axis": np.array([1]),
        "last": np.array([2]),
    }
    nodes = [
        _node("ReduceMean", "ctx", "axis", to="text", keepdims=0),
        _node("MatMul", "text", "of_text", to="a"),
        _node("MatMul", "spk", "of_voice", to="b"),
        _node("ReduceMean", "style", "axis", to="manner", keepdims=0),
        _node("MatMul", "manner", "of_style", to="c"),
        _node("Sum", "a", "b", "c", to="all"),
        _node("Tanh", "all", to="aim"),
        _node("Unsqueeze", "aim", "last", to="everywhere"),
        _node("Sub", "everywhere", "x", to="way"),
        _node("Mul", "way", "t", to="later"),
        _node("Cast", "ctx_mask", to="marks", to_type=TensorProto.FLOAT),
        _node("ReduceMax", "marks", "axis", to="one", keepdims=0),
        _node("Mul", "later", "one", to="v"),
    ]
    latent = ("x", TensorProto.FLOAT, (1, LATENT, "T"))
    inputs = [latent, ("t", TensorProto.FLOAT, (1,)), *_context()]
    inputs.append(("style", TensorProto.FLOAT, (1, *STYLE)))
    return _graph(nodes, inputs, [("v", TensorProto.FLOAT, (1, LATENT, "T"))], weights)


def _decoder(lot: np.random.Generator) -> bytes:
    """A frame of latents makes so many samples."""
    weights = {"wave": _drawn(lot, LATENT, 1, HOP) / 150}
    nodes = [
        _node("ConvTranspose", "x", "wave", to="loud", strides=[HOP]),
        _node("Tanh", "loud", to="audio"),
    ]
    inputs = [("x", TensorProto.FLOAT, (1, LATENT, "T"))]
    return _graph(nodes, inputs, [("audio", TensorProto.FLOAT, (1, 1, "N"))], weights)


def _context() -> list[Tensor]:
    return [
        ("ctx", TensorProto.FLOAT, (1, "L", DEPTH)),
        ("ctx_mask", TensorProto.BOOL, (1, "L")),
        ("spk", TensorProto.FLOAT, (1, SPEAKER)),
    ]


def _drawn(lot: np.random.Generator, *shape: int) -> np.ndarray:
    return lot.standard_normal(shape).astype(np.float32)


def _node(kind: str, *inputs: str, to: str, to_type: int | None = None, **how: object) -> NodeProto:
    if to_type is not None:
        how["to"] = to_type
    return helper.make_node(kind, inputs, [to], **how)


def _graph(
    nodes: list[NodeProto],
    inputs: list[Tensor],
    outputs: list[Tensor],
    weights: dict[str, np.ndarray],
) -> bytes:
    graph: GraphProto = helper.make_graph(
        nodes,
        "tiny",
        [_told(each) for each in inputs],
        [_told(each) for each in outputs],
        [numpy_helper.from_array(value, name) for name, value in weights.items()],
    )
    opset = helper.make_opsetid("", 18)
    model: ModelProto = helper.make_model(graph, opset_imports=[opset], ir_version=9)
    return model.SerializeToString()


def _told(tensor: Tensor) -> ValueInfoProto:
    name, kind, shape = tensor
    return helper.make_tensor_value_info(name, kind, shape)
