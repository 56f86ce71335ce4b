import { filterFrom, isEmpty, noFilter, toQuery, toSearch } from './ideas-filter.js';

const all = { q: 'moss', category: 'art', language: 'de', model: 'm', minRating: 4, favourite: true } as const;

describe('the filter of ideas', () => {
  it('comes back from the address as it went there', () => {
    expect(filterFrom(toSearch(all))).toEqual(all);
    expect(filterFrom(toSearch(noFilter))).toEqual(noFilter);
    expect(toSearch(all).toString()).toBe('q=moss&category=art&language=de&model=m&min_rating=4&favourite=true');
  });

  it('asks the service for what is set, and for nothing else', () => {
    expect(toQuery(noFilter)).toEqual({});
    expect(toQuery({ ...noFilter, q: '  moss ' })).toEqual({ q: 'moss' });
    expect(toQuery(all)).toEqual({
      q: 'moss',
      category: 'art',
      language: 'de',
      model: 'm',
      min_rating: 4,
      favourite: true,
    });
  });

  it.each(['language=xx', 'language=toString', 'min_rating=9', 'min_rating=x', 'favourite=yes', 'q=+'])(
    'takes nothing from ?%s',
    (search) => {
      expect(isEmpty(filterFrom(new URLSearchParams(search)))).toBe(true);
    },
  );
});
