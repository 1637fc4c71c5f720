"""Words that must not be found: in any file, log or recorded traffic, in any usual spelling."""

import base64
import pathlib
import unicodedata


def spellings(word):
    """The bytes a careless program would leave behind."""
    found = set()
    for form in {word, unicodedata.normalize("NFKC", word), unicodedata.normalize("NFD", word)}:
        raw = form.encode()
        found |= {raw, form.encode("utf-16-le"), raw.hex().encode(), raw.hex().upper().encode()}
        for skipped in range(3):
            # Base64 of the word at each of the three alignments, without the characters its neighbours decide.
            padded = b"\0" * skipped + raw
            text = base64.b64encode(padded)[(0, 2, 3)[skipped]:].rstrip(b"=")
            found.add(text if len(padded) % 3 == 0 else text[:-1])
    return {spelling for spelling in found if len(spelling) >= 6}


def find(words, folder=None, recorded=b"", except_for=()):
    """Sentences that say which word lies where."""
    wanted = {word: spellings(word) for word in words}
    found = []
    places = [("the recorded traffic", recorded)]
    if folder is not None:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file() and not path.is_symlink() and path.name not in except_for:
                places.append((str(path), path.read_bytes()))
    for place, data in places:
        for word, forms in wanted.items():
            if any(form in data for form in forms):
                found.append(f"{word!r} lies in {place}")
    return found
