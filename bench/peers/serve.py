"""Trains on request: each line on standard input names a trainer, the answer is its images a second, or an error.

    numpy              the article's algorithm
    torch              PyTorch, one thread, its default layout
    torch_last         the same with channels-last tensors
    torch2             PyTorch, two threads
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


def torch_trainer(threads, last):
    import torch
    from torch import nn
    torch.manual_seed(0)
    layers = (nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
              nn.Flatten(), nn.Linear(400, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))
    model, source, loss = nn.Sequential(*layers), batches(), nn.CrossEntropyLoss()
    if last:
        model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(model.parameters(), 1e-4)
    def step():
        torch.set_num_threads(threads)
        x, y = next(source)
        x = torch.from_numpy(x)
        if last:
            x = x.contiguous(memory_format=torch.channels_last)
        optimizer.zero_grad(set_to_none=True)
        loss(model(x), torch.from_numpy(y)).backward()
        optimizer.step()
    return step


makers = {'numpy': numpy_trainer, 'torch': lambda: torch_trainer(1, False),
          'torch_last': lambda: torch_trainer(1, True), 'torch2': lambda: torch_trainer(2, False)}
trainers = {}
for line in sys.stdin:
    name = line.strip()
    try:
        if name not in trainers:
            trainers[name] = makers[name]()
            for _ in range(5):
                trainers[name]()
        step, done, start = trainers[name], 0, time.perf_counter()
        while time.perf_counter() - start < STRETCH:
            step()
            done += 1
        print(BATCH * done / (time.perf_counter() - start), flush=True)
    except ImportError as error:
        print(f'missing: {error}', flush=True)
