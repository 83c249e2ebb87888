"""How long the readers take, beside a bare TF-IDF transform of the same texts.

    make bench-readers

Prints milliseconds a text, median of 50 shipped texts cut or repeated to the length, on one thread.
"""

from statistics import median
from time import perf_counter

from sklearn.feature_extraction.text import TfidfVectorizer

from detector import Detector, incidents, paths

LENGTHS = (700, 20_000, 50_000)
N_TEXTS = 50


def milliseconds(call, texts):
    """Return the median time of a call over the texts, after a first round to warm up."""
    for text in texts[:5]:
        call(text)
    times = []
    for text in texts:
        start = perf_counter()
        call(text)
        times.append(1000 * (perf_counter() - start))
    return median(times)


def main():
    texts = incidents.load(paths.shipped_incidents())["text"].tolist()
    bare = TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True).fit(texts)
    model = Detector.load().model
    print(f"{'characters':>10} {'bare TF-IDF':>12} {'fast':>8} {'precise':>8}   (ms a text)")
    for length in LENGTHS:
        chosen = [" ".join(texts[k:] + texts[:k])[:length] for k in range(0, len(texts), len(texts) // N_TEXTS)]
        calls = (lambda text: bare.transform([text]), model.fast.read, model.precise.read)
        row = [milliseconds(call, chosen[: N_TEXTS if length < 10_000 else 10]) for call in calls]
        print(f"{length:>10,} {row[0]:>12.2f} {row[1]:>8.2f} {row[2]:>8.2f}")


if __name__ == "__main__":
    main()
