import type { Model } from '@creative-muse/client';
import { actionsOf } from './model-actions.js';

type Situation = Parameters<typeof actionsOf>[0];
const model = (part: Partial<Model>): Situation => ({ status: 'not_loaded', available: true, current: false, ...part });

it.each<[string, Partial<Model>, ReturnType<typeof actionsOf>]>([
  ['loaded and current', { status: 'loaded', current: true }, ['unload']],
  ['loaded', { status: 'loaded' }, ['switch', 'unload']],
  ['on this machine', {}, ['switch', 'load']],
  ['current, but unloaded', { current: true }, ['load']],
  ['on this machine, and failed to load', { status: 'error' }, ['switch', 'load']],
  ['being loaded', { status: 'loading' }, []],
  ['being unloaded', { status: 'unloading' }, []],
  ['being downloaded', { status: 'downloading', available: false }, ['cancel']],
  ['elsewhere', { available: false }, ['download']],
  ['elsewhere, and failed to come', { status: 'error', available: false }, ['download']],
  ['nowhere', { available: false, reason: 'There is no export.' }, []],
])('knows what to do with a model that is %s', (_, part, actions) => {
  expect(actionsOf(model(part))).toEqual(actions);
});
