"""Checks the grammars and what is sampled from them."""
import json
import random
import re
import unittest
from collections import Counter

from corpus import LANGUAGES, TOPIC, Corpus, wording
from paths import GRAMMARS

LEAST = dict(
    domains=40, generic_things=24, audiences=40, pitches=24, hows=20, first_steps=50, twists=70, benefits=40, titles=24,
    wild_titles=24, taglines=40, prompts=60, format_prompts=16, generic_prompts=40, tails=40, links=10, topic_phrases=120, nouns=450, openers=8,
    closers=8,
)
IDEA = {'topic', 'indef', 'def', 'noun', 'rel', 'pron', 'main', 'sub', 'audience', 'audience2', 'thing', 'thing2', 'name', 'tagline'}
SLOTS = dict(
    pitches=IDEA, hows=IDEA, first_steps=IDEA, twists=IDEA, benefits=IDEA, titles=IDEA - {'main', 'sub'},
    wild_titles=IDEA - {'main', 'sub'}, prompts={'topic'}, format_prompts={'topic', 'indef', 'def', 'noun'}, generic_prompts=set(),
    tails=set(), openers=set(), closers=set(), topic_phrases=set(), nouns=set(), taglines=set(), audiences=set(), generic_things=set(),
)

PEOPLE = {'audience', 'thing', 'place', 'role'}
REQUESTS = dict(
    wishes=(24, set()), abouts=(20, {'topic'}), asks=(80, {'wish', 'about', 'topic', 'audience', 'thing', 'place'}),
    aims=(50, {'topic', 'audience', 'place'}), questions=(20, {'aim', 'audience'}),
    statements=(60, {'topic', 'audience', 'place'}), bare=(24, set()), leads=(48, PEOPLE),
    lead_ins=(16, PEOPLE), trails=(24, PEOPLE), clauses=(16, PEOPLE), places=(24, set()), roles=(24, set()),
    keywords=(15, {'topic', 'audience', 'place', 'bare', 'clause'}),
)


class GrammarTest(unittest.TestCase):
    def test_every_language(self):
        for language in LANGUAGES:
            grammar = json.loads((GRAMMARS / f'{language}.json').read_text('utf8'))
            with self.subTest(language=language):
                self.check_counts(grammar)
                for key, allowed in SLOTS.items():
                    self.check_texts(key, grammar[key], allowed)
                self.check_requests(grammar['requests'])

    def check_requests(self, requests):
        self.assertEqual(set(requests), {*REQUESTS, 'named_place'})
        self.assertIn('{word}', requests['named_place'])
        for key, (least, allowed) in REQUESTS.items():
            self.assertGreaterEqual(len(requests[key]), least, key)
            self.check_texts(key, requests[key], allowed)
        for key in ('abouts', 'aims', 'statements', 'keywords'):
            self.assertTrue(all('{topic}' in text for text in requests[key]), key)
        self.assertTrue(all('{about}' in text or '{topic}' in text for text in requests['asks']))
        self.assertTrue(all('{aim}' in text for text in requests['questions']))

    def check_counts(self, grammar):
        for key, least in LEAST.items():
            self.assertGreaterEqual(len(grammar[key]), least, key)
        self.assertEqual(len(grammar['categories']), 8)
        for name, category in grammar['categories'].items():
            self.assertGreaterEqual(len(category['formats']), 10, name)
            self.assertGreaterEqual(len(category['mechanisms']), 24, name)
            self.assertGreaterEqual(len(category['benefits']), 8, name)
            self.check_texts(name, category['benefits'], IDEA)
            for mechanism in category['mechanisms']:
                self.assertNotIn('{', mechanism['main'] + mechanism['sub'])
        for domain in grammar['domains']:
            self.assertEqual((len(domain['topics']), len(domain['things'])), (6, 8))

    def check_texts(self, key, texts, allowed):
        twice = [text for text, count in Counter(texts).items() if count > 1]
        self.assertEqual(twice, [], key)
        for text in texts:
            self.assertLessEqual(set(re.findall(r'{(\w+)}', text)), allowed, text)
            self.assertNotRegex(re.sub(r'{\w+}', '', text), r'[{}]', text)
            self.assertEqual(text, ' '.join(text.split()), text)
        if key in ('titles', 'wild_titles', 'pitches', 'prompts', 'format_prompts'):
            self.assertTrue(all('{topic}' in text for text in texts), key)


class CorpusTest(unittest.TestCase):
    def test_samples(self):
        corpus, rng = Corpus(['ba', 'lo', 'mi']), random.Random(2)
        for _ in range(4000):
            user, title, content, _, topic = corpus.sample(rng)
            with self.subTest(user=user):
                self.assertIn(topic, title)
                self.assertIn(topic, content)
                self.assertNotIn('{', title + content)
                self.assertNotIn('\n', title + content)
                self.assertNotIn('  ', title + content)
                sentences = re.split(r'(?<=[.!?]) ', content)
                self.assertEqual(len(sentences), len(set(sentences)))

    def test_each_request_names_the_topic_once_and_is_no_wording_of_the_evaluation(self):
        corpus, rng = Corpus(), random.Random(5)
        for language, grammar in corpus.grammars.items():
            for _ in range(400):
                text = corpus.prompt(rng, grammar, language, 'Fjordquark', None, True)
                with self.subTest(text=text):
                    self.assertEqual(text.count('Fjordquark'), 1)
                    self.assertNotRegex(text, r'[{}]')
                    self.assertNotIn(wording(text.replace('Fjordquark', TOPIC)), corpus.held_out_wordings)

    def test_two_twists_of_an_idea_come_from_two_halves(self):
        corpus, rng = Corpus(), random.Random(6)
        grammar = corpus.grammars['de']
        halves = [[t for t in part if '{' not in t] for part in (grammar.twists[:len(grammar.twists) // 2], grammar.twists[len(grammar.twists) // 2:])]
        seen = 0
        for _ in range(3000):
            _, _, content, language, _ = corpus.sample(rng)
            if language == 'de':
                counts = [sum(twist in content for twist in half) for half in halves]
                self.assertLessEqual(max(counts), 1)
                seen += counts == [1, 1]
        self.assertGreater(seen, 10)

    def test_the_same_seed_gives_the_same_corpus(self):
        first, second = ([Corpus().sample(random.Random(seed)) for seed in range(50)] for _ in range(2))
        self.assertEqual(first, second)


if __name__ == '__main__':
    unittest.main()
