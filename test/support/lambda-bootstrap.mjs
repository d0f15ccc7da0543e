// What stands between Lambda and a handler: it takes an event from the runtime API, and gives back what the handler says.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { AWS_LAMBDA_RUNTIME_API, AWS_LAMBDA_FUNCTION_NAME, LAMBDA_TASK_ROOT, _HANDLER } = process.env;
const agent = new Agent({ keepAlive: true });

function ask(method, path, body) {
  return new Promise((resolve, reject) => {
    const url = `http://${AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime${path}`;
    const asked = request(url, { method, agent }, async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      resolve({ headers: response.headers, text });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** `folder/file.name`, as Lambda reads it. */
async function loadHandler() {
  const [file, name] = basename(_HANDLER).split('.');
  const path = join(LAMBDA_TASK_ROOT, dirname(_HANDLER), file);
  const found = [`${path}.js`, `${path}.mjs`, `${path}.cjs`].find((each) => existsSync(each));
  const loaded = found === undefined ? undefined : (await import(pathToFileURL(found).href))[name];
  if (typeof loaded !== 'function') throw new TypeError(`${_HANDLER} is no function`);
  return loaded;
}

function contextOf(headers) {
  const end = Number(headers['lambda-runtime-deadline-ms']);
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    functionName: AWS_LAMBDA_FUNCTION_NAME,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    getRemainingTimeInMillis: () => end - Date.now(),
  };
}

const wording = ({ name, message, stack }) =>
  JSON.stringify({ errorType: name, errorMessage: message, trace: stack?.split('\n') });

let handler;
try {
  handler = await loadHandler();
} catch (error) {
  await ask('POST', '/init/error', wording(error));
  process.exit(1);
}

for (;;) {
  const { headers, text } = await ask('GET', '/invocation/next');
  const at = `/invocation/${headers['lambda-runtime-aws-request-id']}`;
  try {
    const answer = await handler(JSON.parse(text), contextOf(headers));
    await ask('POST', `${at}/response`, JSON.stringify(answer) ?? 'null');
  } catch (error) {
    await ask('POST', `${at}/error`, wording(error));
  }
}
