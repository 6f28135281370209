/** The words of the first page's scene. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    label: 'A network that reads what you draw',
    pad: 'Draw a digit',
    blocks: {
      picture: 'picture',
      conv: 'conv',
      pool: 'pool',
      dense: 'dense',
    },
    titles: {
      picture: 'The picture that the network sees, 28 by 28; to the chapter on data',
      conv1: '4 kernels of 3 by 3 and their maps of 26 by 26; to the chapter on convolution',
      pool1: 'The 4 maps, pooled to 13 by 13; to the step of max-pooling',
      conv2: '8 kernels and their maps of 11 by 11; to the chapter on convolution',
      pool2: 'The 8 maps, pooled to 5 by 5; to the step of max-pooling',
      dense: 'The dense layer, ten classes; to its step',
    },
    answers: 'How sure the network is of each digit; choose the one that is right',
    option: (digit: number, share: string) => `${digit}, ${share}`,
    gradient: (number: string) => `gradient ${number}`,
    blame: 'Who is to blame?',
    forget: 'Forget everything',
    learn: 'Learn',
    remember: 'Remember',
    maps: 'kernels, maps',
    gradients: 'gradients',
    opening: 'Draw one yourself: every number here is worked out again at every stroke.',
    meant: (label: number) => `It was meant as a ${label}.`,
    blank: 'There is no ink on the pad: draw a digit.',
    reads: (answer: number, share: string) => `It reads a ${answer}, ${share} sure.`,
    blamed: (right: number, loss: string, d: number, norm: string) =>
      `If ${right} is right, the loss is ${loss}. Its gradient flows back to the kernels: of the first four, kernel ${d} gets the most, ${norm} long.`,
    blameless: (right: number, loss: string) =>
      `If ${right} is right, the loss is ${loss}: hardly any blame is left. Say that another digit is right.`,
    forgotten: (count: string) => `All ${count} numbers are drawn anew, at random.`,
    fetching: 'It draws digits to learn from …',
    learning: (update: number, updates: number) => `It learns: update ${update} of ${updates}.`,
    learnt: (updates: number, seconds: string, share: string, tested: number) =>
      `${updates} updates in ${seconds}, from nothing: ${share} of ${tested} digits that it had not seen are read right.`,
    failures: {
      unfetched:
        'The trained weights could not be loaded, so the scene stands still; load the page anew, or let it learn from nothing.',
      untrained: 'Training could not go on in this browser; the weights are as they were left.',
    },
    own: 'Choose the right digit on the right, then ask who is to blame.',
  },
  {
    label: '一个会读你所写数字的网络',
    pad: '画一个数字',
    blocks: {
      picture: '图片',
      conv: '卷积',
      pool: '池化',
      dense: '全连接',
    },
    titles: {
      picture: '网络看到的图片，28×28；前往数据一章',
      conv1: '4 个 3×3 的卷积核和它们 26×26 的特征图；前往卷积一章',
      pool1: '4 个特征图，池化为 13×13；前往最大池化这一步',
      conv2: '8 个卷积核和它们 11×11 的特征图；前往卷积一章',
      pool2: '8 个特征图，池化为 5×5；前往最大池化这一步',
      dense: '全连接层，十个类别；前往它的这一步',
    },
    answers: '网络对每个数字有多确信；请选出正确的那个',
    option: (digit, share) => `${digit}，${share}`,
    gradient: (number) => `梯度 ${number}`,
    blame: '该怪谁？',
    forget: '全部忘掉',
    learn: '学习',
    remember: '想起来',
    maps: '卷积核与特征图',
    gradients: '梯度',
    opening: '自己画一个：每画一笔，这里的每个数都重新算一遍。',
    meant: (label) => `它本来是 ${label}。`,
    blank: '板上还没有墨迹：请画一个数字。',
    reads: (answer, share) => `它读作 ${answer}，把握 ${share}。`,
    blamed: (right, loss, d, norm) =>
      `若正确答案是 ${right}，损失为 ${loss}。它的梯度一路流回卷积核：第一层四个核中，核 ${d} 得到的最多，长度为 ${norm}。`,
    blameless: (right, loss) =>
      `若正确答案是 ${right}，损失为 ${loss}：几乎没有什么可怪的。请改选另一个正确答案。`,
    forgotten: (count) => `全部 ${count} 个数都重新随机抽取了。`,
    fetching: '它正在画用来学习的数字……',
    learning: (update, updates) => `它在学习：第 ${update} 次更新，共 ${updates} 次。`,
    learnt: (updates, seconds, share, tested) =>
      `从零开始，${updates} 次更新，用时 ${seconds}：${tested} 个没见过的数字中，读对 ${share}。`,
    failures: {
      unfetched: '训练好的权重无法加载，画面因此静止；请重新加载本页，或让它从零学起。',
      untrained: '在这个浏览器中训练无法继续；权重保持现状。',
    },
    own: '先在右边选出正确的数字，再问该怪谁。',
  },
);
