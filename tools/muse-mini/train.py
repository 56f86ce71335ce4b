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

RATE, BATCH, WARM_UP, STEADY = 0.02, 24, 40, 0.45
VALIDATION, SAVE_EVERY = 256, 240


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


def batch_of(samples):
    """Token ids and targets; targets are -100 where nothing is to be learned."""
    length = max(len(ids) for ids, _ in samples) - 1
    x, y = np.zeros((len(samples), length), np.int64), np.full((len(samples), length), -100, np.int64)
    for row, (ids, prompt) in enumerate(samples):
        x[row, :len(ids) - 1] = ids[:-1]
        y[row, prompt - 1:len(ids) - 1] = ids[prompt:]
    return torch.from_numpy(x), torch.from_numpy(y)


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
        x, y = batch_of(samples[start:start + 32])
        wanted = int((y != -100).sum())
        total += model.loss(x, y).item() * wanted
        count += wanted
    return total / count


def save(model):
    torch.save(model.state_dict(), f'{CHECKPOINT}.new')
    os.replace(f'{CHECKPOINT}.new', CHECKPOINT)


def train(minutes):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    samples = pickle.loads(DATA.read_bytes())['data']
    validation, samples = samples[:VALIDATION], samples[VALIDATION:]
    model = Model()
    muon = Muon(model.matrices())
    matrices = {id(matrix) for matrix, *_ in muon.matrices}
    others = [parameter for parameter in model.parameters() if id(parameter) not in matrices]
    adam = torch.optim.Adam(others, lr=RATE * 0.3, betas=(0.9, 0.95))
    started, saved, tokens, mean = time.time(), 0, 0, None
    for step, (x, y) in enumerate(batches(samples, random.Random(0)), 1):
        elapsed = time.time() - started
        done = elapsed / (minutes * 60)
        if done >= 1:
            break
        rate = RATE * min(1, step / WARM_UP) * (1 if done < STEADY else max(0.01, (1 - done) / (1 - STEADY)))
        for group in adam.param_groups:
            group['lr'] = rate * 0.3
        model.zero_grad(set_to_none=True)
        loss = model.loss(x, y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(others, 1.0)
        muon.step(rate)
        adam.step()
        tokens += int((x > 0).sum())
        mean = loss.item() if mean is None else 0.95 * mean + 0.05 * loss.item()
        if step % 50 == 0:
            print(f'step {step} loss {mean:.3f}, {tokens / 1e6:.2f} M tokens, {tokens / elapsed:.0f} a second', flush=True)
        if elapsed - saved > SAVE_EVERY:
            saved = elapsed
            save(model)
    save(model)
    figures = dict(minutes=minutes, steps=step - 1, tokens=tokens, validation_loss=validate(model, validation))
    FIGURES.write_text(json.dumps(figures))
    print(figures)
