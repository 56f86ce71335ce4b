"""Makes muse-mini from nothing: corpus, tokenizer, training, export.

    python3 tools/muse-mini/make.py [--minutes 82] [--samples 168000]
    python3 tools/muse-mini/make.py --resume [--minutes 50] [--rate 0.006 0.003] [--cut 0.5] [--keep 0.25]    from the shipped model on
"""
import argparse

from export import export
from paths import CHECKPOINT
from prepare import prepare
from resume import blend, restore
from train import RATE, train

# Trainings that go on from one model, each on a corpus of its own and at a rate that does not undo what it knows: the mean of
# their weights is better than each of them.
RESUMED_SEEDS, RESUMED_RATES = range(5000, 15_000, 2000), [0.006, 0.003]

options = argparse.ArgumentParser()
options.add_argument('--minutes', type=float, help='of training, on one core: 82, or 50 for each rate of --resume')
options.add_argument('--samples', type=int, default=168_000, help='ideas in the corpus')
options.add_argument('--resume', action='store_true', help='train the shipped model further, with its tokenizer')
options.add_argument('--rate', type=float, nargs='+', default=RESUMED_RATES, help='with --resume: the first learning rate of each training')
options.add_argument('--cut', type=float, default=0.0, help='with --resume: the share of answers cut after the first sentence')
options.add_argument('--keep', type=float, default=0.25, help='with --resume: the share of the weights as they were, see resume.blend')
chosen = options.parse_args()
if __name__ == '__main__':
    if chosen.resume:
        trained = []
        for seed, rate in zip(RESUMED_SEEDS, chosen.rate):
            prepare(chosen.samples, seed, restore(), chosen.cut)
            train(chosen.minutes or 50, rate, resume=True)
            trained.append(CHECKPOINT.rename(CHECKPOINT.with_stem(f'trained-{seed}')))
        blend(trained, chosen.keep)
    else:
        prepare(chosen.samples)
        train(chosen.minutes or 82, RATE)
    export()
