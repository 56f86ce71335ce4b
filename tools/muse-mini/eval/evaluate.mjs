// Evaluates muse-mini on prompts that its corpus cannot contain, through the service's own engine, prompt template and
// temperature. Prints the figures of the model card; writes every text to the file that is named last.
//
//   npm run build && node tools/muse-mini/eval/evaluate.mjs [model folder] [texts.json] [prompts.json]
//
// What is chosen, a setting or one of several models, is chosen on dev-prompts.json; what is reported, on prompts.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temperatureOf } from '../../../dist/libs/core/src/generations/temperature.js';
import { splitText } from '../../../dist/libs/core/src/ideas/split-text.js';
import { renderPrompt } from '../../../dist/libs/core/src/prompts/render-prompt.js';
import { Engine } from '../../../dist/libs/engine/src/engine.js';
import { loadLanguageModel } from '../../../dist/libs/engine/src/load-language-model.js';

const root = join(import.meta.dirname, '../../..');
const [directory = join(root, 'models/muse-mini'), output, promptsFile = join(import.meta.dirname, 'prompts.json')] =
  process.argv.slice(2);
const samples = 50;

const options = { prefillChunk: 128, prefixCacheBytes: 0, speculate: false };
const language = await loadLanguageModel({
  directory,
  dtype: 'q8',
  contextLength: 1024,
  threads: 1,
  maxBatchSize: 8,
  ...options,
});
const engine = new Engine(language, options);

/** Writes one idea exactly as the service would. */
function write(brief, seed) {
  const request = {
    prompt: renderPrompt(brief, 'muse-mini'),
    maxTokens: 400,
    sampling: { temperature: temperatureOf(brief.creativityLevel), seed },
  };
  return new Promise((resolve, reject) => {
    let text = '';
    let reason;
    engine.generate(request).subscribe({
      next: (event) => {
        if (event.type === 'text') text += event.text;
        if (event.type === 'finished') reason = event.reason;
      },
      error: reject,
      complete: () => resolve({ text, reason, ...splitText(text), hasLines: text.trim().includes('\n') }),
    });
  });
}

// Function words that belong to one of the five languages alone.
const functionWords = {
  de: 'der die das und ist ein eine nicht mit für auf sich dem den wird werden wer jede jeder kein im zum zur bei nach aus',
  en: 'the and is of to with that it for on are this an from by at its they who every what when gets turns',
  it: 'il lo gli della di che è con per non sono nel una ogni chi più anche alla dei delle dal questo si',
  fr: 'le les des est et dans pour qui avec sur au aux une ne pas du chaque ce cette on son sa ses en',
  es: 'el los las y es con que por una se del al cada quien no este esta su sin más lo para',
};
const wordsOf = (text) => text.toLowerCase().match(/[\p{L}]+/gu) ?? [];
function languageOf(text, topic) {
  const own = wordsOf(topic === null ? text : text.replaceAll(topic, ' '));
  const scores = Object.entries(functionWords).map(([name, list]) => {
    const words = new Set(list.split(' '));
    return { name, score: own.filter((word) => words.has(word)).length };
  });
  return scores.sort((a, b) => b.score - a.score)[0].name;
}

function repeatsSentence(content) {
  const sentences = content.split(/(?<=[.!?])\s+/u).map((sentence) => sentence.trim().toLowerCase());
  return new Set(sentences).size < sentences.length;
}

const written = JSON.parse(readFileSync(promptsFile, 'utf8'));
const wordings = Object.fromEntries(
  Object.keys(functionWords).map((name) => {
    const grammar = JSON.parse(readFileSync(join(import.meta.dirname, `../grammar/${name}.json`), 'utf8'));
    return [name, grammar.prompts.filter((pattern) => pattern !== '{topic}')];
  }),
);

/** Every topic alone, in a wording that the corpus has, and, where somebody wrote one, in a wording that it does not have. */
const prompts = written.flatMap((entry, index) => {
  const { language, topic, prompt } = entry;
  if (topic === null) return [{ ...entry, way: 'no topic' }];
  const wording = wordings[language][index % wordings[language].length].replace('{topic}', topic);
  const free = prompt === topic ? [] : [{ ...entry, way: 'own wording' }];
  return [
    { ...entry, prompt: topic, way: 'topic alone' },
    { ...entry, prompt: wording, way: 'known wording' },
    ...free,
  ];
});
const started = performance.now();
const ideas = await Promise.all(
  prompts.map(async (entry, index) => {
    const { language, category, creativity_level, prompt } = entry;
    return { ...entry, ...(await write({ language, category, creativityLevel: creativity_level, prompt }, index)) };
  }),
);
const seconds = (performance.now() - started) / 1000;

/** The most frequent request of all, fifty times, in each language. */
const repeated = {
  de: 'Regionale Lebensmittel',
  en: 'Local food',
  it: 'Cibo locale',
  fr: 'Produits locaux',
  es: 'Comida local',
};
const distinct = {};
for (const [language, prompt] of Object.entries(repeated)) {
  const brief = { language, category: 'business', creativityLevel: 8, prompt };
  const texts = await Promise.all(Array.from({ length: samples }, (_, seed) => write(brief, seed)));
  distinct[language] = {
    ideas: new Set(texts.map(({ content }) => content)).size,
    titles: new Set(texts.map(({ title }) => title)).size,
  };
}

const share = (list, test) =>
  list.length === 0 ? '-' : `${((100 * list.filter(test).length) / list.length).toFixed(1)} %`;
const namesTopic = ({ text, topic }) => text.toLowerCase().includes(topic.toLowerCase());
const figuresOf = (own) => ({
  prompts: own.length,
  'topic, spelled right': share(
    own.filter(({ topic }) => topic !== null),
    namesTopic,
  ),
  'language asked for': share(own, (idea) => languageOf(idea.text, idea.topic) === idea.language),
  'ends by itself': share(own, ({ reason }) => reason === 'stop'),
  'title and content': share(own, ({ title, content, hasLines }) => hasLines && title !== '' && content !== ''),
  'no sentence twice': share(own, ({ content }) => !repeatsSentence(content)),
});
const languages = Object.keys(functionWords);
const rows = {
  ...Object.fromEntries(
    languages.map((name) => {
      const own = ideas.filter(({ language, way }) => language === name && way !== 'own wording');
      const { ideas: distinctIdeas, titles } = distinct[name];
      return [name, { ...figuresOf(own), [`distinct of ${samples}`]: distinctIdeas, 'distinct titles': titles }];
    }),
  ),
  'topic alone': figuresOf(ideas.filter(({ way }) => way === 'topic alone')),
  'known wording': figuresOf(ideas.filter(({ way }) => way === 'known wording')),
  'own wording': figuresOf(ideas.filter(({ way }) => way === 'own wording')),
};
console.table(rows);
const tokens = ideas.length;
console.log(`${ideas.length} ideas in ${seconds.toFixed(1)} s`);
for (const idea of ideas.filter((one) => one.topic !== null && !namesTopic(one)).slice(0, 20)) {
  console.log(`topic missed: [${idea.language}] ${idea.prompt} => ${idea.title}`);
}
if (output !== undefined) writeFileSync(output, `${JSON.stringify(ideas, null, 1)}\n`);
process.exit(0);
