"""The network: a small Llama-shaped decoder (RMSNorm, rotary positions, grouped key/value heads, SwiGLU, tied embedding),
written for training on one CPU core: matrices that read the same input are one matrix, and the loss keeps one
[rows, vocabulary] array instead of four."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTH, LAYERS, HEADS, KV_HEADS, FFN, VOCABULARY, CONTEXT = 256, 5, 8, 4, 704, 4096, 1024
HEAD_SIZE = WIDTH // HEADS
ROPE_THETA, EPSILON = 10000.0, 1e-5

_angles = torch.outer(torch.arange(CONTEXT).float(), ROPE_THETA ** -(torch.arange(0, HEAD_SIZE, 2).float() / HEAD_SIZE))
_angles = torch.cat([_angles, _angles], 1)
COS, SIN = _angles.cos(), _angles.sin()


def rotated(x):
    length = x.shape[-2]
    a, b = x.chunk(2, -1)
    return x * COS[:length] + torch.cat([-b, a], -1) * SIN[:length]


class RmsNorm(torch.autograd.Function):
    """x / rms(x) * weight, with its gradient written out: half the passes over memory."""

    @staticmethod
    def forward(ctx, x, weight):
        inverse = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + EPSILON)
        normed = x * inverse
        ctx.save_for_backward(normed, weight, inverse)
        return normed * weight

    @staticmethod
    def backward(ctx, gradient):
        normed, weight, inverse = ctx.saved_tensors
        of_weight = (gradient * normed).sum(tuple(range(gradient.ndim - 1)))
        gradient = gradient * weight
        return (gradient - normed * (gradient * normed).mean(-1, keepdim=True)).mul_(inverse), of_weight


class VocabularyLoss(torch.autograd.Function):
    """Weighted mean cross entropy of x @ embedding.T against the targets."""

    @staticmethod
    def forward(ctx, x, embedding, targets, weights):
        p = x @ embedding.T
        rows = torch.arange(len(targets))
        p.sub_(p.max(1, keepdim=True).values)
        at_target = p[rows, targets].clone()
        total = p.exp_().sum(1, keepdim=True)
        weights = weights / weights.sum()
        loss = ((total[:, 0].log() - at_target) * weights).sum()
        p.div_(total)
        p[rows, targets] -= 1
        ctx.save_for_backward(x, embedding, p.mul_(weights[:, None]))
        return loss

    @staticmethod
    def backward(ctx, gradient):
        x, embedding, p = ctx.saved_tensors
        p = p.mul_(gradient)
        return p @ embedding, p.T @ x, None, None


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.n1, self.n2 = nn.Parameter(torch.ones(WIDTH)), nn.Parameter(torch.ones(WIDTH))
        self.qkv = nn.Linear(WIDTH, (HEADS + 2 * KV_HEADS) * HEAD_SIZE, bias=False)
        self.o = nn.Linear(WIDTH, WIDTH, bias=False)
        self.gu = nn.Linear(WIDTH, 2 * FFN, bias=False)
        self.down = nn.Linear(FFN, WIDTH, bias=False)

    def forward(self, x, mask):
        gate, up = self.gu(RmsNorm.apply(x := x + self.attention(x, mask), self.n2)).chunk(2, -1)
        return x + self.down(F.silu(gate) * up)

    def attention(self, x, mask):
        batch, length, _ = x.shape
        group = HEADS // KV_HEADS
        heads = self.qkv(RmsNorm.apply(x, self.n1)).view(batch, length, HEADS + 2 * KV_HEADS, HEAD_SIZE).transpose(1, 2)
        turned = rotated(heads[:, :HEADS + KV_HEADS])
        # The query heads of a group stand below each other, so that one product serves the group.
        q = turned[:, :HEADS].reshape(batch * KV_HEADS, group * length, HEAD_SIZE)
        k = turned[:, HEADS:].reshape(batch * KV_HEADS, length, HEAD_SIZE)
        v = heads[:, HEADS + KV_HEADS:].reshape(batch * KV_HEADS, length, HEAD_SIZE)
        bias = mask[None].repeat(1, group, 1).expand(batch * KV_HEADS, -1, -1)
        shares = torch.baddbmm(bias, q, k.transpose(1, 2), alpha=HEAD_SIZE ** -0.5).softmax(-1)
        mixed = torch.bmm(shares, v).view(batch, HEADS, length, HEAD_SIZE).transpose(1, 2)
        return self.o(mixed.reshape(batch, length, WIDTH))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(VOCABULARY, WIDTH)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])
        self.norm = nn.Parameter(torch.ones(WIDTH))
        nn.init.normal_(self.emb.weight, 0, 0.02)
        for layer in self.layers:
            for name, matrix in layer.named_parameters():
                if matrix.ndim == 2:
                    into_stream = name.startswith(('o', 'down'))
                    std = 1 / math.sqrt(matrix.shape[1]) / (math.sqrt(2 * LAYERS) if into_stream else 1)
                    nn.init.normal_(matrix, 0, std)

    def hidden(self, ids):
        length = ids.shape[1]
        mask = torch.full((length, length), float('-inf')).triu(1)
        x = self.emb(ids)
        for layer in self.layers:
            x = layer(x, mask)
        return RmsNorm.apply(x, self.norm)

    def logits(self, ids):
        """[batch, length] -> [batch, length, vocabulary]"""
        return self.hidden(ids) @ self.emb.weight.T

    def loss(self, ids, targets, weights):
        """Mean cross entropy over the positions of weight above 0: the answers alone."""
        wanted = weights > 0
        return VocabularyLoss.apply(self.hidden(ids)[wanted], self.emb.weight, targets[wanted], weights[wanted])

    def matrices(self):
        """The matrices for Muon, each with the sizes of the parts that were fused into it."""
        for layer in self.layers:
            yield layer.qkv.weight, [HEADS * HEAD_SIZE, KV_HEADS * HEAD_SIZE, KV_HEADS * HEAD_SIZE]
            yield layer.o.weight, [WIDTH]
            yield layer.gu.weight, [FFN, FFN]
            yield layer.down.weight, [WIDTH]
