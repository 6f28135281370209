"""Trains on request: each line on standard input names a trainer, the answer is its images a second, or an error.

    numpy              the article's algorithm
    torch              PyTorch, one thread, its default layout
    torch_last         the same with channels-last tensors

Meant for OpenBLAS (Debian's libopenblas0-pthread): on Debian's plain BLAS, PyTorch is four times slower.
"""
import os
os.environ.setdefault('OMP_NUM_THREADS', '1')
os.environ.setdefault('OPENBLAS_NUM_THREADS', '1')
import sys
import time
import numpy as np

BATCH = 128
STRETCH = 0.3  # seconds
r = np.random.RandomState(0)
# Pictures as sparse as digits: a fifth of the pixels is not black.
images = np.where(r.rand(4096, 1, 28, 28) < 0.2, r.rand(4096, 1, 28, 28), 0).astype('float32')
labels = r.randint(0, 10, 4096)


def batches():
    at = 0
    while True:
        yield images[at:at + BATCH], labels[at:at + BATCH]
        at = (at + BATCH) % len(images)


def numpy_trainer():
    from numpy_article import Network
    network, source, one = Network(), batches(), np.eye(10)
    def step():
        x, y = next(source)
        network.update(x.astype('float64'), one[y], 1e-4)
    return step


def torch_trainer(last):
    import torch
    from torch import nn
    torch.set_num_threads(1)
    torch.manual_seed(0)
    layers = (nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
              nn.Flatten(), nn.Linear(400, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))
    model, source, loss = nn.Sequential(*layers), batches(), nn.CrossEntropyLoss()
    if last:
        model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(model.parameters(), 1e-4)
    def step():
        x, y = next(source)
        x = torch.from_numpy(x)
        if last:
            x = x.contiguous(memory_format=torch.channels_last)
        optimizer.zero_grad(set_to_none=True)
        loss(model(x), torch.from_numpy(y)).backward()
        optimizer.step()
    return step


makers = {'numpy': numpy_trainer, 'torch': lambda: torch_trainer(False), 'torch_last': lambda: torch_trainer(True)}
np.ones((2, 2)) @ np.ones((2, 2))
if 'openblas' not in open('/proc/self/maps').read():
    print('bench: NumPy and PyTorch run on plain BLAS; install libopenblas0-pthread to be fair', file=sys.stderr)
trainers = {}
for line in sys.stdin:
    name = line.strip()
    try:
        if name not in trainers:
            trainers[name] = makers[name]()
        step, done = trainers[name], 0
        for _ in range(3):
            step()
        start = time.perf_counter()
        while time.perf_counter() - start < STRETCH:
            step()
            done += 1
        print(BATCH * done / (time.perf_counter() - start), flush=True)
    except ImportError as error:
        print(f'missing: {error}', flush=True)
