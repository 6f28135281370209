import { afterEach, describe, expect, it, vi } from 'vitest';
import type { NetworkSpec } from '#engine/architecture.ts';
import { initialParameters } from '#engine/network.ts';
import { FormatError } from './format-error.ts';
import { fetchModel, readModel } from './model.ts';
import { writeSafetensors } from './safetensors.ts';

const spec: NetworkSpec = {
  inputShape: [1, 4, 4],
  layers: [
    { kind: 'conv2d', name: 'conv', outChannels: 2, kernelSize: [3, 3] },
    { kind: 'flatten', name: 'flatten' },
    { kind: 'dense', name: 'dense', outFeatures: 3 },
  ],
};
const parameters = initialParameters(spec, 1, true);
const written = (tensors = parameters): Uint8Array<ArrayBuffer> =>
  writeSafetensors({ tensors, metadata: { recipe: 'none' } });

describe('readModel(file, bytes, spec)', () => {
  it('gives the network, its parameters in its own order, and what the file says of itself', () => {
    const reversed = Object.fromEntries(Object.entries(parameters).reverse());
    const model = readModel('a', written(reversed), spec);
    expect(model.parameters).toEqual(parameters);
    expect(Object.keys(model.parameters)).toEqual(Object.keys(parameters));
    expect(model.network.spec).toBe(spec);
    expect(model.metadata).toEqual({ recipe: 'none' });
  });

  it('refuses the weights of another network', () => {
    const { 'conv.bias': _, ...fewer } = parameters;
    const more = { ...parameters, extra: parameters['conv.bias'] };
    const other = { ...parameters, 'conv.bias': parameters['dense.bias'] };
    const read = (tensors: typeof parameters) => () => readModel('a', written(tensors), spec);
    expect(read(fewer)).toThrow('a: these weights are of another network; conv.bias is missing');
    expect(read(more)).toThrow('a: these weights are of another network, which has a extra');
    expect(read(other)).toThrow(
      'a: these weights are of another network; conv.bias is [3], expected [2]',
    );
  });
});

describe('fetchModel({ base, name }, spec)', () => {
  afterEach(() => vi.unstubAllGlobals());
  const answering = (answer: () => Promise<Response>) => {
    const fetched = vi.fn(answer);
    vi.stubGlobal('fetch', fetched);
    return fetched;
  };
  const place = { base: '/book/', name: 'pocket' };

  it('asks for the file below the site’s own path', async () => {
    const fetched = answering(async () => new Response(written()));
    expect((await fetchModel(place, spec)).parameters).toEqual(parameters);
    expect(fetched.mock.calls).toEqual([['/book/models/pocket.safetensors', {}]]);
  });

  it.each([
    ['unreachable', async () => Promise.reject(new TypeError('failed'))],
    ['server-refused', async () => new Response('', { status: 404 })],
    ['header-length', async () => new Response('<!doctype html> this is no file of weights')],
    ['no-header', async () => new Response('')],
  ] as const)('tells %s by name', async (code, answer) => {
    answering(answer);
    const error = await fetchModel(place, spec).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FormatError);
    expect(error).toMatchObject({ code, params: { file: 'pocket.safetensors' } });
  });

  it('rejects with the reason of its signal', async () => {
    const signal = AbortSignal.abort(new Error('left'));
    answering(async () => Promise.reject(signal.reason));
    await expect(fetchModel({ ...place, signal }, spec)).rejects.toThrow('left');
  });
});
