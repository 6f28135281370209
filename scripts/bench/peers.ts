export async function comparePeers(_: number): Promise<void> {}
