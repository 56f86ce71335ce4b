"""Samples (user text, answer) pairs from the grammars: the corpus that muse-mini learns from."""
import json
import random
import re
from collections import defaultdict

from paths import DEV_PROMPTS, GRAMMARS, PROMPTS

LANGUAGES = ['de', 'en', 'it', 'fr', 'es']
# The languages whose topics are spelled worst are practised most.
SHARES = [1, 1, 1.2, 2, 2]
# The share of topics that are put together: "X of Y". Where they are lost most, they are practised most.
LINKED = {'de': 0.14, 'en': 0.14, 'it': 0.18, 'fr': 0.28, 'es': 0.28}
NUMBERED = 0.05
AND = {'de': ' und ', 'en': ' and ', 'it': ' e ', 'fr': ' et ', 'es': ' y '}
OF = {'de': ' aus ', 'en': ' of ', 'it': ' di ', 'fr': ' de ', 'es': ' de '}
TOPIC = '\0'
FOR = {'de': 'für ', 'en': 'for ', 'it': 'per ', 'fr': 'pour ', 'es': 'para '}


class Spelling:
    """A character model of a language's words, for words that do not exist."""

    def __init__(self, words):
        self.next = defaultdict(list)
        for word in words:
            padded = '^^^' + word.lower() + '$'
            for i in range(3, len(padded)):
                self.next[padded[i - 3:i]].append(padded[i])

    def word(self, rng):
        while True:
            text = '^^^'
            while not text.endswith('$') and len(text) < 20:
                text += rng.choice(self.next[text[-3:]])
            if text.endswith('$') and 4 <= len(text) - 4 <= 15:
                return text[3:-1]


class Grammar:
    def __init__(self, language):
        self.__dict__.update(json.loads((GRAMMARS / f'{language}.json').read_text('utf8')))
        words = [w for n in self.nouns for w in n.split()] + [w for t in self.topic_phrases for w in t.split()]
        words += [w for d in self.domains for t in d['topics'] for w in t.split()]
        self.spelling = Spelling([w for w in words if w.isalpha() and len(w) > 3])


