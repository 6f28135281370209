import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
    environment: 'node',
    // Tests measure no time: the limit is for one that never ends, on however busy a machine.
    testTimeout: 60_000,
  },
});
