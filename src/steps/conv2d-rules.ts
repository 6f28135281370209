/** Words, equations and source lines of the convolution's stages. */
import {
  is,
  named,
  negative,
  over,
  plus,
  quotient,
  relation,
  times,
  windowAt,
  type Expression,
} from './expression.ts';
import { equationsOf, rulesOf, type Equations } from './rule.ts';

const common = {
  file: 'ops/conv2d-orders.ts',
  axes: {
    ...{ x: 'n c h w', weight: 'd c i j', bias: 'd', y: 'n d p q' },
    ...{ dy: 'n d p q', dx: 'n c h w', dWeight: 'd c i j', dBias: 'd' },
  },
};

export const conv2dRules = rulesOf('conv2d', common, {
  forward: {
    title: { en: 'convolution', 'zh-cn': '卷积' },
    lead: {
      en: 'The kernel lies on a window of x; every weight is multiplied by the number under it, all products are added, and then the bias.',
      'zh-cn': '卷积核盖在 x 的一个窗口上：每个权重乘以它下面的数，把所有乘积相加，再加上偏置。',
    },
    region: 'forward',
    line: 'sum += weight[kernelRow + j] * x[xRow + j];',
    writes: 'y',
    operands: ['weight', 'x'],
    equations: ['h = p·sH + i − pH', 'w = q·sW + j − pW'],
  },
  dBias: {
    title: { en: 'gradient of the bias', 'zh-cn': '偏置的梯度' },
    lead: {
      en: 'The bias was added once to every cell of its channel of y, so its gradient is the sum of dy over that channel, in all examples.',
      'zh-cn':
        '偏置加到了 y 中它那个通道的每个格子上，所以它的梯度是所有样本的 dy 在该通道上的总和。',
    },
    file: 'ops/conv2d.ts',
    region: 'dBias',
    line: 'sum += upstream[((n * D + d) * oH + p) * oW + q];',
    operands: ['dy'],
  },
  dWeight: {
    title: { en: 'gradient of the weights', 'zh-cn': '权重的梯度' },
    lead: {
      en: 'A weight met one number of x in every window of every example; its gradient adds these up, each times the dy of its window.',
      'zh-cn':
        '一个权重在每个样本的每个窗口里都遇到 x 的一个数；它的梯度把这些数各乘以那个窗口的 dy 再相加。',
    },
    file: 'ops/conv2d.ts',
    region: 'dWeight',
    line: 'sum += upstream[dyRow + q] * x[xRow + q * sW];',
    operands: ['dy', 'x'],
    equations: ['h = p·sH + i − pH', 'w = q·sW + j − pW'],
  },
  dx: {
    title: { en: 'gradient of the input', 'zh-cn': '输入的梯度' },
    lead: {
      en: 'Each x was read by every window that covers it, each time under another weight; so dy is read through the kernel rotated by 180 degrees, with zeros around dy and, for a stride above 1, between its cells.',
      'zh-cn':
        'x 的一个数被每个盖住它的窗口读过，每次都在不同的权重之下；所以要用旋转 180 度的卷积核去读 dy，四周补零，步长大于 1 时格子之间也补零。',
    },
    region: 'dx gather',
    line: 'sum += g * weight[((d * C + c) * kH + i) * kW + j];',
    operands: ['dy', 'weight'],
    equations: ['p = (h + pH − i) / sH', 'q = (w + pW − j) / sW'],
  },
  scatter: {
    title: { en: 'gradient of the input, stamped', 'zh-cn': '输入的梯度（盖印）' },
    lead: {
      en: 'Each cell of dy goes back to the window it came from and adds dy times the weight to every cell of dx there; where windows overlap the shares pile up, and what falls on the padding is dropped.',
      'zh-cn':
        'dy 的每个格子回到它来自的窗口，在那里的每个 dx 格子上加上 dy 乘以权重；窗口重叠之处，各份相加，落在填充上的丢弃。',
    },
    region: 'dx scatter',
    line: 'dx.data[xRow + j] += g * weight[kernelRow + j];',
    writes: 'dx',
    operands: ['dy', 'weight'],
    equations: ['h = p·sH + i − pH', 'w = q·sW + j − pW'],
  },
});

/** The pixel under entry (i, j) of the kernel. */
const pixel = (of: string): Expression => named(of, ...windowAt('n c'));

/** The window that has row or column `at` under its entry `entry`. */
const placeOf = (at: string, padding: string, entry: string, stride: string): Expression =>
  quotient(plus(at, padding, negative(entry)), stride);

export const equations = (): Equations =>
  equationsOf('conv2d', {
    forward: is(
      named('y', 'n d p q'),
      plus(over('Σ', 'c i j', times(named('weight', 'd c i j'), pixel('x'))), named('bias', 'd')),
    ),
    dBias: is(named('dBias', 'd'), over('Σ', 'n p q', named('dy', 'n d p q'))),
    dWeight: is(
      named('dWeight', 'd c i j'),
      over('Σ', 'n p q', times(named('dy', 'n d p q'), pixel('x'))),
    ),
    dx: is(
      named('dx', 'n c h w'),
      over(
        'Σ',
        'd i j',
        times(
          named('dy', 'n d', placeOf('h', 'pH', 'i', 'sH'), placeOf('w', 'pW', 'j', 'sW')),
          named('weight', 'd c i j'),
        ),
      ),
    ),
    scatter: relation(pixel('dx'), '+=', times(named('dy', 'n d p q'), named('weight', 'd c i j'))),
  });
