/** Everything that can be wrong with data files. */
import { messages, type CodeOf, type ValuesOf } from '#words/messages.ts';

export const dataMessages = messages(
  {
    'gzip-damaged': '{file}: the compressed data is damaged or cut short; get the file again',
    'gzip-nested':
      '{file}: packed with gzip more than {times} times over; unpack it and give the file inside',
    'too-large': '{file}: unpacks to more than {limit} bytes, which no file of this kind does',
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
    'unknown-split':
      '{file}: its name does not tell whether it is for training (train) or for testing (t10k, test); rename it',
    'duplicate-file': '{file} and {other} are both there for the same part and differ; give one',
    'mat-header': '{file}: not a MATLAB file; its 128-byte header is damaged or missing',
    'mat-truncated':
      '{file}: cut short or damaged; the element at byte {offset} needs {needed} bytes but {left} are left',
    'mat-damaged': '{file}: the element at byte {offset} is damaged',
    'mat-shape': '{file}: {variable} is {shape}, expected rows of {columns} pixels',
    'mat-size': '{file}: {variable} is {shape} but has {found} bytes, expected {expected}',
    'mat-missing': '{file}: has no {variables}',
    'mat-duplicate': '{file}: has {variable} twice',
    'no-files': 'no files given; expected the four IDX files of MNIST, mnist.npz or mnist_all.mat',
    'missing-files': 'still missing: {files}',
    'missing-beside': 'still missing: {files}; passed over: {passedOver}',
    'unknown-file':
      '{file}: neither an IDX, a NumPy nor a MATLAB file, or damaged at its beginning; get it again, or give files such as train-images-idx3-ubyte.gz',
    'unknown-array':
      '{file}: its name does not tell what it holds; the arrays must be called x_train, y_train, x_test and y_test',
    'is-empty': '{file}: empty; get the file again',
    'is-zeros':
      '{file}: nothing but zeros, as a download leaves that never came; get the file again',
    'is-page': '{file}: a web page, saved in place of the data; download the file itself',
    'is-lfs':
      '{file}: a pointer of Git LFS, not the data; run “git lfs pull”, or download the file itself',
    'is-picture':
      '{file}: a picture ({format}); the digits must be in the four IDX files, mnist.npz or mnist_all.mat',
    'is-archive': '{file}: an archive ({format}); unpack it and give the files inside',
    'is-other':
      '{file}: a file of another kind ({format}), which is not read here; give the four IDX files, mnist.npz or mnist_all.mat',
    'is-text':
      '{file}: text ({format}), which is not read here; give the four IDX files, mnist.npz or mnist_all.mat',
    'is-note': '{file}: only text; give the four IDX files, mnist.npz or mnist_all.mat',
    'is-hdf5':
      '{file}: an HDF5 file, which is not read here; save it as .npz, from MATLAB with -v7, or give the four IDX files',
    'is-mat4': '{file}: a MATLAB 4 file; save it with -v7 or -v6, or give the four IDX files',
    'idx-form':
      '{file}: an IDX file of {type} numbers with {axes} axes; expected uint8 with 3 axes (images) or 1 (labels)',
    'idx-is-images': '{file}: its name says labels, but it holds images; rename it',
    'idx-is-labels': '{file}: its name says images, but it holds labels; rename it',
    'pixel-range': '{file}: one pixel is {value}; expected 0 to 255, or 0 to 1',
    'npy-damaged': '{file}: a NumPy array with a damaged header; get the file again',
    'npy-type': '{file}: a NumPy array of type {type}, which is not read here; save it as uint8',
    'npy-size':
      '{file}: an array of {shape} with {found} bytes, expected {expected}; get the file again',
    'npy-images':
      '{file}: an array of shape {shape}; expected images of {side} x {side} pixels, one after the other',
    'npy-labels': '{file}: an array of shape {shape}; expected one label per image',
    'zip-damaged': '{file}: a ZIP archive that is damaged or cut short; get the file again',
    'zip-encrypted': '{file}: locked with a password; unpack the archive and give the files inside',
    'zip-method':
      '{file}: packed in a way that is not read here; unpack the archive and give the files inside',
    'zip-nothing':
      '{file}: a ZIP archive without images and labels; expected x_train, y_train, x_test and y_test, or the four IDX files',
    'mat-version':
      '{file}: a MATLAB 7.3 (HDF5) file; save it with -v7 or -v6, or give the four IDX files',
    'mat-type': '{file}: {variable} is complex; expected real numbers',
    'no-directory': 'neither a folder nor a file: {directory}',
    'nothing-in-directory':
      '{directory}: holds neither the four IDX files of MNIST nor mnist.npz nor mnist_all.mat',
    network: '{file}: the download broke off; try again',
    stalled:
      'nothing has come from the network for {seconds} seconds, so the download was given up; try again',
    'page-instead':
      '{file}: the network answered with a page of its own in place of the file; if it asks you to sign in, do that, then try again',
    unreachable: '{file}: the server cannot be reached; check the network and try again',
    'server-refused': '{file}: the server answered with error {status}; try again later',
    unreadable:
      '{file}: cannot be read; if it is a folder, give the files inside, and if it has been moved or changed, choose it again',
  },
  {
    'gzip-damaged': '{file}：压缩数据已损坏或不完整，请重新获取该文件',
    'gzip-nested': '{file}：用 gzip 压缩了不止 {times} 层；请先解压，再提供其中的文件',
    'too-large': '{file}：解压后超过 {limit} 字节，这类文件不会这么大',
    'idx-header': '{file}：文件头不完整；只有 {found} 字节，至少应有 {expected} 字节',
    'images-size':
      '{file}：文件头声明有 {count} 张 {height} x {width} 像素的图像；实际有 {found} 字节，应为 {expected} 字节',
    'labels-size': '{file}：文件头声明有 {count} 个标签；实际有 {found} 字节，应为 {expected} 字节',
    'image-size': '{file}：图像为 {height} x {width} 像素，应为 {expectedHeight} x {expectedWidth}',
    'no-images': '{file}：不含任何图像',
    'label-range': '{file}：第 {row} 张图像的标签是 {label}，应在 0 到 {largest} 之间',
    'count-mismatch':
      '{images} 有 {imageCount} 张图像，而 {labels} 有 {labelCount} 个标签；两者不配套',
    'unknown-split': '{file}：从文件名看不出是训练集（train）还是测试集（t10k、test）；请重命名',
    'duplicate-file': '{file} 与 {other} 对应同一部分但内容不同；请只提供一个',
    'mat-header': '{file}：不是 MATLAB 文件；128 字节的文件头已损坏或缺失',
    'mat-truncated':
      '{file}：文件不完整或已损坏；位于字节 {offset} 的元素需要 {needed} 字节，只剩 {left} 字节',
    'mat-damaged': '{file}：位于字节 {offset} 的元素已损坏',
    'mat-shape': '{file}：{variable} 的形状是 {shape}，每行应有 {columns} 个像素',
    'mat-size': '{file}：{variable} 的形状是 {shape}，但有 {found} 字节，应为 {expected} 字节',
    'mat-missing': '{file}：缺少 {variables}',
    'mat-duplicate': '{file}：{variable} 出现了两次',
    'no-files': '没有文件；需要 MNIST 的四个 IDX 文件、mnist.npz 或 mnist_all.mat',
    'missing-files': '还缺少：{files}',
    'missing-beside': '还缺少：{files}；已略过：{passedOver}',
    'unknown-file':
      '{file}：不是 IDX、NumPy 或 MATLAB 文件，或者开头已损坏；请重新获取，或提供 train-images-idx3-ubyte.gz 这样的文件',
    'unknown-array': '{file}：从名称看不出内容；数组应命名为 x_train、y_train、x_test 和 y_test',
    'is-empty': '{file}：空文件；请重新获取',
    'is-zeros': '{file}：全是零，像是没有完成的下载；请重新获取',
    'is-page': '{file}：保存下来的是网页，不是数据；请下载文件本身',
    'is-lfs': '{file}：这是 Git LFS 指针，不是数据；请运行“git lfs pull”，或下载文件本身',
    'is-picture':
      '{file}：这是 {format} 图片；数字应放在四个 IDX 文件、mnist.npz 或 mnist_all.mat 中',
    'is-archive': '{file}：这是 {format} 压缩包；请先解压，再提供其中的文件',
    'is-other':
      '{file}：这是 {format} 文件，此处无法读取；请提供四个 IDX 文件、mnist.npz 或 mnist_all.mat',
    'is-text':
      '{file}：这是 {format} 文本，此处无法读取；请提供四个 IDX 文件、mnist.npz 或 mnist_all.mat',
    'is-note': '{file}：这是文本；请提供四个 IDX 文件、mnist.npz 或 mnist_all.mat',
    'is-hdf5':
      '{file}：这是 HDF5 文件，此处无法读取；请存为 .npz，或在 MATLAB 中用 -v7 保存，或提供四个 IDX 文件',
    'is-mat4': '{file}：这是 MATLAB 4 文件；请用 -v7 或 -v6 重新保存，或提供四个 IDX 文件',
    'idx-form':
      '{file}：这个 IDX 文件存放 {type} 类型的数，有 {axes} 个轴；应为 uint8，3 个轴（图像）或 1 个轴（标签）',
    'idx-is-images': '{file}：名称说是标签，内容却是图像；请重命名',
    'idx-is-labels': '{file}：名称说是图像，内容却是标签；请重命名',
    'pixel-range': '{file}：有一个像素是 {value}；应在 0 到 255 或 0 到 1 之间',
    'npy-damaged': '{file}：NumPy 数组的文件头已损坏；请重新获取',
    'npy-type': '{file}：{type} 类型的 NumPy 数组无法在此读取；请存为 uint8',
    'npy-size': '{file}：数组的形状是 {shape}，但有 {found} 字节，应为 {expected} 字节；请重新获取',
    'npy-images': '{file}：数组的形状是 {shape}；应依次存放 {side} x {side} 像素的图像',
    'npy-labels': '{file}：数组的形状是 {shape}；应为每张图像一个标签',
    'zip-damaged': '{file}：ZIP 压缩包已损坏或不完整；请重新获取',
    'zip-encrypted': '{file}：有密码保护；请先解压，再提供其中的文件',
    'zip-method': '{file}：压缩方式无法在此读取；请先解压，再提供其中的文件',
    'zip-nothing':
      '{file}：ZIP 压缩包中没有图像和标签；应有 x_train、y_train、x_test 和 y_test，或四个 IDX 文件',
    'mat-version':
      '{file}：这是 MATLAB 7.3（HDF5）文件；请用 -v7 或 -v6 重新保存，或提供四个 IDX 文件',
    'mat-type': '{file}：{variable} 是复数矩阵；应为实数',
    'no-directory': '既不是文件夹，也不是文件：{directory}',
    'nothing-in-directory':
      '{directory}：既没有 MNIST 的四个 IDX 文件，也没有 mnist.npz 或 mnist_all.mat',
    network: '{file}：下载中断；请重试',
    stalled: '网络已有 {seconds} 秒没有送来任何数据，下载已放弃；请重试',
    'page-instead':
      '{file}：网络没有送来该文件，而是返回了它自己的网页；如果它要求登录，请先登录再重试',
    unreachable: '{file}：无法连接服务器；请检查网络后重试',
    'server-refused': '{file}：服务器返回错误 {status}；请稍后重试',
    unreadable:
      '{file}：无法读取；如果是文件夹，请提供其中的文件；如果文件已被移动或更改，请重新选择',
  },
);

/** What a reader should know about files that could be read. */
export const dataNotes = messages(
  {
    'ink-scaled': '{files}: no pixel is above 1, so 1 was read as full ink (255).',
    'passed-over': 'Passed over: {files}.',
    'passed-over-many': 'Passed over: {files} and {more} more.',
  },
  {
    'ink-scaled': '{files}：没有大于 1 的像素，因此把 1 当作最深的墨色（255）读取。',
    'passed-over': '已略过：{files}。',
    'passed-over-many': '已略过：{files}，以及另外 {more} 个。',
  },
);

export type DataErrorCode = CodeOf<typeof dataMessages>;
export type DataErrorParams<Code extends DataErrorCode> = ValuesOf<typeof dataMessages, Code>;
