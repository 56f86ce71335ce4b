"""Makes muse-mini from nothing: corpus, tokenizer, training, export.

    python3 tools/muse-mini/make.py [--minutes 82] [--samples 168000]
"""
import argparse

from export import export
from prepare import prepare
from train import train

options = argparse.ArgumentParser()
options.add_argument('--minutes', type=float, default=82, help='of training, on one core')
options.add_argument('--samples', type=int, default=168_000, help='ideas in the corpus')
chosen = options.parse_args()
if __name__ == '__main__':
    prepare(chosen.samples)
    train(chosen.minutes)
    export()
