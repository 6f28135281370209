/** Finds what `JSON.parse` passes over in silence: a name that stands twice in one object. */

/** A string, or a mark that opens or closes something. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** The first name that an object of this JSON, which must be right, has twice. */
export function duplicateName(json: string): string | undefined {
  const open: Set<string>[] = [];
  let last = '';
  for (const [mark] of json.matchAll(token)) {
    if (mark === '{' || mark === '[') open.push(new Set());
    else if (mark === '}' || mark === ']') open.pop();
    else if (mark === ':') {
      const names = open.at(-1)!;
      // The same name can be written in several ways: "a" is "\u0061".
      const name = JSON.parse(last) as string;
      if (names.has(name)) return name;
      names.add(name);
    } else last = mark;
  }
  return undefined;
}
