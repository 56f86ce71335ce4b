import { foldText, searchTextOf } from './search-text.js';

describe('foldText', () => {
  it.each([
    ['Solardächer', 'SOLARDÄCHER'],
    ['Straße', 'STRASSE'],
    ['Größe', 'grösse'],
    ['È già là, señor', 'è GIÀ lÀ, SEÑOR'],
    ['Ärger', 'A\u0308rger'],
    ['ДОЖДЬ', 'дождь'],
  ])('makes %j and %j the same', (one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  it.each([
    ['Bär', 'Bar'],
    ['a b', 'ab'],
    ['100%', '100_'],
  ])('keeps %j and %j apart', (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });

  it('leaves nothing at which a database would end a text', () => {
    expect(foldText('a\0b\u001fc')).toBe('a\ufffdb\ufffdc');
  });
});

describe('searchTextOf', () => {
  it('keeps title, content and prompt apart', () => {
    expect(searchTextOf({ title: 'Tee', content: 'Ein\nBeet', prompt: 'a\u001fB' })).toBe(
      'tee\u001fein\nbeet\u001fa\ufffdb',
    );
  });
});
