import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { PageTitle } from '../../parts/page-title.js';
import { useTexts } from '../../texts/texts-context.js';
import { CompareBar } from './compare-bar.js';
import { ExportMenu } from './export-menu.js';
import { FilterBar } from './filter-bar.js';
import { IdeaGrid } from './idea-grid.js';
import { filterFrom, type IdeasFilter, toQuery, toSearch } from './ideas-filter.js';
import classes from './ideas-page.module.css';
import { usePicked } from './use-picked.js';
import { useIdeaList } from './use-idea-list.js';

/** Everything that the muse has thought of: to find, rate, keep, compare and take away. */
export default function IdeasPage() {
  const { ideas: texts } = useTexts();
  const [search, setSearch] = useSearchParams();
  const filter = filterFrom(search);
  // The list reads anew when the object changes: so it changes with the address only.
  const address = search.toString();
  const [query, setQuery] = useState({ address, value: toQuery(filter) });
  if (query.address !== address) setQuery({ address, value: toQuery(filter) });

  const list = useIdeaList(query.value);
  const picked = usePicked(list.ideas);
  // What is being typed is the input's own: a new one begins with what the address says.
  const [clearings, setClearings] = useState(0);
  const clear = (): void => {
    setSearch(new URLSearchParams());
    setClearings((count) => count + 1);
  };
  const change = (part: Partial<IdeasFilter>): void =>
    setSearch(toSearch({ ...filter, ...part }), { replace: part.q !== undefined });
  return (
    <>
      <div className={classes.head}>
        <PageTitle title={texts.title} lead={texts.lead} />
        <ExportMenu filter={query.value} />
      </div>
      <FilterBar key={clearings} filter={filter} onChange={change} />
      <IdeaGrid list={list} filter={filter} picked={picked} onClear={clear} />
      <CompareBar picked={picked} />
    </>
  );
}
