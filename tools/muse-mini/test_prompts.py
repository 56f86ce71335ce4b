"""Checks the evaluation prompts: no topic may be one that the corpus can contain."""
import json
import re
import unittest
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ['de', 'en', 'it', 'fr', 'es']
CATEGORIES = {'general', 'business', 'technology', 'sustainability', 'health', 'education', 'entertainment', 'art'}
# Topics of the specification: only the combination is new.
COMBINATIONS = {'Nachhaltige Mobilität', 'KI-gestützte Bildung', 'Digitale Gesundheit'}


def words_of(text):
    return re.findall(r'\w+', text.lower())


def prompts_of(file):
    return json.loads((HERE / 'eval' / file).read_text('utf8'))


class PromptsTest(unittest.TestCase):
    file, other = 'prompts.json', 'dev-prompts.json'
    counts = {'de': 110, 'en': 110, 'it': 60, 'fr': 60, 'es': 60}
    # Requests without a topic, in each language.
    generic = 5
    combinations = COMBINATIONS

    @classmethod
    def setUpClass(cls):
        cls.prompts = prompts_of(cls.file)
        cls.topics = [(entry['prompt'], entry['topic']) for entry in cls.prompts if entry['topic'] is not None]
        grammars = [json.loads((HERE / 'grammar' / f'{name}.json').read_text('utf8')) for name in LANGUAGES]
        cls.text = '\n'.join(json.dumps(grammar, ensure_ascii=False) for grammar in grammars).lower()
        cls.words = set(words_of(cls.text))
        cls.patterns = {pattern.lower() for grammar in grammars for pattern in grammar['prompts']} - {'{topic}'}

    def test_shape(self):
        for entry in self.prompts:
            self.assertEqual(set(entry), {'language', 'category', 'creativity_level', 'prompt', 'topic'})
            self.assertTrue(entry['prompt'].strip())

    def test_counts(self):
        self.assertEqual(Counter(entry['language'] for entry in self.prompts), self.counts)
        generic = Counter(entry['language'] for entry in self.prompts if entry['topic'] is None)
        self.assertEqual(generic, Counter({name: self.generic for name in LANGUAGES if self.generic}))

    def test_spread(self):
        categories = Counter(entry['category'] for entry in self.prompts)
        levels = Counter(entry['creativity_level'] for entry in self.prompts)
        self.assertEqual(set(categories), CATEGORIES)
        self.assertEqual(set(levels), set(range(1, 11)))
        self.assertLessEqual(max(categories.values()) - min(categories.values()), 4)
        self.assertLessEqual(max(levels.values()) - min(levels.values()), 4)

    def test_topic_is_part_of_prompt(self):
        for prompt, topic in self.topics:
            with self.subTest(prompt=prompt):
                self.assertIn(topic, prompt)
                self.assertIn(len(topic.split()), range(1, 7))

    def test_no_duplicates(self):
        for values in ([entry['prompt'] for entry in self.prompts], [topic for _, topic in self.topics]):
            counts = Counter(value.lower() for value in values)
            self.assertEqual([value for value, count in counts.items() if count > 1], [])

    def test_topics_are_unknown_to_the_grammars(self):
        self.assertLessEqual(self.combinations, {topic for _, topic in self.topics})
        for _, topic in self.topics:
            with self.subTest(topic=topic):
                if topic in self.combinations:
                    self.assertNotIn(topic.lower(), self.text)
                else:
                    self.assertTrue([word for word in words_of(topic) if len(word) > 3 and word not in self.words])

    def test_wordings_are_not_those_of_the_grammars(self):
        for prompt, topic in self.topics:
            with self.subTest(prompt=prompt):
                self.assertNotIn(prompt.replace(topic, '{topic}').lower(), self.patterns)

    def test_no_topic_is_one_of_the_other_file(self):
        others = {entry['topic'].lower() for entry in prompts_of(self.other) if entry['topic']}
        self.assertEqual([topic for _, topic in self.topics if topic.lower() in others], [])


class DevPromptsTest(PromptsTest):
    file, other = 'dev-prompts.json', 'prompts.json'
    counts = {'de': 30, 'en': 30, 'it': 30, 'fr': 58, 'es': 58}
    generic = 0
    combinations = set()


if __name__ == '__main__':
    unittest.main()