class Corpus:
    """`sample(rng)` gives one pair; `pieces` are vocabulary entries to build nonsense topics from."""

    def __init__(self, pieces=()):
        self.grammars = {lang: Grammar(lang) for lang in LANGUAGES}
        self.pieces = list(pieces)
        unseen = [entry for file in (PROMPTS, DEV_PROMPTS) for entry in json.loads(file.read_text('utf8')) if entry['topic']]
        self.held_out = [entry['topic'].lower() for entry in unseen]
        self.held_out_wordings = {wording(entry['prompt'].replace(entry['topic'], TOPIC)) for entry in unseen} - {wording(TOPIC)}

    # ---- topics
    def topic(self, rng, lang):
        """A topic, the things of its domain, and whether a tail follows it."""
        while True:
            topic, things, tailed = self.any_topic(rng, lang)
            topic = ' '.join(topic.split())
            # What the evaluation asks for must not be learned, not even by chance.
            if rng.random() < 0.3:
                topic = topic[:1].upper() + topic[1:]
            if topic and not any(unseen in topic.lower() for unseen in self.held_out):
                return topic, things, tailed

    def any_topic(self, rng, lang):
        g = self.grammars[lang]
        kind = rng.random()
        if kind < LINKED[lang]:
            return self.linked(rng, g, lang)
        if kind < LINKED[lang] + NUMBERED:
            return self.numbered(rng, self.part(rng, g)), g.generic_things, False
        r = rng.random()
        if r < 0.28 or (r > 0.78 and not self.pieces):
            domain = rng.choice(g.domains)
            return self.with_tail(rng, g, rng.choice(domain['topics']), domain['things'])
        if r < 0.42:
            return self.with_tail(rng, g, rng.choice(g.topic_phrases), g.generic_things)
        if r < 0.56:
            return self.nouns(rng, g, lang), g.generic_things, False
        if r < 0.78:
            return self.nonsense_words(rng, g, lang), g.generic_things, False
        if r < 0.94:
            return self.nonsense_pieces(rng), g.generic_things, False
        other = rng.choice([name for name in LANGUAGES if name != lang])
        foreign = self.grammars[other]
        topic = rng.choice([rng.choice(foreign.topic_phrases), rng.choice(foreign.nouns), rng.choice(rng.choice(foreign.domains)['topics'])])
        return topic, g.generic_things, False

    def with_tail(self, rng, g, topic, things):
        if rng.random() < 0.25:
            return f'{topic} {rng.choice(g.tails)}', things, True
        return topic, things, False

    def linked(self, rng, g, lang):
        """"X of Y": both belong to the topic, however well Y would do alone."""
        one, two = self.part(rng, g), self.part(rng, g)
        elided = two[0].lower() in 'aeiouhéèêà'
        link = choose(rng, g.links, lambda link: elided or not link.endswith("'"))
        if rng.random() < 0.12:
            one = self.numbered(rng, one)
        if link == FOR[lang].strip() and rng.random() < 0.3:
            two = rng.choice(g.audiences)
        text = f'{one} {link}{two}' if link.endswith("'") else f'{one} {link} {two}'
        if lang == 'fr':
            text = re.sub(r"\b([dD])e (?=[aeiouhéèêà])", r"\1'", text)
        return text, g.generic_things, link == FOR[lang].strip()

    def part(self, rng, g):
        """One half of a topic: a word, mostly one that does not exist."""
        r = rng.random()
        if r < 0.35:
            return rng.choice(g.nouns)
        if r < 0.42:
            return rng.choice(g.topic_phrases)
        if r < 0.75 or not self.pieces:
            return g.spelling.word(rng)
        return ''.join(rng.choice(self.pieces) for _ in range(rng.choice([1, 2, 2, 3])))

    def numbered(self, rng, word):
        """A word with a number: "Fjordquark-9000", "Fjordquark 2.0"."""
        number = str(rng.choice([rng.randrange(1, 100), rng.randrange(10 ** rng.randrange(1, 6)), rng.randrange(1, 10) * 10 ** rng.randrange(5)]))
        r = rng.random()
        if r < 0.5:
            return f'{word}-{number}'
        if r < 0.7:
            return f'{word} {number}'
        if r < 0.85:
            return f'{word} {number}.{rng.randrange(10)}'
        return f'{number}-{word}' if r < 0.92 else f'{number} {word}'

    def nouns(self, rng, g, lang):
        one, two = rng.sample(g.nouns, 2)
        r = rng.random()
        if r < 0.5:
            return one
        if r < 0.75:
            return one + AND[lang] + two
        if r < 0.8:
            return one + OF[lang] + two
        if r < 0.9:
            return f'{one}-{two}'
        return f'{one} {rng.choice(g.tails)}'

    def nonsense_words(self, rng, g, lang):
        words = [g.spelling.word(rng) for _ in range(rng.choice([1, 1, 1, 2, 2, 3]))]
        upper = 0.85 if lang == 'de' else 0.35
        words = [w.capitalize() if rng.random() < upper else w for w in words]
        if len(words) > 1 and rng.random() < 0.3:
            words.insert(1, rng.choice([OF, AND])[lang].strip())
        r = rng.random()
        if r < 0.15:
            words[-1] += '-' + rng.choice(g.nouns)
        elif r < 0.25:
            words.insert(rng.randrange(len(words) + 1), rng.choice(g.nouns))
        elif r < 0.30:
            words.append(str(rng.randrange(2, 2100)))
        elif r < 0.33:
            words.append(rng.choice(['🌱', '🚲', '🎨', '✨', '🐝', '🎵']))
        return ' '.join(words)

    def nonsense_pieces(self, rng):
        words = []
        for _ in range(rng.choice([1, 1, 2, 2, 3, 4])):
            word = ''.join(rng.choice(self.pieces) for _ in range(rng.choice([1, 2, 2, 3, 4])))
            r = rng.random()
            words.append(word.capitalize() if r < 0.4 else word.upper() if r < 0.43 else word)
        return ' '.join(words)

    # ---- prompts
    def prompt(self, rng, g, lang, topic, form, tagged):
        while True:
            text = self.asked(rng, g, lang, form, tagged)
            # The evaluation's own wordings must not be learned either.
            if wording(text) not in self.held_out_wordings:
                break
        if rng.random() < 0.03:
            topic = rng.choice(['"{}"', '„{}“', '«{}»', "'{}'"]).format(topic)
        text = text.replace(TOPIC, topic)
        if rng.random() < 0.05:
            spare = [rng.choice(g.first_steps + g.twists) for _ in range(rng.choice([1, 1, 2, 2, 3, 10]))]
            spare = [s for s in spare if '{' not in s]
            at = rng.randrange(2)
            text = ' '.join(spare + [text]) if at else ' '.join([text + ('' if text[-1] in '.!?' else '.')] + spare)
        return text

    def asked(self, rng, g, lang, form, tagged):
        """A way to ask, with TOPIC for the topic."""
        r = rng.random()
        if form is None and r < (0.36 if tagged else 0.06):
            return TOPIC + (rng.choice(['.', '!', '?', '...']) if rng.random() < 0.06 else '')
        if r < 0.52:
            pattern = rng.choice(g.prompts if form is None else g.format_prompts)
            if rng.random() < 0.02 and len(pattern) > 16:
                pattern = typo(rng, pattern)
            text = fill(pattern, dict(topic=TOPIC, **(form or {})))
            if rng.random() < 0.06:
                text += rng.choice(['.', '!', '?', '...'])
        else:
            text = self.request(rng, g, lang, form)
        if rng.random() < 0.1:
            text = f'{rng.choice(g.openers)} {text}'
        if rng.random() < 0.1:
            text = f'{text}{"" if text[-1] in ".!?" else "."} {rng.choice(g.closers)}'
        return text

    def request(self, rng, g, lang, form):
        """A request put together from the grammar's parts: the topic is to be found in any sentence, not in known ones."""
        parts, r = g.requests, rng.random()
        clause = f'{rng.choice([" ", " ", ", "])}{{clause}}' if rng.random() < 0.2 else ''
        if form is not None or r < 0.38:
            core = choose(rng, parts['asks'], lambda p: form is None or '{wish}' in p)
            core = core[:-1].rstrip() + clause + core[len(core[:-1].rstrip()):] if core[-1] == '?' else core + clause
        elif r < 0.57:
            core = rng.choice(parts['questions'])
        elif r < 0.86:
            core = rng.choice(parts['statements']) if r < 0.72 else self.told(rng, g)
            core = '{bare} ' + core if rng.random() < 0.15 else core + ' {bare}' if rng.random() < 0.85 else core
        else:
            core = rng.choice(parts['keywords'])
        text = self.expand(rng, g, core, form)
        text = text if rng.random() < 0.2 else text[:1].upper() + text[1:]
        if rng.random() < 0.12:
            text = text.rstrip('.!? ')
        if rng.random() < 0.12:
            text = self.with_unknown_word(rng, g, text)
        before, after = rng.random(), rng.random()
        if before < 0.22:
            lead = rng.choice(parts['leads']) if rng.random() < 0.7 else self.told(rng, g, False)
            text = f'{self.expand(rng, g, lead)} {text}'
        elif before < 0.32:
            text = f"{self.expand(rng, g, rng.choice(parts['lead_ins']))} {text}"
        if after < 0.18:
            text += ('' if text[-1] in '.!?' else '.') + ' ' + sentence(self.expand(rng, g, rng.choice(parts['trails'])))
        if lang == 'fr':
            text = re.sub(r"\b([dD])e (?=[aeiouéèêà])", r"\1'", text)
        if lang == 'en':
            text = re.sub(r'\b([aA]) (?=[aeiou])', r'\1n ', text)
        return text

    def told(self, rng, g, about_topic=True):
        """A sentence of an answer, told by the user: about the topic, or about something else."""
        pool = g.pitches + g.benefits if about_topic else g.first_steps + g.hows + g.benefits
        pattern = choose(rng, pool, lambda p: ('{topic}' in p) == about_topic)
        category = rng.choice(list(g.categories.values()))
        form, mechanism = rng.choice(category['formats']), rng.choice(category['mechanisms'])
        values = form | mechanism | dict(topic='{topic}', audience2='{audience}', thing2='{thing}', audience='{audience}', thing='{thing}')
        return sentence(fill(pattern, values))

    def with_unknown_word(self, rng, g, text):
        """A word of the request becomes one that does not exist: an unknown word need not be the topic."""
        words = [match for match in re.finditer(r'\w{4,}', text) if TOPIC not in match.group()]
        if len(words) < 3:
            return text
        at, word = rng.choice(words), g.spelling.word(rng)
        return text[:at.start()] + (word.capitalize() if at.group()[0].isupper() else word) + text[at.end():]

    def expand(self, rng, g, pattern, form=None):
        parts = g.requests

        def part(match):
            slot = match.group(1)
            if slot == 'topic':
                return TOPIC
            if slot == 'wish' and form is not None:
                return form['indef']
            if slot == 'place' and rng.random() < 0.2:
                return parts['named_place'].replace('{word}', g.spelling.word(rng).capitalize())
            lists = dict(
                audience=g.audiences, thing=g.generic_things, wish=parts['wishes'], about=parts['abouts'], aim=parts['aims'],
                bare=parts['bare'], clause=parts['clauses'], place=parts['places'], role=parts['roles'],
            )
            return self.expand(rng, g, rng.choice(lists[slot]))

        return re.sub(r'\{(\w+)\}', part, pattern)

    # ---- ideas
    def sample(self, rng):
        lang = rng.choices(LANGUAGES, SHARES)[0]
        g = self.grammars[lang]
        category = rng.choice(list(g.categories))
        shown = category
        if rng.random() < 0.03:
            category, shown = 'general', '-'.join(g.spelling.word(rng) for _ in range(rng.choice([1, 1, 2])))
            shown = re.sub('[^a-z-]', '', shown) or 'other'
        level = rng.randrange(1, 11)
        tagged = rng.random() < 0.85
        topic, things, tailed = self.topic(rng, lang)
        cat = g.categories[category]
        form = rng.choice(cat['formats'])
        r = rng.random()
        if r < 0.10:
            while things is g.generic_things and rng.random() < 0.8 or any(c.isdigit() for c in topic):
                topic, things, tailed = self.topic(rng, lang)
            if things is g.generic_things:
                topic, tailed = rng.choice(g.topic_phrases), False
            prompt = rng.choice(g.generic_prompts)
        else:
            asked = None
            if r < 0.22:
                if rng.random() < 0.4:
                    form = rng.choice(rng.choice(list(g.categories.values()))['formats'])
                asked = form
            r = rng.random()
            if r < 0.07:
                topic = topic.lower()
            elif r < 0.08:
                topic = topic.upper()
            prompt = self.prompt(rng, g, lang, topic, asked, tagged)
            if rng.random() < 0.04 and '"' not in prompt:
                prompt, topic = prompt.lower(), topic.lower()
        title, content = self.idea(rng, g, lang, cat, form, topic, things, tailed, level)
        user = f'{shown} {level} {lang}: {prompt}' if tagged else prompt
        return user, title, content, lang, topic

    def idea(self, rng, g, lang, cat, form, topic, things, tailed, level):
        wild = rng.random() < (level - 1) / 9
        m1, m2 = rng.sample(cat['mechanisms'], 2)
        a1, a2 = rng.sample(g.audiences, 2)
        t1, t2 = rng.sample(things, 2)
        name = rng.choice(g.names['first']) + g.names['glue'] + rng.choice(g.names['second'])
        base = dict(form, topic=TOPIC, audience=a1, audience2=a2, thing=t1, thing2=t2, name=name, tagline=rng.choice(g.taglines))
        titles = g.wild_titles if (wild if level > 3 else False) else g.titles
        varied = rng.random() < 0.4
        title = choose(rng, titles, lambda p: not (tailed and '{audience}' in p) and (not varied or '{name}' in p or '{tagline}' in p))
        pitch = choose(rng, g.pitches, lambda p: not (tailed and TOPIC + ' ' + FOR[lang] in fill(p, base | m1)))
        how = rng.choice(g.hows)
        step, twist = rng.choice(g.first_steps), rng.choice(g.twists)
        ending = rng.choice(cat['benefits'] if rng.random() < 0.4 else g.benefits)
        if wild:
            plan = rng.choice([[0, 1, 3, 5], [0, 1, 3, 5], [0, 3, 5], [0, 1, 3], [0, 1, 3, 4, 5], [0, 3, 4, 5], [0, 1, 2, 3, 5]])
        else:
            plan = rng.choice([[0, 1, 2, 5], [0, 1, 2, 5], [0, 2, 5], [0, 1, 5], [0, 1, 2]])
        half = len(g.twists) // 2
        if 3 in plan and 4 in plan:
            # Two twists come from two halves, so that a small network has no way to write the same one twice.
            twist, twist2 = rng.choice(g.twists[:half]), rng.choice(g.twists[half:])
        else:
            twist2 = twist
        patterns = [(pitch, m1), (how, m2), (step, m1), (twist, m1), (twist2, m1), (ending, m1)]
        sentences = [sentence(fill(patterns[i][0], base | patterns[i][1])) for i in plan]
        return sentence(fill(title, base)).replace(TOPIC, topic), ' '.join(sentences).replace(TOPIC, topic)


