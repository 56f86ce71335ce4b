"""Writes a Llama-shaped decoder as an ONNX graph in the layout that transformers.js expects, with onnx.helper alone.

attention: `grouped` (com.microsoft.GroupQueryAttention without position_ids: a row never depends on its neighbours) or
`plain` (standard operators, attention mask and position_ids). weights: `fp32`, or `q8` (com.microsoft.MatMulNBits, 8 bit in
blocks of 32, integer arithmetic; the embedding is stored once, for the lookup and for the logits)."""
import numpy as np
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = 'com.microsoft'
BLOCK = 32
FLOAT, INT64, INT32 = TensorProto.FLOAT, TensorProto.INT64, TensorProto.INT32


def quantise(rows):
    """[N, K] -> blocks [N, K / 32, 32] of bytes around 128, and the scale of each block."""
    n, k = rows.shape
    blocks = rows.reshape(n, k // BLOCK, BLOCK)
    extreme = np.take_along_axis(blocks, np.abs(blocks).argmax(-1)[..., None], -1)[..., 0]
    scales = np.where(extreme == 0, 1.0, extreme / -128).astype(np.float32)
    return np.clip(np.rint(blocks / scales[..., None]) + 128, 0, 255).astype(np.uint8), scales


class GraphWriter:
    def __init__(self, weights, config, attention, dtype):
        self.weights, self.config, self.attention, self.dtype = weights, config, attention, dtype
        self.nodes, self.constants = [], {}
        self.heads, self.kv_heads, self.head_size = config['num_attention_heads'], config['num_key_value_heads'], config['head_dim']

    def constant(self, name, value, dtype=None):
        self.constants.setdefault(name, np.ascontiguousarray(value, dtype))
        return name

    def ints(self, *values):
        return self.constant('ints_' + '_'.join(map(str, values)), values, np.int64)

    def node(self, operator, inputs, outputs, domain='', **attributes):
        outputs = [outputs] if isinstance(outputs, str) else outputs
        self.nodes.append(helper.make_node(operator, inputs, outputs, name=f'{outputs[0]}/{operator}', domain=domain, **attributes))
        return outputs[0]

    # ---- parts
    def linear(self, x, key, out):
        rows = self.weights[key]
        if self.dtype == 'fp32':
            return self.node('MatMul', [x, self.constant(key, rows.T)], out)
        blocks, scales = quantise(rows)
        inputs = [x, self.constant(key + '.blocks', blocks), self.constant(key + '.scales', scales.reshape(-1))]
        return self.matmul_nbits(inputs, out, *rows.shape)

    def matmul_nbits(self, inputs, out, n, k):
        return self.node('MatMulNBits', inputs, out, MICROSOFT, K=k, N=n, bits=8, block_size=BLOCK, accuracy_level=4)

    def embedding(self):
        table = self.weights['embedding']
        if self.dtype == 'fp32':
            return self.node('Gather', [self.constant('embedding', table), 'input_ids'], 'h', axis=0)
        blocks, scales = quantise(table)
        inputs = [self.constant('embedding.blocks', blocks.reshape(len(table), -1)), 'input_ids', self.constant('embedding.scales', scales)]
        return self.node('GatherBlockQuantized', inputs, 'h', MICROSOFT, bits=8, block_size=BLOCK, gather_axis=0, quantize_axis=1)

    def logits(self, x):
        vocabulary, width = self.weights['embedding'].shape
        self.node('Neg', ['num_logits_to_keep'], 'keep_from')
        self.node('Reshape', ['keep_from', self.ints(1)], 'keep_start')
        x = self.node('Slice', [x, 'keep_start', self.ints(2 ** 31 - 1), self.ints(1)], 'kept')
        if self.dtype == 'fp32':
            return self.node('FusedMatMul', [x, 'embedding'], 'logits', MICROSOFT, transB=1)
        self.node('Reshape', ['embedding.blocks', self.ints(vocabulary, width // BLOCK, BLOCK)], 'head.blocks')
        self.node('Reshape', ['embedding.scales', self.ints(-1)], 'head.scales')
        return self.matmul_nbits([x, 'head.blocks', 'head.scales'], 'logits', vocabulary, width)

    def norm(self, x, delta, key, out):
        """RMSNorm of x + delta; answers the norm and the sum."""
        weight, epsilon = self.constant(key, self.weights[key]), self.config['rms_norm_eps']
        if delta is None:
            return self.node('SimplifiedLayerNormalization', [x, weight], out, axis=-1, epsilon=epsilon, stash_type=1), x
        self.node('SkipSimplifiedLayerNormalization', [x, delta, weight], [out, '', '', out + '.sum'], MICROSOFT, epsilon=epsilon)
        return out, out + '.sum'

    # ---- attention
    def prepare_attention(self):
        length, theta = self.config['max_position_embeddings'], self.config['rope_theta']
        frequencies = np.outer(np.arange(length), theta ** -(np.arange(0, self.head_size, 2) / self.head_size))
        self.constant('cos', np.cos(frequencies), np.float32)
        self.constant('sin', np.sin(frequencies), np.float32)
        self.node('Shape', ['attention_mask'], 'mask_shape')
        self.node('Slice', ['mask_shape', self.ints(1), self.ints(2)], 'total1')
        self.node('Squeeze', ['total1'], 'total')
        if self.attention == 'grouped':
            self.node('ReduceSum', ['attention_mask', self.ints(1)], 'lengths', keepdims=0)
            self.node('Sub', ['lengths', self.ints(1)], 'last_positions')
            self.node('Cast', ['last_positions'], 'seqlens_k', to=INT32)
            self.node('Cast', ['total'], 'total_length', to=INT32)
            return
        self.node('Shape', ['input_ids'], 'ids_shape')
        self.node('Slice', ['ids_shape', self.ints(0), self.ints(1)], 'batch1')
        self.node('Slice', ['ids_shape', self.ints(1), self.ints(2)], 'new1')
        self.node('Squeeze', ['new1'], 'new')
        # Row i of the new tokens sees the keys 0 .. total - new + i, unless the mask hides them.
        self.node('Sub', ['total', 'new'], 'before')
        zero, one = self.constant('zero', 0, np.int64), self.constant('one', 1, np.int64)
        self.node('Range', [zero, 'total', one], 'keys')
        self.node('Range', ['before', 'total', one], 'queries')
        self.node('Unsqueeze', ['queries', self.ints(1)], 'queries2')
        self.node('LessOrEqual', ['keys', 'queries2'], 'causal')
        self.constant('hidden', -1e9, np.float32)
        self.node('Where', ['causal', self.constant('seen', 0, np.float32), 'hidden'], 'causal_bias')
        self.node('Cast', ['attention_mask'], 'mask_float', to=FLOAT)
        self.node('Sub', [self.constant('float_one', 1, np.float32), 'mask_float'], 'masked')
        self.node('Mul', ['masked', 'hidden'], 'mask_bias2')
        self.node('Unsqueeze', ['mask_bias2', self.ints(1, 2)], 'mask_bias')
        self.node('Add', ['mask_bias', 'causal_bias'], 'bias')
        for name in ('cos', 'sin'):
            self.node('Gather', [name, 'position_ids'], name + '_half', axis=0)
            self.node('Concat', [name + '_half', name + '_half'], name + '_full', axis=-1)
            self.node('Unsqueeze', [name + '_full', self.ints(1)], name + '_rows')

    def grouped_attention(self, layer, q, k, v):
        inputs = [q, k, v, f'past_key_values.{layer}.key', f'past_key_values.{layer}.value', 'seqlens_k', 'total_length', 'cos', 'sin']
        outputs = [f'l{layer}.attention', f'present.{layer}.key', f'present.{layer}.value']
        return self.node(
            'GroupQueryAttention', inputs, outputs, MICROSOFT, num_heads=self.heads, kv_num_heads=self.kv_heads,
            scale=float(self.head_size ** -0.5), do_rotary=1, rotary_interleaved=0, local_window_size=-1,
        )

    def plain_attention(self, layer, q, k, v):
        t, heads, kv_heads, size = f'l{layer}.', self.heads, self.kv_heads, self.head_size
        q = self.rotated(self.split_heads(q, heads, t + 'q4'), t + 'qr')
        k = self.rotated(self.split_heads(k, kv_heads, t + 'k4'), t + 'kr')
        v = self.split_heads(v, kv_heads, t + 'v4')
        key = self.node('Concat', [f'past_key_values.{layer}.key', k], f'present.{layer}.key', axis=2)
        value = self.node('Concat', [f'past_key_values.{layer}.value', v], f'present.{layer}.value', axis=2)
        # The query heads of a group stand below each other, so that one product serves the group.
        self.node('Reshape', [q, self.ints(0, kv_heads, -1, size)], t + 'qg')
        self.node('Mul', [t + 'qg', self.constant('scale', size ** -0.5, np.float32)], t + 'qs')
        self.node('Transpose', [key], t + 'kt', perm=[0, 1, 3, 2])
        self.node('MatMul', [t + 'qs', t + 'kt'], t + 'scores')
        self.node('Concat', ['batch1', self.ints(heads), 'new1', 'total1'], t + 'shape', axis=0)
        self.node('Reshape', [t + 'scores', t + 'shape'], t + 'scores4')
        self.node('Add', [t + 'scores4', 'bias'], t + 'biased')
        self.node('Softmax', [t + 'biased'], t + 'shares', axis=-1)
        self.node('Concat', ['batch1', self.ints(kv_heads), self.ints(-1), 'total1'], t + 'gshape', axis=0)
        self.node('Reshape', [t + 'shares', t + 'gshape'], t + 'sharesg')
        self.node('MatMul', [t + 'sharesg', value], t + 'mixed')
        self.node('Concat', ['batch1', self.ints(heads), 'new1', self.ints(size)], t + 'oshape', axis=0)
        self.node('Reshape', [t + 'mixed', t + 'oshape'], t + 'mixed4')
        self.node('Transpose', [t + 'mixed4'], t + 'mixedt', perm=[0, 2, 1, 3])
        return self.node('Reshape', [t + 'mixedt', self.ints(0, 0, heads * size)], t + 'attention')

    def split_heads(self, x, heads, out):
        self.node('Reshape', [x, self.ints(0, 0, heads, self.head_size)], out + '.rows')
        return self.node('Transpose', [out + '.rows'], out, perm=[0, 2, 1, 3])

    def rotated(self, x, out):
        half, size = self.ints(self.head_size // 2), self.ints(self.head_size)
        self.node('Slice', [x, self.ints(0), half, self.ints(3)], out + '.a')
        self.node('Slice', [x, half, size, self.ints(3)], out + '.b')
        self.node('Neg', [out + '.b'], out + '.nb')
        self.node('Concat', [out + '.nb', out + '.a'], out + '.turned', axis=-1)
        self.node('Mul', [x, 'cos_rows'], out + '.cos')
        self.node('Mul', [out + '.turned', 'sin_rows'], out + '.sin')
        return self.node('Add', [out + '.cos', out + '.sin'], out)

    # ---- the whole
    def write(self):
        x, delta = self.embedding(), None
        self.prepare_attention()
        for layer in range(self.config['num_hidden_layers']):
            p, t = f'layers.{layer}.', f'l{layer}.'
            normed, x = self.norm(x, delta, p + 'norm1', t + 'n1')
            q, k, v = (self.linear(normed, p + part, t + part) for part in ('q', 'k', 'v'))
            attend = self.grouped_attention if self.attention == 'grouped' else self.plain_attention
            out = self.linear(attend(layer, q, k, v), p + 'o', t + 'o')
            normed, x = self.norm(x, out, p + 'norm2', t + 'n2')
            gate, up = self.linear(normed, p + 'gate', t + 'gate'), self.linear(normed, p + 'up', t + 'up')
            self.node('Sigmoid', [gate], t + 'sigmoid')
            self.node('Mul', [gate, t + 'sigmoid'], t + 'silu')
            self.node('Mul', [t + 'silu', up], t + 'gated')
            delta = self.linear(t + 'gated', p + 'down', t + 'down')
        self.logits(self.norm(x, delta, 'norm', 'normed')[0])
        return self.model()

    def model(self):
        value = helper.make_tensor_value_info
        inputs = [value('input_ids', INT64, ['batch_size', 'sequence_length'])]
        inputs.append(value('attention_mask', INT64, ['batch_size', 'total_sequence_length']))
        if self.attention == 'plain':
            inputs.append(value('position_ids', INT64, ['batch_size', 'sequence_length']))
        inputs.append(value('num_logits_to_keep', INT64, []))
        outputs = [value('logits', FLOAT, ['batch_size', 'num_logits', self.config['vocab_size']])]
        for layer in range(self.config['num_hidden_layers']):
            for part in ('key', 'value'):
                shape = lambda length: ['batch_size', self.kv_heads, length, self.head_size]
                inputs.append(value(f'past_key_values.{layer}.{part}', FLOAT, shape('past_sequence_length')))
                outputs.append(value(f'present.{layer}.{part}', FLOAT, shape('total_sequence_length')))
        constants = [numpy_helper.from_array(array, name) for name, array in self.constants.items()]
        graph = helper.make_graph(self.nodes, 'muse-mini', inputs, outputs, initializer=constants)
        domains = [helper.make_opsetid('', 17), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=domains, producer_name='creative-muse')
        model.ir_version = 8
        return model


def build_graph(weights, config, attention='grouped', dtype='q8'):
    """The model as bytes. weights: name -> float32 array, [out, in] for matrices, as `export.py` names them."""
    return GraphWriter(weights, config, attention, dtype).write().SerializeToString()
