"""Holds a manifest against fideslang itself: its models take each part, none of what it says is ignored by them, and its words are in
the taxonomy or told in the manifest. Prints what is not so, and then how many parts there were."""

import sys

import yaml
from fideslang import DEFAULT_TAXONOMY, model_map

WORDS = {"data_categories": "data_category", "data_subjects": "data_subject", "data_use": "data_use"}


def name(item):
    return str(item.get("fides_key") or item.get("name")) if isinstance(item, dict) else str(item)


def ignored(given, read, path):
    """What was given and is not in what was read."""
    if isinstance(given, dict):
        for key, value in given.items():
            if not isinstance(read, dict) or key not in read:
                yield f"{path}.{key}: ignored"
            else:
                yield from ignored(value, read[key], f"{path}.{key}")
    elif isinstance(given, list):
        if not isinstance(read, list) or len(read) != len(given):
            yield f"{path}: {len(given)} given, {read} read"
            return
        # Fields are sorted by their names when they are read.
        for one, other in zip(sorted(given, key=name), sorted(read, key=name)):
            yield from ignored(one, other, f"{path}[{name(one)}]")
    elif str(given) != str(read):
        yield f"{path}: {given} given, {read} read"


def used(part):
    """Each word that a part uses, with the list that it is of."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in WORDS and isinstance(value, (str, list)):
                yield from ((WORDS[key], word) for word in ([value] if isinstance(value, str) else value))
            else:
                yield from used(value)
    elif isinstance(part, list):
        for item in part:
            yield from used(item)


manifest = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
known = {kind: {word.fides_key for word in getattr(DEFAULT_TAXONOMY, kind)} for kind in WORDS.values()}
for kind, words in known.items():
    words.update(word["fides_key"] for word in manifest.get(kind, []))
parts = 0
for kind, items in manifest.items():
    if kind not in model_map:
        print(f"{kind}: fideslang has no such part")
        continue
    for item in items:
        parts += 1
        try:
            model = model_map[kind].model_validate(item)
        except Exception as error:
            print(f"{kind} {item.get('fides_key')}: {error}")
            continue
        for line in ignored(item, model.model_dump(mode="json"), f"{kind} {item['fides_key']}"):
            print(line)
for list_of, word in sorted(set(used([manifest[kind] for kind in manifest if kind in ("system", "dataset")]))):
    if word not in known[list_of]:
        print(f"{list_of}: {word} is no word")
print(f"{parts} parts")
