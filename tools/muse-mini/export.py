"""Checkpoint -> a model folder in the layout of transformers.js.

    python3 tools/muse-mini/export.py                              the shipped model, models/muse-mini
    python3 tools/muse-mini/export.py FOLDER plain fp32            another graph, for tests
"""
import json
import pickle
import shutil
import sys
from pathlib import Path

import torch

import bpe
import model as net
from onnx_graph import build_graph
from paths import CHECKPOINT, DATA, SHIPPED

SUFFIX = {'fp32': '', 'q8': '_quantized'}

CONFIG = dict(
    architectures=['LlamaForCausalLM'], model_type='llama', hidden_act='silu', attention_bias=False, mlp_bias=False,
    attention_dropout=0.0, initializer_range=0.02, rms_norm_eps=net.EPSILON, rope_scaling=None, rope_theta=net.ROPE_THETA,
    tie_word_embeddings=True, use_cache=True, torch_dtype='float32', pretraining_tp=1, bos_token_id=bpe.USER,
    eos_token_id=bpe.END, pad_token_id=bpe.PAD, hidden_size=net.WIDTH, intermediate_size=net.FFN,
    num_hidden_layers=net.LAYERS, num_attention_heads=net.HEADS, num_key_value_heads=net.KV_HEADS, head_dim=net.HEAD_SIZE,
    vocab_size=net.VOCABULARY, max_position_embeddings=net.CONTEXT,
)
GENERATION = dict(
    bos_token_id=bpe.USER, eos_token_id=bpe.END, pad_token_id=bpe.PAD, do_sample=True, temperature=0.8, top_p=0.85,
    top_k=50, max_new_tokens=400, prompt_word_bias=4, prompt_word_start_bias=1.5,
)


def weights_of(state):
    """The fused matrices of training, taken apart under the names of onnx_graph.py."""
    weights = {'embedding': state['emb.weight'], 'norm': state['norm']}
    kv = net.KV_HEADS * net.HEAD_SIZE
    for i in range(net.LAYERS):
        own, p = (lambda name: state[f'layers.{i}.{name}']), f'layers.{i}.'
        q, k, v = own('qkv.weight').split([net.WIDTH, kv, kv])
        gate, up = own('gu.weight').split([net.FFN, net.FFN])
        parts = dict(norm1=own('n1'), norm2=own('n2'), q=q, k=k, v=v, o=own('o.weight'), gate=gate, up=up, down=own('down.weight'))
        weights.update({p + name: value for name, value in parts.items()})
    return {name: value.float().numpy() for name, value in weights.items()}


def export(folder=SHIPPED, attention='grouped', dtype='q8'):
    state = torch.load(CHECKPOINT)
    data = pickle.loads(DATA.read_bytes())
    folder = Path(folder)
    fresh = folder.with_name(folder.name + '.new')
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / 'onnx').mkdir(parents=True)
    (fresh / 'onnx' / f'model{SUFFIX[dtype]}.onnx').write_bytes(build_graph(weights_of(state), CONFIG, attention, dtype))
    (fresh / 'config.json').write_text(json.dumps(CONFIG, indent=1))
    (fresh / 'generation_config.json').write_text(json.dumps(GENERATION, indent=1))
    bpe.write_files(fresh, data['vocab'], data['merges'], net.CONTEXT)
    card = folder / 'README.md'
    if card.exists():
        shutil.copy(card, fresh / 'README.md')
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    print(f'{folder}: {sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6:.2f} MB')


if __name__ == '__main__':
    export(*sys.argv[1:])
