import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useTexts } from '../../texts/texts-context.js';
import { mostCandidates, type Strategy, strategiesFor, toPossible } from './ensemble-wish.js';
import { useSession } from './session.js';

/** How many candidates an idea is chosen from; where there are several, how. */
export function EnsembleOptions(quiet: Pick<NativeSelectProps, 'variant' | 'classNames'>) {
  const { generate: texts } = useTexts();
  const { wish, change } = useSession();
  const { candidates, models, strategy } = toPossible(wish);
  const most = toPossible({ ...wish, candidates: mostCandidates }).candidates;
  const counts = Array.from({ length: most }, (_, n) => n + 1);
  return (
    <>
      <NativeSelect
        {...quiet}
        label={texts.candidates}
        data={counts.map((count) => ({
          value: String(count),
          label: count === 1 ? texts.noCandidates : String(count),
        }))}
        value={String(candidates)}
        onChange={(event) => change({ candidates: Number(event.currentTarget.value) })}
      />
      {candidates > 1 && (
        <NativeSelect
          {...quiet}
          label={texts.strategy}
          data={strategiesFor(models.length).map((value) => ({
            value,
            label: texts.strategies[value],
          }))}
          value={strategy}
          onChange={(event) => change({ strategy: event.currentTarget.value as Strategy })}
        />
      )}
    </>
  );
}
