"""The shipped model -> a checkpoint to train on from: its 8 bit weights put back into the network, its tokenizer kept."""
import json

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import model as net
from onnx_graph import BLOCK
from paths import CHECKPOINT, SHIPPED, WORK


def tokenizer_of(folder=SHIPPED):
    """(merges, vocabulary), as `prepare` takes them."""
    learned = json.loads((folder / 'tokenizer.json').read_text('utf8'))['model']
    return [tuple(pair) for pair in learned['merges']], learned['vocab']


def weights_of(folder=SHIPPED):
    """Name -> float32 array, as `onnx_graph.build_graph` takes them: `quantise` undone."""
    graph = onnx.load(str(folder / 'onnx' / 'model_quantized.onnx')).graph
    constants = {constant.name: numpy_helper.to_array(constant) for constant in graph.initializer}
    weights = {name: value for name, value in constants.items() if name == 'norm' or name.endswith(('.norm1', '.norm2'))}
    for name, bytes_ in constants.items():
        if name.endswith('.blocks'):
            key, rows = name[:-len('.blocks')], len(bytes_)
            scales = constants[key + '.scales'].reshape(rows, -1, 1)
            weights[key] = ((bytes_.reshape(rows, -1, BLOCK).astype(np.float32) - 128) * scales).reshape(rows, -1)
    return weights


def state_of(weights):
    """The inverse of `export.weights_of`: the matrices that read the same input become one."""
    state = {'emb.weight': weights['embedding'], 'norm': weights['norm']}
    for i in range(net.LAYERS):
        own = lambda *names: np.concatenate([weights[f'layers.{i}.{name}'] for name in names])
        parts = {'n1': own('norm1'), 'n2': own('norm2'), 'qkv.weight': own('q', 'k', 'v'), 'o.weight': own('o')}
        parts |= {'gu.weight': own('gate', 'up'), 'down.weight': own('down')}
        state.update({f'layers.{i}.{name}': value for name, value in parts.items()})
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in state.items()}


def restore(folder=SHIPPED):
    """Writes the checkpoint; answers the tokenizer."""
    model = net.Model()
    model.load_state_dict(state_of(weights_of(folder)))
    WORK.mkdir(exist_ok=True)
    torch.save(model.state_dict(), CHECKPOINT)
    return tokenizer_of(folder)


def blend(trained, keep, folder=SHIPPED):
    """Writes the checkpoint: the mean of the trained checkpoints, moved back towards the shipped weights by the share `keep`.
    What was learned anew stays for the most part, and so does what a training has begun to forget."""
    states, shipped = [torch.load(path) for path in trained], state_of(weights_of(folder))
    mean = {name: sum(state[name] for state in states) / len(states) for name in shipped}
    torch.save({name: (1 - keep) * value + keep * shipped[name] for name, value in mean.items()}, CHECKPOINT)
