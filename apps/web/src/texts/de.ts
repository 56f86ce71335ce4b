import type { Texts } from './en.js';

export const de: Texts = {
  pages: { generate: 'Muse', batch: 'Stapel', models: 'Modelle', dashboard: 'Übersicht', ideas: 'Ideen' },
  shell: { menu: 'Menü', theme: 'Hell oder dunkel', language: 'Sprache dieser Seite', skip: 'Zum Inhalt springen' },
};
