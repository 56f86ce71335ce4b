"""Writes logits of the network and token ids of our encoder, for eval/check-export.mjs to compare the exported files with."""
import json
import pickle
import random

import numpy as np
import torch

import bpe
from corpus import Corpus
from model import Model
from paths import CHECKPOINT, DATA, WORK

torch.set_num_threads(1)
model = Model()
model.load_state_dict(torch.load(CHECKPOINT))
data = pickle.loads(DATA.read_bytes())
samples = [ids for ids, _ in data['data'][:4]]
cases = []
for ids in samples:
    with torch.no_grad():
        logits = model.logits(torch.from_numpy(ids.astype(np.int64))[None])[0]
    cases.append(dict(ids=ids.tolist(), logits=[round(value, 5) for value in logits[-1].tolist()], likeliest=logits.argmax(-1).tolist()))
(WORK / 'logits.json').write_text(json.dumps(cases))

encoder, corpus, rng = bpe.Encoder(data['vocab'], data['merges']), Corpus(['ß', 'né']), random.Random(11)
texts = [corpus.sample(rng)[i] for i in (0, 2) for _ in range(500)]
texts += ['Zürich 👩‍👩‍👧 東京', "l'été d'une fois", "it's  two   spaces\n\n", '10.000 €, 50%', 'ÀÉÎÕÜ ñandú', '\t', 'x' * 300]
(WORK / 'tokens.json').write_text(json.dumps([dict(text=text, ids=encoder.encode(text)) for text in texts]))
