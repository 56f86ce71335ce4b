import type { Model } from '@creative-muse/client';
import { CategorySelect } from '../../parts/category-select.js';
import { LanguageSelect } from '../../parts/language-select.js';
import { ModelSelect } from '../../parts/model-select.js';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import { useSession } from './session.js';
import classes from './wish-options.module.css';

/** How the idea should be: quiet settings that nobody has to touch. */
export function WishOptions({ models }: { models?: readonly Model[] }) {
  const { generate, parts } = useTexts();
  const { language: pageLanguage } = usePageLanguage();
  const { wish, change } = useSession();
  const current = models?.find((model) => model.current);
  const quiet = { variant: 'unstyled', classNames: { label: classes.label, input: classes.select } } as const;
  return (
    <div className={classes.options}>
      <CategorySelect {...quiet} value={wish.category} onChange={(category) => change({ category })} />
      <LanguageSelect {...quiet} value={wish.language ?? pageLanguage} onChange={(language) => change({ language })} />
      <ModelSelect
        {...quiet}
        models={models}
        value={wish.model}
        onChange={(model) => change({ model })}
        emptyLabel={current ? parts.currentModel(current.name) : generate.modelDefault}
      />
    </div>
  );
}
