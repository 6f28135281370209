/** A trained network from its file of weights: checked against the network that it is for. */
import type { NetworkSpec } from '#engine/architecture.ts';
import type { Parameters } from '#engine/backend.ts';
import { Network } from '#engine/network.ts';
import { shapeText } from '#words/lists.ts';
import { formatError } from './format-error.ts';
import { readSafetensors } from './safetensors.ts';

export interface Model {
  readonly network: Network;
  /** float32, by the names and of the shapes of the network. */
  readonly parameters: Parameters;
  /** What the file says of itself. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads the weights of a network from a safetensors file. Throws FormatError for a damaged file, and `model-missing`,
 * `model-unknown` or `model-shape` for one that is not of this network.
 */
export function readModel(file: string, bytes: Uint8Array, spec: NetworkSpec): Model {
  const { tensors, metadata } = readSafetensors(file, bytes);
  const network = new Network(spec);
  const shapes = network.parameterShapes;
  for (const name of Object.keys(tensors))
    if (!Object.hasOwn(shapes, name)) throw formatError('model-unknown', { file, name });
  const parameters = Object.entries(shapes).map(([name, wanted]) => {
    if (!Object.hasOwn(tensors, name)) throw formatError('model-missing', { file, name });
    const [shape, expected] = [tensors[name].shape, wanted].map((one) => shapeText(one));
    if (shape !== expected) throw formatError('model-shape', { file, name, shape, expected });
    return [name, tensors[name]] as const;
  });
  return { network, parameters: Object.fromEntries(parameters), metadata };
}

/**
 * Fetches `models/NAME.safetensors` below `base`, the site's own path, and reads it. Throws FormatError, `unreachable` and
 * `server-refused` included; rejects with the signal's reason when aborted.
 */
export async function fetchModel(
  { base, name, signal }: { base: string; name: string; signal?: AbortSignal },
  spec: NetworkSpec,
): Promise<Model> {
  const file = `${name}.safetensors`;
  const bytes = await fetchBytes(file, `${base}models/${file}`, signal);
  return readModel(file, bytes, spec);
}

async function fetchBytes(file: string, url: string, signal?: AbortSignal): Promise<Uint8Array> {
  try {
    const response = await fetch(url, signal ? { signal } : {});
    if (!response.ok) throw formatError('server-refused', { file, status: response.status });
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    signal?.throwIfAborted();
    // What fetch throws where there is no answer, or only a part of one.
    if (error instanceof TypeError) throw formatError('unreachable', { file });
    throw error;
  }
}
