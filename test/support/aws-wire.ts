/** Asks services whose clients are no dependency, behind an endpoint that does not look at signatures. */
export interface Wire {
  /** In the Query protocol; the answer is XML. */
  readonly query: (service: string, parameters: Readonly<Record<string, string>>) => Promise<string>;
  /** In AWS JSON; the target is `AmazonSQS.CreateQueue`. */
  readonly json: (service: string, target: string, input: object) => Promise<Record<string, unknown>>;
  /** In REST; the answer is JSON or XML. */
  readonly get: (service: string, path: string) => Promise<string>;
}

export function wireTo(endpoint: string, region: string): Wire {
  async function ask(service: string, path: string, init: RequestInit): Promise<string> {
    const scope = `AKIDEXAMPLE/20260101/${region}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
    const response = await fetch(`${endpoint}${path}`, {
      ...init,
      headers: { ...init.headers, authorization },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} answers ${response.status}: ${text.slice(0, 1000)}`);
    return text;
  }
  return {
    query: (service, parameters) =>
      ask(service, '/', { method: 'POST', body: new URLSearchParams(parameters) }),
    json: async (service, target, input) => {
      const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
      const text = await ask(service, '/', { method: 'POST', headers, body: JSON.stringify(input) });
      return JSON.parse(text);
    },
    get: (service, path) => ask(service, path, {}),
  };
}

/** What stands in all elements of this name. */
export function elementsOf(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, inner = '']) => inner);
}

/** What stands in the first; empty where there is none. */
export function textOf(xml: string, name: string): string {
  return elementsOf(xml, name)[0] ?? '';
}
