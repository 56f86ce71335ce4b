import { toPlainText } from './to-plain-text.js';

it.each([
  [{ title: 'Moss', content: 'It grows.' }, 'Moss\n\nIt grows.'],
  [{ title: 'Moss grows.', content: 'Moss grows.' }, 'Moss grows.'],
])('copies %j as %j', (idea, text) => {
  expect(toPlainText(idea)).toBe(text);
});
