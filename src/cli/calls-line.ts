/** What a run asked of AWS: `214 calls: 120 sagemaker:DescribeModel, 38 states:DescribeStateMachine, 31 others once`. */
export function callsLine(calls: ReadonlyMap<string, number>): string {
  const total = [...calls.values()].reduce((sum, count) => sum + count, 0);
  const often = [...calls]
    .filter(([, count]) => count > 1)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const once = calls.size - often.length;
  const parts = [
    ...often.map(([action, count]) => `${count} ${action}`),
    ...(once === 0 ? [] : [`${once} others once`]),
  ];
  return `${total} calls: ${parts.join(', ')}\n`;
}
