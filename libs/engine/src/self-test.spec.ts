import { FakeStepModel } from '../../../test/support/fakes/fake-language-model.js';
import { agreementOf, selfTestLength } from './self-test.js';

/** A fake one of whose 27 logits is off by so much in every batched step. */
class OffModel extends FakeStepModel {
  constructor(private readonly error: number) {
    super(2, selfTestLength);
  }

  override async decode(tokenIds: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    const logits = await super.decode(tokenIds, lengths);
    return tokenIds.length === 1 ? logits : logits.map((logit, i) => (i === 30 ? logit + this.error : logit));
  }
}

const reference = (): FakeStepModel => {
  const model = new FakeStepModel(1, selfTestLength);
  model.reserve(1, selfTestLength);
  return model;
};

describe('agreementOf', () => {
  it.each([
    [0, 'exact'],
    [0.01, 'close'],
    [-0.2, 'close'],
    [2, 'close'],
    [6, 'wrong'],
    [Number.NaN, 'wrong'],
  ])('calls one logit that is off by %d, in a range of 6, %s', async (error, agreement) => {
    expect(await agreementOf(new OffModel(error), reference())).toBe(agreement);
  });

  it('finds rows that read their neighbours', async () => {
    const model = new FakeStepModel(2, selfTestLength);
    const decode = model.decode.bind(model);
    model.decode = (tokenIds, lengths) => decode([...tokenIds].reverse(), lengths);
    expect(await agreementOf(model, reference())).toBe('wrong');
  });

  it('calls a graph that does not run wrong', async () => {
    const model = new FakeStepModel(2, selfTestLength);
    model.failure = ({ type }) => (type === 'decode' ? new Error('no such input') : undefined);
    expect(await agreementOf(model, reference())).toBe('wrong');
  });

  it('tests a model with one slot too', async () => {
    expect(await agreementOf(new FakeStepModel(1, selfTestLength), reference())).toBe('exact');
  });
});
