import { useModels } from '@creative-muse/client/react';
import { NativeSelect } from '@mantine/core';
import { CategorySelect } from '../../parts/category-select.js';
import { Icon } from '../../parts/icon.js';
import { LanguageSelect } from '../../parts/language-select.js';
import { ModelSelect } from '../../parts/model-select.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './filter-bar.module.css';
import type { IdeasFilter } from './ideas-filter.js';
import { SearchInput } from './search-input.js';

interface Props {
  filter: IdeasFilter;
  onChange: (part: Partial<IdeasFilter>) => void;
}

/** Search and filters; what is chosen applies at once. */
export function FilterBar({ filter, onChange }: Props) {
  const { ideas: texts, parts } = useTexts();
  const { models } = useModels();
  const ratings = [5, 4, 3, 2, 1].map((stars) => ({ value: String(stars), label: texts.atLeast(stars) }));
  return (
    <div role="search" aria-label={texts.filters} className={classes.bar}>
      <SearchInput value={filter.q} onChange={(q) => onChange({ q })} />
      <CategorySelect
        label={null}
        aria-label={parts.category}
        withAny
        value={filter.category}
        onChange={(category) => onChange({ category })}
      />
      <LanguageSelect
        label={null}
        aria-label={parts.ideaLanguage}
        withAny
        value={filter.language}
        onChange={(language) => onChange({ language })}
      />
      <ModelSelect
        label={null}
        aria-label={parts.model}
        withElsewhere
        models={models}
        emptyLabel={parts.anyModel}
        value={filter.model}
        onChange={(model) => onChange({ model })}
      />
      <NativeSelect
        aria-label={texts.rating}
        data={[{ value: '0', label: texts.anyRating }, ...ratings]}
        value={String(filter.minRating)}
        onChange={(event) => onChange({ minRating: Number(event.currentTarget.value) })}
      />
      <button
        type="button"
        className={classes.favourites}
        aria-pressed={filter.favourite}
        onClick={() => onChange({ favourite: !filter.favourite })}
      >
        <Icon name="heart" size={16} filled={filter.favourite} />
        {texts.onlyFavourites}
      </button>
    </div>
  );
}
