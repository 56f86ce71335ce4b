import { splitText } from '@muse/core/ideas/split-text.js';
import { readIdea, readText } from './read-text.js';

describe('a text as it is read', () => {
  it.each([
    ['', { title: '', content: '' }],
    ['\n Mo', { title: 'Mo', content: '' }],
    ['Moss', { title: 'Moss', content: '' }],
    ['Moss\n', { title: 'Moss', content: '' }],
    ['Moss\n\nIt gr', { title: 'Moss', content: 'It gr' }],
    ['Titel: Moos\nEs', { title: 'Moos', content: 'Es' }],
    ['# Title: Moss\nOne\n\nTwo', { title: 'Moss', content: 'One\n\nTwo' }],
    ['**Moss**\nIt', { title: 'Moss', content: 'It' }],
  ])('%j while it is written', (text, reading) => {
    expect(readText(text)).toEqual(reading);
  });

  it.each([
    'Moss\nIt grows.',
    'Titre : Mousse\nElle pousse.\n\nPartout.',
    '**Title: Moss**\nIt grows.',
    '## Moss\n- a\n- b',
  ])('stays as it is when %j becomes an idea', (text) => {
    expect(readIdea(splitText(text))).toEqual(readText(text));
  });

  it('has no title where it is one long line', () => {
    const line =
      'Moss grows where nobody looks, and that is what makes it so useful for everybody who looks for a place.';
    expect(readText(line)).toEqual({ title: '', content: line });
    expect(readIdea({ title: line, content: line })).toEqual({ title: '', content: line });
    expect(readIdea({ title: 'Moss', content: 'Moss' })).toEqual({ title: 'Moss', content: '' });
  });
});
