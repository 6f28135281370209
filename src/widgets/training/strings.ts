/** The words of the training page. */
import { movingMeanWindow } from '#training/run/history.ts';
import { dictionary, type Spoken } from '#words/language.ts';
import { count } from '#words/quantities.ts';
import { en } from './strings-en.ts';

export const strings = dictionary(en, {
  label: '训练',
  dataSet: '数据集',
  data: {
    mnist: 'MNIST',
    generated: '程序绘制的数字',
    mixed: '程序绘制的数字，用 MNIST 测试',
    files: '您自己的文件',
  },
  dataNotes: { mnist: '手写的数字，由本页从本站获取。', files: '读自您提供的文件。' },
  absentOption: '（本站没有）',
  noMnist: '本站没有 MNIST 的副本。',
  drop: '将 MNIST 或 Fashion-MNIST 的四个 IDX 文件、mnist.npz 或 mnist_all.mat 拖放到这里。文件不会离开您的电脑。',
  chooseFiles: '选择文件',
  noFiles: '没有可读取的文件：请选择文件，或把文件拖放到这里。',
  retry: (name) => `重试：${name}`,
  fields: {
    digits: '绘制的数字个数',
    learningRate: '学习率',
    batchSize: '批大小',
    length: '轮数',
    updates: '更新次数',
    seed: '随机种子',
  },
  fieldErrors: {
    whole: ({ least, most }) => `请输入 ${least} 到 ${most} 的整数。`,
    positive: ({ most }) => `请输入大于 0 且不超过 ${most} 的数。`,
  },
  settings: '设置',
  recipe: '方案',
  recipes: {
    ...{ article: '原文', modern: '现代', plain: '普通 randn', sprint: '冲刺', best: '最佳' },
    pocket: '口袋',
  },
  recipeNotes: {
    article: '与原文几乎相同：卷积后没有 ReLU，使用其自己的初始权重、普通 SGD，像素除以 225。',
    modern: '卷积后有 ReLU，He 初始化，Adam，学习率在每一轮中下降。',
    plain: '原文的谜题：卷积核取自 N(0, 1)。请观察损失的变化。',
    sprint: '用尽可能少的图像：两百次 Adam 更新，学习率由高降到 0。',
    best: '这个网络的极限：平移的图像、权重衰减，沿余弦曲线训练十五轮。',
    pocket: '只有 2,346 个参数的网络：原文的两个卷积（第二个宽度减半）和一个全连接层。',
  },
  backend: '计算后端',
  fastest: '此处最快的',
  locked: '运行期间设置不可更改。按“重置”后可更改。',
  start: '开始训练',
  pause: '暂停',
  resume: '继续',
  step: '训练一个批次',
  reset: '重置',
  testNow: '立即测试',
  check: '检查此后端',
  progress: '进度',
  accuracy: '测试准确率',
  loss: '损失',
  rate: '每秒图像数',
  epochOf: (epoch, epochs) => `第 ${epoch} 轮，共 ${epochs} 轮`,
  updateOf: (update, updates) => `第 ${update} 次更新，共 ${updates} 次`,
  left: (duration) => `剩余 ${duration}`,
  testing: (done, all) => `正在测试，${count(done, 'zh-cn')} / ${count(all, 'zh-cn')} 张图像`,
  lossChart: '损失（nat，对数刻度）',
  accuracyChart: '准确率',
  axisUpdates: '更新次数',
  keyBatch: '单个批次，更新之前',
  keyMean: `最近 ${movingMeanWindow} 次更新的平均`,
  keyTraining: `训练，最近 ${movingMeanWindow} 次更新的平均`,
  keyTest: '全部测试图像',
  charts: '曲线',
  tests: {
    title: '测试结果',
    none: '还没有。每一轮之后以及您要求时，都会测试全部测试图像。',
    epoch: '轮',
    update: '更新',
    accuracy: '准确率',
    loss: '损失',
    thinned: (shown, all) =>
      `共 ${count(all, 'zh-cn')} 次测试，均匀列出其中 ${count(shown, 'zh-cn')} 次，含最后一次。`,
  },
  firstLayer: '第一层学到了什么',
  kernel: (d) => `卷积核 ${d}`,
  digit: (label) => `一个测试数字：${label}`,
  nextDigit: '换一个数字',
  digitNote: (label, guess, sureness) => `这是 ${label}。网络认为是 ${guess}，概率 ${sureness}。`,
  digitLost: (label) => `这是 ${label}。网络没有给出数字：它的概率是 NaN。`,
  mapNote: (map, least, most) => `特征图 ${map}，从 ${least} 到 ${most}`,
  status: {
    loading: (name) => `正在准备数据集：${name}。`,
    ready: (data, train, test, backend) =>
      `就绪：${data}，${count(train, 'zh-cn')} 张训练图像，${count(test, 'zh-cn')} 张测试图像。计算后端：${backend}。`,
    waiting: '数据集就绪后立即开始训练。',
    running: (recipe, data, backend) => `训练中：${recipe}，${data}。计算后端：${backend}。`,
    tested: (epoch, accuracy) => `第 ${epoch} 轮后的测试准确率：${accuracy}。`,
    paused: (update) => `已在第 ${update} 次更新后暂停。`,
    finished: (updates, accuracy) =>
      `完成，共 ${count(updates, 'zh-cn')} 次更新：测试准确率 ${accuracy}。`,
    misread: (parameter, value) => `地址中的 ${parameter}=${value} 无法识别，使用默认值。`,
    misreadNumber: (parameter, value, used, field, range) =>
      `地址中的 ${parameter}=${value} 无法使用，改用 ${used}。${field}：${range}`,
    sameData: (name) => `数据集仍为 ${name}。`,
    next: (name, train, test) =>
      `已读取：${name}，${count(train, 'zh-cn')} 张训练图像，${count(test, 'zh-cn')} 张测试图像。将用于下一次训练；按“重置”开始。`,
    fieldsWrong: '有一项设置还不正确，请看它旁边的说明。',
  },
});

export type Strings = Spoken<typeof strings>;
