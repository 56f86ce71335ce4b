import type { Model } from '@creative-muse/client';
import { AngleSelect } from '../../parts/angle-select.js';
import { canFuse } from '../../parts/candidates/can-fuse.js';
import { EnsembleOptions } from '../../parts/candidates/ensemble-options.js';
import { CategorySelect } from '../../parts/category-select.js';
import { LanguageSelect } from '../../parts/language-select.js';
import { usePageLanguage } from '../../texts/texts-context.js';
import { useSession } from './session.js';
import { writersOf } from './wish.js';
import { WishModels } from './wish-models.js';
import classes from './wish-options.module.css';

/** How the idea should be: quiet settings that nobody has to touch. */
export function WishOptions({ models }: { models?: readonly Model[] }) {
  const { language: pageLanguage } = usePageLanguage();
  const { wish, change } = useSession();
  const quiet = { variant: 'unstyled', classNames: { label: classes.label, input: classes.select } } as const;
  return (
    <div className={classes.options}>
      <CategorySelect {...quiet} value={wish.category} onChange={(category) => change({ category })} />
      <LanguageSelect {...quiet} value={wish.language ?? pageLanguage} onChange={(language) => change({ language })} />
      <WishModels {...quiet} models={models} />
      <AngleSelect {...quiet} value={wish.angle} onChange={(angle) => change({ angle })} />
      <EnsembleOptions {...quiet} wish={wish} canFuse={canFuse(models, writersOf(wish))} onChange={change} />
    </div>
  );
}
