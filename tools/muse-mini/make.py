"""Makes muse-mini from nothing: corpus, tokenizer, training, export.

    python3 tools/muse-mini/make.py [--minutes 82] [--samples 168000]
    python3 tools/muse-mini/make.py --resume [--minutes 45] [--rate 0.005] [--cut 0.65] [--keep 0.5]    from the shipped model on
"""
import argparse

from export import export
from prepare import prepare
from resume import blend, restore
from train import RATE, train

# A model that goes on learning gets a corpus of its own and a rate that does not undo what it knows.
RESUMED_SEED, RESUMED_RATE = 5000, 0.005

options = argparse.ArgumentParser()
options.add_argument('--minutes', type=float, help='of training, on one core: 82, or 45 with --resume')
options.add_argument('--samples', type=int, default=168_000, help='ideas in the corpus')
options.add_argument('--resume', action='store_true', help='train the shipped model further, with its tokenizer')
options.add_argument('--rate', type=float, default=RESUMED_RATE, help='with --resume: the first learning rate')
options.add_argument('--cut', type=float, default=0.0, help='with --resume: the share of answers cut after the first sentence')
options.add_argument('--keep', type=float, default=0.5, help='with --resume: the share of the weights as they were, see resume.blend')
chosen = options.parse_args()
if __name__ == '__main__':
    if chosen.resume:
        prepare(chosen.samples, RESUMED_SEED, restore(), chosen.cut)
        train(chosen.minutes or 45, chosen.rate, resume=True)
        blend(chosen.keep)
    else:
        prepare(chosen.samples)
        train(chosen.minutes or 82, RATE)
    export()
