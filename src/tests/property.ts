/**
 * fast-check with a fixed seed: a test gives the same answer on every run and every machine.
 * PROPERTY_SEED=N tries other random cases.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20261123) });

export { fc };