def choose(rng, options, fits):
    for _ in range(20):
        option = rng.choice(options)
        if fits(option):
            return option
    return option


def wording(text):
    """What makes two wordings the same: not case, not punctuation."""
    return ' '.join(re.sub(rf'[^\w{TOPIC}]+', ' ', text.lower()).split())


def fill(pattern, values):
    return re.sub(r'\{(\w+)\}', lambda m: values[m.group(1)], pattern)


def sentence(text):
    """Capitalised, but for a topic at its beginning, which stays as the user typed it."""
    capital = lambda t: t[:1].upper() + t[1:]
    return re.sub(r'([.!?]\s+)(\w)', lambda m: m.group(1) + m.group(2).upper(), capital(text))


def typo(rng, text):
    i = rng.randrange(1, len(text) - 2)
    mistyped = text[:i] + text[i + 1] + text[i] + text[i + 2:]
    unharmed = text[i:i + 2].isalpha() and re.findall(r'{\w+}', text) == re.findall(r'{\w+}', mistyped)
    return mistyped if unharmed else text


if __name__ == '__main__':
    import sys
    import time
    corpus, rng = Corpus(['ba', 'lo', 'mi', 'tech', 'und', 'fly']), random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for _ in range(12):
        user, title, content, lang, topic = corpus.sample(rng)
        print(f'[{user}]\n  {title}\n  {content}')
    t = time.time()
    for _ in range(2000):
        corpus.sample(rng)
    print((time.time() - t) / 2000 * 1e3, 'ms a sample')
