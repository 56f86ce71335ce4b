"""A byte-level BPE tokenizer: its training, its encoding, and its files in the layout of Hugging Face."""
import heapq
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

SPECIAL_TOKENS = ['<|pad|>', '<|user|>', '<|assistant|>', '<|end|>']
PAD, USER, ASSISTANT, END = range(4)

# GPT-2's pattern. Python's classes stand for \p{L} and \p{N}; they differ for a few signs that the corpus does not hold.
WORD = re.compile(r"""'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+""")


def _characters_of_bytes():
    """GPT-2's table: printable bytes stand for themselves, the others for characters from U+0100 on, in order."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {byte: chr(byte) for byte in printable}
    for byte in range(256):
        table.setdefault(byte, chr(256 + len(table) - len(printable)))
    return table


CHARACTER_OF_BYTE = _characters_of_bytes()
BYTE_OF_CHARACTER = {character: byte for byte, character in CHARACTER_OF_BYTE.items()}


def words_of(text):
    """The words that BPE never merges across, written in byte characters."""
    return [''.join(CHARACTER_OF_BYTE[byte] for byte in word.encode()) for word in WORD.findall(text)]


def train(word_counts, merge_count):
    """The merges of the most frequent pairs, in order."""
    words = [list(word) for word in word_counts]
    counts = list(word_counts.values())
    pairs, where = Counter(), defaultdict(set)
    for i, word in enumerate(words):
        for pair in zip(word, word[1:]):
            pairs[pair] += counts[i]
            where[pair].add(i)
    heap = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(heap)
    merges = []
    while len(merges) < merge_count and heap:
        count, pair = heapq.heappop(heap)
        if pairs[pair] != -count:  # an outdated entry
            if pairs[pair] > 0:
                heapq.heappush(heap, (-pairs[pair], pair))
            continue
        if -count < 2:
            break
        merges.append(pair)
        changed = set()
        for i in where[pair]:
            for old in zip(words[i], words[i][1:]):
                pairs[old] -= counts[i]
                changed.add(old)
            words[i] = _merge(words[i], pair)
            for new in zip(words[i], words[i][1:]):
                pairs[new] += counts[i]
                where[new].add(i)
                changed.add(new)
        for other in changed:
            if pairs[other] > 0:
                heapq.heappush(heap, (-pairs[other], other))
        pairs[pair] = 0
    return merges


def _merge(word, pair):
    merged, i = [], 0
    while i < len(word):
        if tuple(word[i:i + 2]) == pair:
            merged.append(word[i] + word[i + 1])
            i += 2
        else:
            merged.append(word[i])
            i += 1
    return merged


def vocabulary_of(merges):
    """Token -> id: the special tokens, the 256 bytes, then the merges."""
    vocabulary = {token: i for i, token in enumerate(SPECIAL_TOKENS)}
    for token in [*(CHARACTER_OF_BYTE[byte] for byte in range(256)), *(a + b for a, b in merges)]:
        vocabulary.setdefault(token, len(vocabulary))
    return vocabulary


def pieces_of(vocabulary):
    """The vocabulary entries that are letters, two at least: what nonsense topics are built from."""
    pieces = []
    for token in vocabulary:
        if all(character in BYTE_OF_CHARACTER for character in token):
            text = bytes(BYTE_OF_CHARACTER[character] for character in token).decode(errors='replace').strip()
            if len(text) >= 2 and text.isalpha():
                pieces.append(text)
    return pieces


class Encoder:
    """Text -> token ids; the same as tokenizers and transformers.js make of tokenizer.json."""

    def __init__(self, vocabulary, merges):
        self.vocabulary = vocabulary
        self.ranks = {tuple(pair): rank for rank, pair in enumerate(merges)}
        self.known = {}

    def encode(self, text):
        return [token for word in words_of(text) for token in self._encode_word(word)]

    def _encode_word(self, word):
        if word not in self.known:
            parts = list(word)
            while len(parts) > 1:
                best = min(range(len(parts) - 1), key=lambda i: self.ranks.get((parts[i], parts[i + 1]), 1 << 30))
                if (parts[best], parts[best + 1]) not in self.ranks:
                    break
                parts[best:best + 2] = [parts[best] + parts[best + 1]]
            self.known[word] = [self.vocabulary[part] for part in parts]
        return self.known[word]


CHAT_TEMPLATE = (
    "{% set ns = namespace(user='') %}{% for message in messages %}{% if message['role'] == 'user' %}"
    "{% set ns.user = message['content'] %}{% endif %}{% endfor %}{{ '<|user|> ' + (ns.user | trim) + '<|assistant|>' }}"
)


def write_files(folder, vocabulary, merges, max_length):
    """tokenizer.json, tokenizer_config.json (with the chat template) and special_tokens_map.json."""
    flags = dict(single_word=False, lstrip=False, rstrip=False, normalized=False, special=True)
    added = [dict(id=i, content=token, **flags) for i, token in enumerate(SPECIAL_TOKENS)]
    byte_level = dict(type='ByteLevel', add_prefix_space=False, trim_offsets=True, use_regex=True)
    tokenizer = dict(
        version='1.0', truncation=None, padding=None, added_tokens=added, normalizer=None, pre_tokenizer=byte_level,
        post_processor=byte_level, decoder=byte_level,
        model=dict(
            type='BPE', dropout=None, unk_token=None, continuing_subword_prefix=None, end_of_word_suffix=None,
            fuse_unk=False, byte_fallback=False, ignore_merges=False, vocab=vocabulary, merges=[list(pair) for pair in merges],
        ),
    )
    names = dict(bos_token='<|user|>', eos_token='<|end|>', pad_token='<|pad|>')
    config = dict(
        tokenizer_class='PreTrainedTokenizerFast', model_max_length=max_length, unk_token=None, padding_side='left',
        clean_up_tokenization_spaces=False, add_bos_token=False, add_prefix_space=False, chat_template=CHAT_TEMPLATE,
        added_tokens_decoder={str(i): dict(content=token, **flags) for i, token in enumerate(SPECIAL_TOKENS)}, **names,
    )
    folder = Path(folder)
    (folder / 'tokenizer.json').write_text(json.dumps(tokenizer, ensure_ascii=False), 'utf8')
    (folder / 'tokenizer_config.json').write_text(json.dumps(config, ensure_ascii=False, indent=1), 'utf8')
    (folder / 'special_tokens_map.json').write_text(json.dumps(names), 'utf8')
