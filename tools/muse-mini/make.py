"""Makes muse-mini from nothing: corpus, tokenizer, training, export.

    python3 tools/muse-mini/make.py [--minutes 82] [--samples 168000]
    python3 tools/muse-mini/make.py --resume [--minutes 48] [--samples 120000]    goes on from the shipped model
"""
import argparse

from export import export
from prepare import prepare
from resume import restore
from train import RATE, train

# A new start takes a corpus of its own and a rate that does not undo what was learned.
RESUMED_SEED, RESUMED_RATE = 5000, 0.009

options = argparse.ArgumentParser()
options.add_argument('--resume', action='store_true', help='train the shipped model further, with its tokenizer')
options.add_argument('--minutes', type=float, help='of training, on one core: 82, or 48 with --resume')
options.add_argument('--samples', type=int, help='ideas in the corpus: 168,000, or 120,000 with --resume')
chosen = options.parse_args()
if __name__ == '__main__':
    if chosen.resume:
        prepare(chosen.samples or 120_000, RESUMED_SEED, restore())
        train(chosen.minutes or 48, RESUMED_RATE, resume=True)
    else:
        prepare(chosen.samples or 168_000)
        train(chosen.minutes or 82, RATE)
    export()
