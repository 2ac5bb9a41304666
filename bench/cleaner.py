"""The cleaner beside other extractors, on the same files in the same run: exactness and speed.

python bench/cleaner.py [FOLDER]
python bench/cleaner.py --unseen [FOLDER...]

FOLDER holds NAME.html, NAME.txt or NAME.md beside NAME.gold.json; without it the annotated articles
of ../shared/cases are taken where they exist, else those of the tests. readability-lxml,
newspaper4k and trafilatura are measured where they are installed; they read HTML only and tell
paragraphs alone.

With --unseen the texts of each paper are read with weights learned from all papers but that one,
which takes minutes. Pages are read by rules, which learn nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from baonoi.cleaner import clean, to_json
from baonoi.errors import BaonoiError
from baonoi.model import Page

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT.parent / "shared" / "cases" / "articles", ROOT / "tests" / "cleaner" / "articles")
MATERIAL = (
    *(ROOT.parent / "shared" / "cases" / name for name in ("articles", "pages")),
    *(ROOT / "tests" / "cleaner" / name for name in ("articles", "pages", "pastes")),
)
"""What the weights are learned from."""
MEDIA_TYPES = {".html": "text/html", ".txt": "text/plain", ".md": "text/markdown"}
BODY = ("lead", "heading", "paragraph")
SAME = {"list-item": "paragraph", "quote": "paragraph", "table": "paragraph"}
REPEATS = 5
ALIKE = 0.85

Blocks = list[tuple[str, str]]
Extractor = Callable[[str, Path], tuple[str, Blocks]]


@dataclass
class Case:
    path: Path
    text: str
    title: str
    blocks: Blocks


@dataclass
class Score:
    """What an extractor did on all cases."""

    strict: list[float] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    astray: Counter[str] = field(default_factory=Counter)
    titles: int = 0
    titled: int = 0
    junk: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def add(self, case: Case, title: str, found: Blocks) -> None:
        """Count one case."""
        pairs = pair([bag(text) for _, text in found], [bag(text) for _, text in case.blocks])
        roles = [SAME.get(role, role) for role, _ in found]
        truths = [
            case.blocks[pairs[n]][0] if n in pairs else "unmatched" for n in range(len(found))
        ]
        good = bad = 0
        said: Counter[str] = Counter()
        for role, truth, (_, text) in zip(roles, truths, found, strict=True):
            self.right[role] += role == truth
            self.astray[role] += truth not in {role, "optional"}
            self.junk += truth == "junk"
            if role in BODY and truth != "optional":
                said += bag(text)
                good += truth in BODY
                bad += truth not in BODY
        meant: Counter[str] = Counter()
        for role, text in case.blocks:
            self.wanted[role] += 1
            if role in BODY:
                meant += bag(text)
        body = sum(role in BODY for role, _ in case.blocks)
        self.strict.append(2 * good / (good + bad + body) if body else 0.0)
        self.words.update(both=(said & meant).total(), said=said.total(), meant=meant.total())
        if case.title:
            self.titled += 1
            self.titles += overlap(bag(title), bag(case.title)) > 0.9


def bag(text: str) -> Counter[str]:
    text = unicodedata.normalize("NFC", text).replace("\u200b", "").lower()
    return Counter(re.findall(r"\w+", text))


def overlap(one: Counter[str], other: Counter[str]) -> float:
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0


def pair(found: list[Counter[str]], gold: list[Counter[str]]) -> dict[int, int]:
    """Each found block with the gold block it repeats, the same words first."""
    pairs: dict[int, int] = {}
    free = set(range(len(gold)))
    for enough in (1.0, ALIKE):
        for number, words in enumerate(found):
            if number not in pairs and words:
                best = max(free, key=lambda n: (overlap(words, gold[n]), -n), default=-1)
                if best >= 0 and overlap(words, gold[best]) >= enough:
                    pairs[number] = best
                    free.discard(best)
    return pairs


def cases(folder: Path) -> Iterator[Case]:
    for gold_path in sorted(folder.glob("*.gold.json")):
        name = gold_path.name.removesuffix(".gold.json")
        path = next(p for e in MEDIA_TYPES if (p := folder / f"{name}{e}").exists())
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        blocks = [(block["role"], block["text"]) for block in gold["blocks"]]
        yield Case(path, path.read_text(encoding="utf-8"), gold["title"], blocks)


def ours(text: str, path: Path) -> tuple[str, Blocks]:
    try:
        said = to_json(clean(Page(text, MEDIA_TYPES[path.suffix], path.name)))
    except BaonoiError:
        return "", []
    return said["title"], [(block["role"], block["text"]) for block in said["blocks"]]


def paragraphs(texts: Iterator[str]) -> Blocks:
    return [("paragraph", line) for text in texts for line in text.splitlines() if line.strip()]


def others() -> Iterator[tuple[str, Extractor]]:
    """Those extractors that are installed here."""
    try:
        from lxml import html
        from readability import Document
    except ImportError:
        pass
    else:

        def readability(text: str, path: Path) -> tuple[str, Blocks]:
            page = Document(text)
            body = html.fromstring(page.summary())
            blocks = [e for e in body.iter("p", "h2", "h3", "li", "td") if e.text_content().strip()]
            return page.short_title(), paragraphs(
                " ".join(e.text_content().split()) for e in blocks
            )

        yield "readability-lxml", readability
    try:
        import newspaper
    except ImportError:
        pass
    else:

        def newspaper4k(text: str, path: Path) -> tuple[str, Blocks]:
            article = newspaper.Article("http://bao.example.vn/bai.html", language="vi")
            article.download(input_html=text)
            article.parse()
            return article.title, paragraphs(iter([article.text]))

        yield "newspaper4k", newspaper4k
    try:
        import trafilatura
    except ImportError:
        pass
    else:

        def trafilatura_(text: str, path: Path) -> tuple[str, Blocks]:
            said: dict[str, Any] = json.loads(
                trafilatura.extract(text, output_format="json", with_metadata=True) or "{}"
            )
            return said.get("title") or "", paragraphs(iter([said.get("text") or ""]))

        yield "trafilatura", trafilatura_


def measure(extract: Extractor, chosen: list[Case]) -> Score:
    score = Score()
    for case in chosen:
        times = []
        title: str = ""
        found: Blocks = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            try:
                title, found = extract(case.text, case.path)
            except Exception as problem:  # another's failure is a result, not the end of the run
                print(f"  {case.path.name}: {problem!r:.90}", file=sys.stderr)
            times.append(time.perf_counter() - start)
        score.milliseconds.append(1000 * min(times))
        score.add(case, title, found)
    return score


def unseen(folders: list[Path], parts: int = 0, rounds: int = 80, mixed: int = 200) -> Score:
    """The texts of each paper, read with what the others teach; ``parts`` leaves out several."""
    from baonoi.cleaner import sequence
    from baonoi.cleaner.sequence import learn, material

    examples = list(material.examples(folders))
    texts = [c for folder in folders for c in cases(folder) if c.path.suffix == ".txt"]
    papers = sorted({material.paper_of(case.path.stem) for case in texts})
    groups = [set(papers[n :: parts or len(papers)]) for n in range(parts or len(papers))]
    score = Score()
    for group in groups:
        taught = [example for example in examples if example.paper not in group]
        with sequence.using(learn.learn(taught, rounds, mixed)):
            held = [c for c in texts if material.paper_of(c.path.stem) in group]
            for case in held:
                start = time.perf_counter()
                title, found = ours(case.text, case.path)
                score.milliseconds.append(1000 * (time.perf_counter() - start))
                score.add(case, title, found)
    return score


def show(name: str, score: Score) -> None:
    words = score.words
    print(
        f"{name:<18} strict {statistics.mean(score.strict):.3f}  worst {min(score.strict):.3f}  "
        f"words P {words['both'] / max(1, words['said']):.3f} "
        f"R {words['both'] / max(1, words['meant']):.3f}  titles {score.titles}/{score.titled}  "
        f"junk {score.junk}/{score.wanted['junk']}  "
        f"median {statistics.median(score.milliseconds):.1f} ms "
        f"max {max(score.milliseconds):.1f} ms"
    )


def show_roles(score: Score) -> None:
    roles = ("lead", "heading", "paragraph", "caption", "byline", "dateline")
    told = (f"{r} {score.right[r]}/{score.wanted[r]} (+{score.astray[r]})" for r in roles)
    print("  " + "  ".join(told))


def import_time() -> float:
    """Milliseconds that the import of the cleaner adds to a bare interpreter, the best of five."""

    def took(code: str) -> float:
        times = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            times.append(time.perf_counter() - start)
        return 1000 * min(times)

    return took("import baonoi.cleaner") - took("pass")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folders", type=Path, nargs="*", metavar="FOLDER", help="of cases")
    options.add_argument(
        "--unseen", action="store_true", help="read each paper with weights learned from the others"
    )
    asked = options.parse_args()
    if asked.unseen:
        chosen_folders = [folder for folder in asked.folders or MATERIAL if folder.is_dir()]
        score = unseen(chosen_folders)
        show("baonoi, unseen", score)
        show_roles(score)
        return
    folder = next(folder for folder in (*asked.folders, *FOLDERS) if folder.is_dir())
    chosen = list(cases(folder))
    pages = [case for case in chosen if case.path.suffix == ".html"]
    texts = [case for case in chosen if case.path.suffix != ".html"]
    print(f"{folder}: {len(pages)} pages, {len(texts)} texts")
    everything = measure(ours, chosen)
    show("baonoi, all", everything)
    show_roles(everything)
    if texts:
        show("baonoi, texts", measure(ours, texts))
    if pages:
        own = measure(ours, pages)
        show("baonoi, pages", own)
        for name, extract in others():
            score = measure(extract, pages)
            show(name, score)
            ratio = statistics.median(score.milliseconds) / statistics.median(own.milliseconds)
            print(f"  takes {ratio:.1f} times as long")
    print(f"import of baonoi.cleaner: {import_time():.0f} ms")


if __name__ == "__main__":
    main()
