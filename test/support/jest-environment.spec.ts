import { Tensor } from 'onnxruntime-common';
import { InferenceSession } from 'onnxruntime-node';

// Guards test/support/jest-environment.cjs: without it, ONNX refuses the typed arrays that a test makes.
describe('the test environment', () => {
  it('makes tensors of its typed arrays', () => {
    const tensor = new Tensor('float32', new Float32Array([1, 2]), [1, 2]);
    expect(tensor.dims).toEqual([1, 2]);
    expect(InferenceSession.create).toBeInstanceOf(Function);
  });

  it('uses the typed arrays of the main realm', () => {
    expect(Buffer.from('a')).toBeInstanceOf(Uint8Array);
  });
});
