import { Checkbox, NativeSelect } from '@mantine/core';
import { AngleSelect } from '../../parts/angle-select.js';
import { EnsembleOptions } from '../../parts/candidates/ensemble-options.js';
import { CategorySelect } from '../../parts/category-select.js';
import { LanguageSelect } from '../../parts/language-select.js';
import { useTexts } from '../../texts/texts-context.js';
import { CreativitySlider } from '../generate/creativity-slider.js';
import classes from './batch-form.module.css';
import type { BatchWish } from './batch-wish.js';

interface Props {
  wish: BatchWish;
  /** Keys of the models that write. */
  models: readonly string[];
  /** Whether one of them can make one idea of several. */
  canFuse: boolean;
  onChange: (part: Partial<BatchWish>) => void;
}

/** Ideas for one prompt that are offered; the service takes more. */
const numbers = ['1', '2', '3', '4', '5', '6', '8', '10', '20'];

export function BatchOptions({ wish, models, canFuse, onChange }: Props) {
  const { batch: texts } = useTexts();
  return (
    <div className={classes.options}>
      <CategorySelect value={wish.category} onChange={(category) => onChange({ category })} />
      <LanguageSelect value={wish.language} onChange={(language) => onChange({ language })} />
      <CreativitySlider value={wish.creativity} onChange={(creativity) => onChange({ creativity })} />
      <NativeSelect
        label={texts.each}
        data={numbers}
        value={String(wish.n)}
        onChange={(event) => onChange({ n: Number(event.currentTarget.value) })}
      />
      <AngleSelect
        value={wish.angle}
        onChange={(angle) => onChange({ angle })}
        emptyLabel={wish.n > 1 ? texts.anglesInTurn : undefined}
      />
      <EnsembleOptions wish={{ ...wish, models }} canFuse={canFuse} onChange={onChange} />
      <div className={classes.switches}>
        <Checkbox
          label={texts.distinct}
          checked={wish.distinct}
          onChange={(event) => onChange({ distinct: event.currentTarget.checked })}
        />
        <Checkbox
          label={texts.parallel}
          checked={wish.parallel}
          onChange={(event) => onChange({ parallel: event.currentTarget.checked })}
        />
      </div>
    </div>
  );
}
