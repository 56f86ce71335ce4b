import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useTexts } from '../../texts/texts-context.js';
import { type EnsembleWish, mostCandidates, type Strategy, strategiesFor, toPossible } from './ensemble-wish.js';

interface Props extends Pick<NativeSelectProps, 'variant' | 'classNames'> {
  wish: EnsembleWish;
  /** Whether a model that takes part can make one idea of several. */
  canFuse: boolean;
  onChange: (part: Partial<EnsembleWish>) => void;
}

/** How many candidates an idea is chosen from; where there are several, how. */
export function EnsembleOptions({ wish, canFuse, onChange, ...look }: Props) {
  const { candidates: texts } = useTexts();
  const { candidates, models, strategy } = toPossible(wish, canFuse);
  const most = toPossible({ ...wish, candidates: mostCandidates }, canFuse).candidates;
  const counts = Array.from({ length: most }, (_, n) => n + 1);
  return (
    <>
      <NativeSelect
        {...look}
        label={texts.title}
        data={counts.map((count) => ({ value: String(count), label: count === 1 ? texts.none : String(count) }))}
        value={String(candidates)}
        onChange={(event) => onChange({ candidates: Number(event.currentTarget.value) })}
      />
      {candidates > 1 && (
        <NativeSelect
          {...look}
          label={texts.strategy}
          data={strategiesFor(models.length, canFuse).map((value) => ({ value, label: texts.strategies[value] }))}
          value={strategy}
          onChange={(event) => onChange({ strategy: event.currentTarget.value as Strategy })}
        />
      )}
    </>
  );
}
