"""Trains the model for a number of minutes on one core; .work/checkpoint.pt is there from the fifth minute on."""
import json
import os
import pickle
import random
import time

import numpy as np
import torch

from model import Model
from paths import CHECKPOINT, DATA, FIGURES

RATE, BATCH, WARM_UP, STEADY = 0.02, 16, 40, 0.45
# Copied tokens are a tenth of an answer, and the tenth that has to be right.
COPY_WEIGHT = 2.5
VALIDATION, SAVE_EVERY = 256, 240
# An average reaches back over some hundreds of steps.
AVERAGE = 0.998


def orthogonal(x):
    """The nearest orthogonal matrix, roughly: five Newton-Schulz steps, as in Muon (Jordan et al., 2024)."""
    x = x / (x.norm() + 1e-7)
    tall = x.shape[0] > x.shape[1]
    x = x.T if tall else x
    for _ in range(5):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x.T if tall else x


class Muon:
    """Momentum whose update is made orthogonal; the parts of a fused matrix are matrices of their own."""

    def __init__(self, matrices):
        self.matrices = [(matrix, sizes, torch.zeros_like(matrix)) for matrix, sizes in matrices]

    @torch.no_grad()
    def step(self, rate):
        for matrix, sizes, momentum in self.matrices:
            momentum.mul_(0.95).add_(matrix.grad, alpha=0.05)
            update = matrix.grad * 0.05 + momentum * 0.95
            matrix.mul_(1 - rate * 0.02)
            for part, change in zip(matrix.split(sizes), update.split(sizes)):
                part.add_(orthogonal(change), alpha=-rate * max(1, change.shape[0] / change.shape[1]) ** 0.5)


class Average:
    """The weights averaged over the last steps: steadier than those of any one step."""

    def __init__(self, model, decay=AVERAGE):
        self.model, self.decay, self.steps = model, decay, 0
        self.values = {name: value.clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self):
        self.steps += 1
        share = 1 - min(self.decay, self.steps / (self.steps + 9))
        for name, value in self.model.state_dict().items():
            self.values[name].lerp_(value, share)


def weights_of(ids, prompt):
    """1 for each token of the answer, more for those that continue or begin a pair of tokens of the prompt.

    Not for the first: with more, most titles would begin with the topic, and the same words after it."""
    pairs = set(zip(ids[1:prompt - 2], ids[2:prompt - 1]))
    weights = np.ones(len(ids) - prompt, np.float32)
    for i in range(prompt + 1, len(ids)):
        if (ids[i - 1], ids[i]) in pairs or (i + 1 < len(ids) and (ids[i], ids[i + 1]) in pairs):
            weights[i - prompt] = COPY_WEIGHT
    return weights


def batch_of(samples):
    """Token ids, targets, and the weight of each target: 0 where nothing is to be learned."""
    shape = len(samples), max(len(ids) for ids, _ in samples) - 1
    x, y, w = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.float32)
    for row, (ids, prompt) in enumerate(samples):
        x[row, :len(ids) - 1] = ids[:-1]
        y[row, :len(ids) - 1] = ids[1:]
        w[row, prompt - 1:len(ids) - 1] = weights_of(ids.tolist(), prompt)
    return torch.from_numpy(x), torch.from_numpy(y), torch.from_numpy(w)


def batches(samples, rng):
    """Batches without end; samples of about the same length go together, fewer of them where they are long."""
    while True:
        order = list(range(len(samples)))
        rng.shuffle(order)
        for start in range(0, len(order), BATCH * 24):
            chunks, chunk = [], []
            for i in sorted(order[start:start + BATCH * 24], key=lambda i: len(samples[i][0])):
                if chunk and (len(chunk) + 1) * len(samples[i][0]) > BATCH * 150:
                    chunks.append(chunk)
                    chunk = []
                chunk.append(i)
            chunks.append(chunk)
            rng.shuffle(chunks)
            for chunk in chunks:
                yield batch_of([samples[i] for i in chunk])


@torch.no_grad()
def validate(model, samples):
    total = count = 0
    for start in range(0, len(samples), 32):
        x, y, w = batch_of(samples[start:start + 32])
        wanted = (w > 0).float()
        total += model.loss(x, y, wanted).item() * wanted.sum().item()
        count += wanted.sum().item()
    return total / count


def save(average):
    torch.save(average.values, f'{CHECKPOINT}.new')
    os.replace(f'{CHECKPOINT}.new', CHECKPOINT)


def train(minutes, rate=RATE, resume=False):
    """resume: go on from the checkpoint, with a rate that falls from the beginning."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    samples = pickle.loads(DATA.read_bytes())['data']
    validation, samples = samples[:VALIDATION], samples[VALIDATION:]
    model = Model()
    if resume:
        model.load_state_dict(torch.load(CHECKPOINT))
    muon, average = Muon(model.matrices()), Average(model)
    matrices = {id(matrix) for matrix, *_ in muon.matrices}
    others = [parameter for parameter in model.parameters() if id(parameter) not in matrices]
    adam = torch.optim.Adam(others, lr=rate * 0.3, betas=(0.9, 0.95))
    started, saved, tokens, mean = time.time(), 0, 0, None
    steady = 0 if resume else STEADY
    for step, (x, y, w) in enumerate(batches(samples, random.Random(0)), 1):
        elapsed = time.time() - started
        done = elapsed / (minutes * 60)
        if done >= 1:
            break
        now = rate * min(1, step / WARM_UP) * (1 if done < steady else max(0.01, (1 - done) / (1 - steady)))
        for group in adam.param_groups:
            group['lr'] = now * 0.3
        model.zero_grad(set_to_none=True)
        loss = model.loss(x, y, w)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(others, 1.0)
        muon.step(now)
        adam.step()
        average.update()
        tokens += int((x > 0).sum())
        mean = loss.item() if mean is None else 0.95 * mean + 0.05 * loss.item()
        if step % 50 == 0:
            print(f'step {step} loss {mean:.3f}, {tokens / 1e6:.2f} M tokens, {tokens / elapsed:.0f} a second', flush=True)
        if elapsed - saved > SAVE_EVERY:
            saved = elapsed
            save(average)
    save(average)
    model.load_state_dict(average.values)
    figures = dict(minutes=minutes, steps=step - 1, tokens=tokens, validation_loss=validate(model, validation))
    FIGURES.write_text(json.dumps(figures))
    print(figures)
