/** Everything that can be wrong with data files. */
import { messages, type CodeOf, type ValuesOf } from '#words/messages.ts';

export const dataMessages = messages(
  {
    'gzip-damaged': '{file}: the compressed data is damaged or cut short; get the file again',
    'gzip-nested':
      '{file}: packed with gzip more than {times} times over; unpack it and give the file inside',
    'too-large': '{file}: unpacks to more than {limit} bytes, which no file of this kind does',
    'images-magic':
      '{file}: not an IDX file of images; it starts with the bytes {found}, expected {expected}',
    'labels-magic':
      '{file}: not an IDX file of labels; it starts with the bytes {found}, expected {expected}',
    'idx-header':
      '{file}: cut short inside its header; it has {found} bytes, expected at least {expected}',
    'images-size':
      '{file}: its header promises {count} images of {height} x {width} pixels; it has {found} bytes, expected {expected}',
    'labels-size':
      '{file}: its header promises {count} labels; it has {found} bytes, expected {expected}',
    'image-size':
      '{file}: its images have {height} x {width} pixels, expected {expectedHeight} x {expectedWidth}',
    'no-images': '{file}: holds no images',
    'label-range': '{file}: the label of image {row} is {label}, expected 0 to {largest}',
    'count-mismatch':
      '{images} holds {imageCount} images but {labels} holds {labelCount} labels; they do not belong together',
    'no-files': 'no files given; expected the four IDX files of MNIST or mnist_all.mat',
    'missing-files': 'still missing: {files}',
    'unknown-file':
      '{file}: neither an IDX file nor a MATLAB file of digits; expected names such as train-images-idx3-ubyte.gz',
    'unknown-split':
      '{file}: its name does not tell whether it is for training (train) or for testing (t10k, test); rename it',
    'zip-archive': '{file}: a ZIP archive; unpack it and give the files inside',
    'duplicate-file': '{file} and {other} are both there for the same part and differ; give one',
    'mat-header': '{file}: not a MATLAB file; its 128-byte header is damaged or missing',
    'mat-version':
      '{file}: a MATLAB 7.3 (HDF5) file; save it with -v7 or -v6, or give the four IDX files',
    'mat-truncated':
      '{file}: cut short or damaged; the element at byte {offset} needs {needed} bytes but {left} are left',
    'mat-damaged': '{file}: the element at byte {offset} is damaged',
    'mat-type': '{file}: {variable} is not a matrix of bytes (uint8)',
    'mat-shape': '{file}: {variable} is {shape}, expected rows of {columns} pixels',
    'mat-size': '{file}: {variable} is {shape} but has {found} bytes, expected {expected}',
    'mat-missing': '{file}: has no {variables}',
    'mat-duplicate': '{file}: has {variable} twice',
    'no-directory': 'no folder {directory}',
    'nothing-in-directory':
      '{directory}: holds neither the four IDX files of MNIST nor mnist_all.mat',
    network: '{file}: the download broke off; try again',
  },
  {
    'gzip-damaged': '{file}：压缩数据已损坏或不完整，请重新获取该文件',
    'gzip-nested': '{file}：用 gzip 压缩了不止 {times} 层；请先解压，再提供其中的文件',
    'too-large': '{file}：解压后超过 {limit} 字节，这类文件不会这么大',
    'images-magic': '{file}：不是 IDX 图像文件；文件开头的字节是 {found}，应为 {expected}',
    'labels-magic': '{file}：不是 IDX 标签文件；文件开头的字节是 {found}，应为 {expected}',
    'idx-header': '{file}：文件头不完整；只有 {found} 字节，至少应有 {expected} 字节',
    'images-size':
      '{file}：文件头声明有 {count} 张 {height} x {width} 像素的图像；实际有 {found} 字节，应为 {expected} 字节',
    'labels-size': '{file}：文件头声明有 {count} 个标签；实际有 {found} 字节，应为 {expected} 字节',
    'image-size': '{file}：图像为 {height} x {width} 像素，应为 {expectedHeight} x {expectedWidth}',
    'no-images': '{file}：不含任何图像',
    'label-range': '{file}：第 {row} 张图像的标签是 {label}，应在 0 到 {largest} 之间',
    'count-mismatch':
      '{images} 有 {imageCount} 张图像，而 {labels} 有 {labelCount} 个标签；两者不配套',
    'no-files': '没有文件；需要 MNIST 的四个 IDX 文件或 mnist_all.mat',
    'missing-files': '还缺少：{files}',
    'unknown-file':
      '{file}：既不是 IDX 文件，也不是 MATLAB 数字文件；文件名应类似 train-images-idx3-ubyte.gz',
    'unknown-split': '{file}：从文件名看不出是训练集（train）还是测试集（t10k、test）；请重命名',
    'zip-archive': '{file}：这是 ZIP 压缩包；请先解压，再提供其中的文件',
    'duplicate-file': '{file} 与 {other} 对应同一部分但内容不同；请只提供一个',
    'mat-header': '{file}：不是 MATLAB 文件；128 字节的文件头已损坏或缺失',
    'mat-version':
      '{file}：这是 MATLAB 7.3（HDF5）文件；请用 -v7 或 -v6 重新保存，或提供四个 IDX 文件',
    'mat-truncated':
      '{file}：文件不完整或已损坏；位于字节 {offset} 的元素需要 {needed} 字节，只剩 {left} 字节',
    'mat-damaged': '{file}：位于字节 {offset} 的元素已损坏',
    'mat-type': '{file}：{variable} 不是字节（uint8）矩阵',
    'mat-shape': '{file}：{variable} 的形状是 {shape}，每行应有 {columns} 个像素',
    'mat-size': '{file}：{variable} 的形状是 {shape}，但有 {found} 字节，应为 {expected} 字节',
    'mat-missing': '{file}：缺少 {variables}',
    'mat-duplicate': '{file}：{variable} 出现了两次',
    'no-directory': '没有文件夹 {directory}',
    'nothing-in-directory': '{directory}：既没有 MNIST 的四个 IDX 文件，也没有 mnist_all.mat',
    network: '{file}：下载中断；请重试',
  },
);

export type DataErrorCode = CodeOf<typeof dataMessages>;
export type DataErrorParams<Code extends DataErrorCode> = ValuesOf<typeof dataMessages, Code>;
