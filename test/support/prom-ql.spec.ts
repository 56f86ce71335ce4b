import { metricsIn } from './prom-ql.js';

describe('metricsIn', () => {
  it.each([
    ['up', ['up']],
    ['sum by (model) (rate(muse_texts_total{outcome=~"stop|length"}[$__rate_interval]))', ['muse_texts_total']],
    ['histogram_quantile(0.95, sum by (le) (rate(a_bucket[5m])))', ['a_bucket']],
    ['a / on (model) group_left () b > bool 1.5e3 and c offset 5m unless d', ['a', 'b', 'c', 'd']],
    ['increase (x_total [1h]) > 0', ['x_total']],
  ])('%s', (expression, names) => {
    // A duration without brackets stays behind `offset`: 5m begins with a digit, so it is no name.
    expect(metricsIn(expression)).toEqual(names);
  });
});
