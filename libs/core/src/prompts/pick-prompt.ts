import { randomInt } from 'node:crypto';
import type { Language } from '../ideas/idea.js';

/** Prompts for those who have none, by language. */
const prompts: Readonly<Record<Language, readonly string[]>> = {
  de: [
    'Regenwasser im Hinterhof',
    'Lesen ohne Bildschirm',
    'Feierabend auf dem Land',
    'Reparieren statt wegwerfen',
    'Lange Bahnfahrten',
    'Ein leeres Ladenlokal',
    'Musik für Morgenmuffel',
    'Nachbarn, die sich nicht kennen',
  ],
  en: [
    'Rainwater in the backyard',
    'Reading without screens',
    'Evenings in the countryside',
    'Repairing instead of throwing away',
    'Long train rides',
    'An empty shop',
    'Music for late risers',
    'Neighbours who have never met',
  ],
  it: [
    'Acqua piovana in cortile',
    'Leggere senza schermi',
    'Serate in campagna',
    'Riparare invece di buttare',
    'Lunghi viaggi in treno',
    'Un negozio vuoto',
    'Musica per chi si alza tardi',
    'Vicini che non si conoscono',
  ],
  fr: [
    'Eau de pluie dans la cour',
    'Lire sans écran',
    'Soirées à la campagne',
    'Réparer au lieu de jeter',
    'Longs trajets en train',
    'Une boutique vide',
    'Musique pour lève-tard',
    'Voisins qui ne se connaissent pas',
  ],
  es: [
    'Agua de lluvia en el patio',
    'Leer sin pantallas',
    'Tardes en el campo',
    'Reparar en vez de tirar',
    'Largos viajes en tren',
    'Una tienda vacía',
    'Música para dormilones',
    'Vecinos que no se conocen',
  ],
};

/** A prompt in the language, by chance. */
export function pickPrompt(language: Language): string {
  return prompts[language][randomInt(prompts[language].length)];
}
