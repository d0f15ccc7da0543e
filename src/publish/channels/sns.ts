import type { Report } from '../../findings/report.ts';
import type { PublishSettings } from '../channel.ts';
import type { Delivery, ReportChannel } from '../report-channel.ts';
import { snsMessage } from '../sns-message.ts';
import { worthSending } from '../worth-sending.ts';

const CONNECT_MS = 3_000;
const ANSWER_MS = 10_000;

/** One message for each run, as text for people and as JSON for programs. */
export const sns: ReportChannel = { name: 'sns', needs: ['sns:Publish'], deliver };

async function deliver(report: Report, settings: PublishSettings): Promise<Delivery> {
  const { topicArn, minSeverity } = settings;
  if (topicArn === undefined) return { kind: 'skipped', channel: sns.name, why: 'no topic is configured' };
  const findings = worthSending(report, minSeverity);
  if (findings.length === 0 && report.coverage.complete)
    return {
      kind: 'skipped',
      channel: sns.name,
      why: `no finding is ${minSeverity} or worse, and nothing is left unread`,
    };

  const { SNSClient, PublishCommand } = await import('@aws-sdk/client-sns');
  const client = new SNSClient({
    region: topicArn.split(':')[3] ?? '',
    retryMode: 'standard',
    maxAttempts: 5,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
  });
  try {
    const sent = await client.send(
      new PublishCommand({ TopicArn: topicArn, ...snsMessage(report, findings) }),
    );
    return { kind: 'delivered', channel: sns.name, messageId: sent.MessageId ?? '' };
  } finally {
    client.destroy();
  }
}
