import { errorCodes } from '@muse/core/errors/muse-error.js';
import { en } from '../texts/en.js';
import { isAboutModels, kindOf, needsDetail } from './failure-advice.js';

describe('the advice for a failure', () => {
  it('knows every code of the service: only its own mistakes are "internal"', () => {
    expect(errorCodes.filter((code) => kindOf(code) === 'internal')).toEqual(['storage_failed', 'internal_error']);
  });

  it('says of a code that it does not know that the service failed', () => {
    expect(kindOf('something_new')).toBe('internal');
    expect(kindOf('toString')).toBe('internal');
  });

  it('has a use for every text', () => {
    const used = new Set([...errorCodes, 'unknown'].map(kindOf));
    expect([...used].sort()).toEqual(Object.keys(en.failures).sort());
  });

  it('leads to the models where they are the matter', () => {
    expect(['model_not_downloaded', 'out_of_memory', 'queue_full'].map((code) => isAboutModels(kindOf(code)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('shows the sentence of the service, but not that of the browser', () => {
    expect(['unknown', 'validation_failed'].map((code) => needsDetail(kindOf(code)))).toEqual([false, true]);
  });
});
