"""The article's network, forward, backward and update in NumPy, as the article does it (our own code).

conv: [C, D, kH, kW] kernels. A small kernel is looped over by taps, a large one (at least ten times as many taps as
outputs, as in the kernel gradients) by outputs. Arrays are float64. Every tied maximum gets the whole gradient.
"""
import numpy as np


def conv_forward(z, K, b):
    N, C, H, W = z.shape
    _, D, kH, kW = K.shape
    oH, oW = H - kH + 1, W - kW + 1
    y = np.empty((N, D, oH, oW))
    if kH * kW >= 10 * oH * oW:
        for p in range(oH):
            for q in range(oW):
                window = z[:, :, p:p + kH, q:q + kW]
                y[:, :, p, q] = np.tensordot(window, K, axes=([1, 2, 3], [0, 2, 3]))
    else:
        total = np.zeros((N, oH, oW, D))
        for i in range(kH):
            for j in range(kW):
                total += np.tensordot(z[:, :, i:i + oH, j:j + oW], K[:, :, i, j], axes=(1, 0))
        y[:] = total.transpose(0, 3, 1, 2)
    return y + b[None, :, None, None]


def conv_backward(dy, K, z, want_dz=True):
    N, _, kH, kW = z.shape[0], None, K.shape[2], K.shape[3]
    D = K.shape[1]
    # dK: the input is convolved with dy as its kernel, samples taking the place of channels.
    dK = conv_forward(z.swapaxes(0, 1), dy, np.zeros(D)) / N
    db = dy.sum(axis=(0, 2, 3)) / N
    if not want_dz:
        return None, dK, db
    padded = np.pad(dy, ((0, 0), (0, 0), (kH - 1, kH - 1), (kW - 1, kW - 1)))
    turned = K[:, :, ::-1, ::-1].swapaxes(0, 1)
    return conv_forward(padded, turned, np.zeros(K.shape[0])), dK, db


def pool_forward(z):
    N, C, H, W = z.shape
    return z[:, :, :H // 2 * 2, :W // 2 * 2].reshape(N, C, H // 2, 2, W // 2, 2).max(axis=(3, 5))


def pool_backward(dy, y, z):
    dz = np.zeros_like(z)
    h, w = dy.shape[2] * 2, dy.shape[3] * 2
    spread = lambda a: a.repeat(2, axis=2).repeat(2, axis=3)
    dz[:, :, :h, :w] = np.where(z[:, :, :h, :w] == spread(y), spread(dy), 0)
    return dz


class Network:
    def __init__(self, seed=0):
        r = np.random.RandomState(seed)
        he = lambda fan_in, *shape: r.randn(*shape) * np.sqrt(2 / fan_in)
        self.K1, self.K2 = he(9, 1, 4, 3, 3), he(36, 4, 16, 3, 3)
        self.W1, self.W2, self.W3 = he(400, 256, 400), he(256, 128, 256), he(128, 10, 128)
        self.b = [np.zeros(n) for n in (4, 16)]
        self.c = [np.zeros((n, 1)) for n in (256, 128, 10)]

    def update(self, x, target, rate):
        N = x.shape[0]
        z1 = conv_forward(x, self.K1, self.b[0]); r1 = np.maximum(z1, 0); p1 = pool_forward(r1)
        z2 = conv_forward(p1, self.K2, self.b[1]); r2 = np.maximum(z2, 0); p2 = pool_forward(r2)
        a0 = p2.reshape(N, -1).T
        a1 = np.maximum(self.W1 @ a0 + self.c[0], 0)
        a2 = np.maximum(self.W2 @ a1 + self.c[1], 0)
        z = self.W3 @ a2 + self.c[2]
        e = np.exp(z - z.max(axis=0)); d3 = e / e.sum(axis=0) - target.T
        d2 = (self.W3.T @ d3) * (a2 > 0)
        d1 = (self.W2.T @ d2) * (a1 > 0)
        d0 = (self.W1.T @ d1).T.reshape(p2.shape)
        dz2 = pool_backward(d0, p2, r2) * (z2 > 0)
        dp1, dK2, db2 = conv_backward(dz2, self.K2, p1)
        dz1 = pool_backward(dp1, p1, r1) * (z1 > 0)
        _, dK1, db1 = conv_backward(dz1, self.K1, x)  # the article works out the image's gradient too
        for W, c, d, a in ((self.W3, self.c[2], d3, a2), (self.W2, self.c[1], d2, a1), (self.W1, self.c[0], d1, a0)):
            W -= rate / N * (d @ a.T)
            c -= rate / N * d.sum(axis=1, keepdims=True)
        self.K2 -= rate * dK2; self.b[1] -= rate * db2
        self.K1 -= rate * dK1; self.b[0] -= rate * db1
