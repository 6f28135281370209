/** Everything that training has to say in words. Workers and the trainer send codes and numbers. */
import { messages, type MessageOf } from '#words/messages.ts';

export const trainingMessages = messages(
  {
    diverged:
      'The run broke at update {update}: the loss is {loss}, and nothing can be learnt from that.',
    lastFinite: 'The last usable loss was {loss}, at update {update}.',
    notFiniteAtOnce:
      'Not even the first loss was a number: the first weights, or the pixels divided by too small a number, already overflow.',
    firstLossHigh:
      'It began at a loss of {loss}, where a network that knows nothing begins near ln K ≈ {chance}: the first weights are too large, and every layer multiplies by them. Draw them smaller (He, Xavier), or take a much smaller learning rate.',
    rateRaised:
      'The learning rate {rate} is above the {usual} of this recipe: each update overshoots. Try a smaller one.',
    lossGrew:
      'The loss had grown from {from} to {to}: each update made the next gradient larger. A smaller learning rate stops that.',
    suddenly:
      'The last loss was not above the first, so the loss had not been growing for long: a smaller learning rate, or a larger batch, makes that less likely.',
    untrained:
      'Before any training a test (loss {loss}, accuracy {accuracy}) tells of the first weights alone. A network that gives each of the {classes} classes the same probability has a loss of ln {classes} ≈ {chance}.',
    dead: 'All test images get the same answer, to the last bit (loss {loss}, accuracy {accuracy}): what they differ in no longer reaches the end of the network. So it is when some layer gives every image the same numbers: ReLUs that are all 0, other activations at a limit of their range, weights that are all 0. Little or no gradient passes such a layer. Smaller first weights or a smaller learning rate make it less likely.',
    backendFailed: 'The {backend} stopped with an error: {message}. Press Reset to begin again.',
    backendUnavailable: '{backend} does not run here ({message}); {instead} runs instead.',
    dataFailed: 'The data set could not be loaded: {message}',
    workerMissing:
      'The training worker could not start. The page may have been changed on the server: reload it.',
    workerFailed:
      'The training worker stopped with an error: {message}. Press Reset to begin again.',
    workerUnsupported:
      'Nothing can be trained here: this browser does not let the page have a background worker.',
    workerSilent:
      'The training worker has not answered for some seconds. Wait, or press Reset to begin again with a new one.',
    workerGone:
      'The training worker is gone: the browser ended it, perhaps for want of memory. What was measured is still here; press Reset to begin again.',
  },
  {
    diverged: '训练在第 {update} 次更新时中断：损失为 {loss}，无法再从中学习。',
    lastFinite: '最后一个可用的损失是 {loss}，出现在第 {update} 次更新。',
    notFiniteAtOnce: '连第一个损失都不是有限的数：初始权重过大，或像素除数过小，已经溢出。',
    firstLossHigh:
      '初始损失为 {loss}，而一无所知的网络应从 ln K ≈ {chance} 附近开始：初始权重太大，每一层都会放大输入。请用更小的初始化（He、Xavier），或大幅减小学习率。',
    rateRaised: '学习率 {rate} 高于该方案的 {usual}：每次更新都走过了头。请试试更小的值。',
    lossGrew: '此前损失已从 {from} 升到 {to}：每次更新都使下一次的梯度更大。减小学习率可以避免。',
    suddenly:
      '最后一个损失并不高于第一个，所以损失没有持续上升很久：更小的学习率或更大的批次可以降低这种可能。',
    untrained:
      '训练开始之前的测试（损失 {loss}，准确率 {accuracy}）只反映初始权重。对 {classes} 个类别都给出相同概率的网络，损失为 ln {classes} ≈ {chance}。',
    dead: '所有测试图像得到的回答完全相同，一个比特都不差（损失 {loss}，准确率 {accuracy}）：图像之间的差别不再到达网络的末端。当某一层对每张图像都给出同样的数时就会这样：全为 0 的 ReLU，停在取值范围边界上的其他激活函数，或全为 0 的权重。这样的层几乎不让梯度通过，甚至完全不让。更小的初始权重或学习率可以降低这种可能。',
    backendFailed: '{backend} 出错停止：{message}。请按“重置”重新开始。',
    backendUnavailable: '{backend} 无法在此运行（{message}）；改用 {instead}。',
    dataFailed: '无法加载数据集：{message}',
    workerMissing: '训练线程无法启动。服务器上的页面可能已更新：请重新加载。',
    workerFailed: '训练线程出错停止：{message}。请按“重置”重新开始。',
    workerUnsupported: '此处无法训练：此浏览器不允许页面使用后台线程。',
    workerSilent: '训练线程已有数秒没有回应。请等待，或按“重置”用新的线程重新开始。',
    workerGone:
      '训练线程已消失：可能因内存不足被浏览器终止。已测得的结果仍在；请按“重置”重新开始。',
  },
);

export type Message = MessageOf<typeof trainingMessages>;
