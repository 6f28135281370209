/** Everything that can be wrong with files of weights, and with what is to be written into one. */
import { messages, type CodeOf, type ValuesOf } from '#words/messages.ts';

export const formatMessages = messages(
  {
    'no-header':
      '{file}: {found} bytes are too few for a safetensors file, whose first 8 tell how long its header is',
    'header-length':
      '{file}: no safetensors file, or cut short; its header should have {expected} bytes, and {found} are left',
    'header-text': '{file}: no safetensors file, or damaged; its header is no JSON object',
    'duplicate-name': '{file}: its header names {name} twice',
    'metadata-form': '{file}: its metadata must be text by name; {name} is not',
    'tensor-form': '{file}: {name} must have a dtype, a shape and two data_offsets',
    'tensor-type': '{file}: {name} holds numbers of type {type}; F32 is what is read here',
    'tensor-shape': '{file}: {name} has the shape {shape}; extents are whole numbers from 0 on',
    'tensor-size':
      '{file}: {name} of shape {shape} takes {expected} bytes, but its offsets hold {found}',
    'tensor-bounds': '{file}: {name} lies at {from} to {to} of {size} bytes of numbers',
    'tensor-overlap': '{file}: {name} and {other} share bytes',
    'unclaimed-bytes': '{file}: the bytes {from} to {to} of its numbers belong to no tensor',
    'model-missing': '{file}: these weights are of another network; {name} is missing',
    'model-unknown': '{file}: these weights are of another network, which has a {name}',
    'model-shape':
      '{file}: these weights are of another network; {name} is {shape}, expected {expected}',
    unreachable: '{file}: the server cannot be reached; check the network and try again',
    'server-refused': '{file}: the server answered with error {status}; try again later',
    'written-name': '{name} cannot be written: the name is kept for the metadata',
    'written-type': '{name} cannot be written: its numbers are float64, and F32 is what is written',
    'written-shape': '{name} cannot be written: its shape {shape} does not hold {count} numbers',
  },
  {
    'no-header':
      '{file}：只有 {found} 字节，不足以是 safetensors 文件（前 8 字节给出文件头的长度）',
    'header-length':
      '{file}：不是 safetensors 文件，或不完整；文件头应有 {expected} 字节，实际只剩 {found} 字节',
    'header-text': '{file}：不是 safetensors 文件，或已损坏；文件头不是 JSON 对象',
    'duplicate-name': '{file}：文件头中 {name} 出现了两次',
    'metadata-form': '{file}：元数据应为文本；{name} 不是',
    'tensor-form': '{file}：{name} 应有 dtype、shape 和两个 data_offsets',
    'tensor-type': '{file}：{name} 的数值类型是 {type}；此处只读取 F32',
    'tensor-shape': '{file}：{name} 的形状是 {shape}；各维应为不小于 0 的整数',
    'tensor-size':
      '{file}：形状为 {shape} 的 {name} 需要 {expected} 字节，但其偏移只含 {found} 字节',
    'tensor-bounds': '{file}：{name} 位于 {from} 到 {to}，而数值共有 {size} 字节',
    'tensor-overlap': '{file}：{name} 与 {other} 占用了相同的字节',
    'unclaimed-bytes': '{file}：数值的第 {from} 到 {to} 字节不属于任何张量',
    'model-missing': '{file}：这是另一个网络的权重；缺少 {name}',
    'model-unknown': '{file}：这是另一个网络的权重，其中有 {name}',
    'model-shape': '{file}：这是另一个网络的权重；{name} 的形状是 {shape}，应为 {expected}',
    unreachable: '{file}：无法连接服务器；请检查网络后重试',
    'server-refused': '{file}：服务器返回错误 {status}；请稍后重试',
    'written-name': '无法写入 {name}：这个名称保留给元数据',
    'written-type': '无法写入 {name}：它的数值是 float64，而只写入 F32',
    'written-shape': '无法写入 {name}：形状 {shape} 容不下 {count} 个数',
  },
);

export type FormatErrorCode = CodeOf<typeof formatMessages>;
export type FormatErrorParams<Code extends FormatErrorCode> = ValuesOf<typeof formatMessages, Code>;
