import { parseWeights, weightsFrom, writtenWeights } from './weights.js';

describe('ranking weights', () => {
  it('are read as they are written', () => {
    const weights = parseWeights(' on_topic = 2, likelihood=0.5 ');
    expect(weights).toEqual({ ...weightsFrom(() => 0), onTopic: 2, likelihood: 0.5 });
    expect(parseWeights(writtenWeights(weights!))).toEqual(weights);
  });

  it.each([
    '',
    'on_topic',
    'on_topic=',
    'on_topic=-1',
    'on_topic=1e2',
    'on_topic=101',
    'on_topic=NaN',
    'on_topic=1=2',
    'on_topic=1,',
    'on_topic=1,on_topic=2',
    'onTopic=1',
    'taste=1',
    'on_topic=0',
    'on_topic=1;length=1',
    'toString=1',
  ])('are never %j', (written) => {
    expect(parseWeights(written)).toBeUndefined();
  });
});
