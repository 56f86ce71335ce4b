import { Checkbox } from '@mantine/core';
import { CategorySelect } from '../../parts/category-select.js';
import { LanguageSelect } from '../../parts/language-select.js';
import type { LanguageCode } from '../../texts/languages.js';
import { useTexts } from '../../texts/texts-context.js';
import { CreativitySlider } from '../generate/creativity-slider.js';
import classes from './batch-form.module.css';

/** What all ideas of a batch have in common. */
export interface BatchWish {
  category: string;
  /** 1 (sober) to 10 (wild). */
  creativity: number;
  language: LanguageCode;
  /** Whether prompts are written side by side; by default they are. */
  parallel?: boolean;
}

interface Props {
  wish: BatchWish;
  onChange: (part: Partial<BatchWish>) => void;
}

export function BatchOptions({ wish: { category, creativity, language, parallel = true }, onChange }: Props) {
  const { batch: texts } = useTexts();
  return (
    <div className={classes.options}>
      <CategorySelect value={category} onChange={(next) => onChange({ category: next })} />
      <LanguageSelect value={language} onChange={(next) => onChange({ language: next })} />
      <CreativitySlider value={creativity} onChange={(next) => onChange({ creativity: next })} />
      <Checkbox
        label={texts.parallel}
        checked={parallel}
        onChange={(event) => onChange({ parallel: event.currentTarget.checked })}
        className={classes.parallel}
      />
    </div>
  );
}
