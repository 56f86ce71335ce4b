"""Checks that the shipped weights, read back into a network, are those that were shipped."""
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import bpe
import export
import model as net
import resume
from onnx_graph import BLOCK, build_graph, quantise
from paths import SHIPPED


def constants_of(graph):
    return {constant.name: numpy_helper.to_array(constant) for constant in graph.graph.initializer}


class ResumeTest(unittest.TestCase):
    def test_restored_and_exported_again_the_graph_has_the_same_values(self):
        state = resume.state_of(resume.weights_of())
        again = constants_of(onnx.load_from_string(build_graph(export.weights_of(state), export.CONFIG)))
        shipped = constants_of(onnx.load(str(SHIPPED / 'onnx' / 'model_quantized.onnx')))
        self.assertEqual(set(again), set(shipped))
        for name, value in shipped.items():
            with self.subTest(name=name):
                np.testing.assert_allclose(again[name].astype(np.float32), value.astype(np.float32), rtol=1e-6)

    def test_what_is_restored_fits_the_network(self):
        net.Model().load_state_dict(resume.state_of(resume.weights_of()))

    def test_trainings_are_averaged_and_moved_back(self):
        shipped = resume.state_of(resume.weights_of())
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / name for name in ('one', 'two', 'blended')]
            for path, change in zip(paths, (1, 3)):
                torch.save({name: value + change for name, value in shipped.items()}, path)
            with mock.patch('resume.CHECKPOINT', paths[2]):
                resume.blend(paths[:2], 0.25)
            for name, value in torch.load(paths[2]).items():
                np.testing.assert_allclose(value, shipped[name] + 1.5, atol=1e-4)

    def test_one_step_is_the_most_that_is_lost(self):
        rows = np.random.default_rng(1).normal(size=(6, 2 * BLOCK)).astype(np.float32)
        blocks, scales = quantise(rows)
        back = ((blocks.astype(np.float32) - 128) * scales[..., None]).reshape(rows.shape)
        steps = np.repeat(np.abs(scales), BLOCK, axis=1)
        # The end of the range that the extreme does not lie on has one value less.
        self.assertTrue(np.all(np.abs(back - rows) <= steps * 1.01))

    def test_the_tokenizer_is_kept(self):
        merges, vocabulary = resume.tokenizer_of()
        self.assertEqual(bpe.vocabulary_of(merges), vocabulary)


if __name__ == '__main__':
    unittest.main()
