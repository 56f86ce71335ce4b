"""Corpus -> tokenizer -> token ids: writes .work/data.pkl."""
import pickle
import random
import re
from collections import Counter
from multiprocessing import Pool

import numpy as np

import bpe
from corpus import Corpus
from model import VOCABULARY
from paths import DATA

# A sample of the corpus is enough to learn the tokenizer from; so many words of each language are made up.
TOKENIZER_SAMPLES, TOKENIZER_WORDS = 40_000, 12_000
LONGEST = 640
JOBS = 8


def learn_tokenizer():
    rng, corpus, counts = random.Random(7), Corpus(), Counter()
    for _ in range(TOKENIZER_SAMPLES):
        user, title, content, *_ = corpus.sample(rng)
        counts.update(bpe.words_of(' ' + user))
        counts.update(bpe.words_of(' ' + title + '\n' + content))
    for grammar in corpus.grammars.values():
        for _ in range(TOKENIZER_WORDS):
            counts[bpe.words_of(' ' + grammar.spelling.word(rng))[0]] += 1
    merges = bpe.train(counts, VOCABULARY - 256 - len(bpe.SPECIAL_TOKENS))
    return merges, bpe.vocabulary_of(merges)


def encode_samples(job):
    """(seed, count, merges, vocabulary, cut) -> [(token ids, length of the prompt)]"""
    seed, count, merges, vocabulary, cut = job
    rng, corpus, encoder = random.Random(seed), Corpus(bpe.pieces_of(vocabulary)), bpe.Encoder(vocabulary, merges)
    samples = []
    while len(samples) < count:
        user, title, content, *_ = corpus.sample(rng)
        prompt = [bpe.USER, *encoder.encode(' ' + user), bpe.ASSISTANT]
        if rng.random() < cut:
            answer = encoder.encode(' ' + title + '\n' + re.split(r'(?<=[.!?]) ', content)[0])
        else:
            answer = [*encoder.encode(' ' + title + '\n' + content), bpe.END]
        if len(prompt) + len(answer) <= LONGEST:
            samples.append((np.array(prompt + answer, np.int16), len(prompt)))
    return samples


def prepare(count, seed=1000, tokenizer=None, cut=0.0):
    """tokenizer: (merges, vocabulary) to keep, for a model that goes on learning from a new corpus.
    cut: the share of answers of which only title and first sentence are kept: what the topic is, is decided there, and a
    model that can write already sees twice as many prompts in the same time."""
    merges, vocabulary = tokenizer or learn_tokenizer()
    jobs = [(seed + i, count // JOBS, merges, vocabulary, cut) for i in range(JOBS)]
    with Pool(2) as pool:
        samples = sum(pool.map(encode_samples, jobs), [])
    random.Random(3).shuffle(samples)
    DATA.parent.mkdir(exist_ok=True)
    DATA.write_bytes(pickle.dumps(dict(merges=merges, vocab=vocabulary, data=samples)))
    print(len(samples), 'samples,', sum(len(ids) for ids, _ in samples), 'tokens')
