import { lastDecision, type PreloadDecision } from './last-decision.js';

const at = (second: number, model: string, reason: string): PreloadDecision => ({
  at: new Date(second * 1000).toISOString(),
  model,
  action: 'keep',
  reason,
});

it('finds the latest of a model, whatever their order', () => {
  const decisions = [at(3, 'moss', 'newest'), at(9, 'rain', 'other'), at(1, 'moss', 'oldest')];
  expect(lastDecision(decisions, 'moss')?.reason).toBe('newest');
  expect(lastDecision(decisions.toReversed(), 'moss')?.reason).toBe('newest');
});

it('finds nothing about a model that nothing was decided about', () => {
  expect(lastDecision([at(1, 'moss', '')], 'rain')).toBeUndefined();
});
