import type { Change } from "../state/domain";

const RUNBOOK = "docs/runbooks/china-cdn.md";

/** What a person does in Upyun's console for a change, in one line. */
export function byHand({ part, desired }: Change): string {
  const { host, service, origin } = desired;
  switch (part) {
    case "create":
      return `Make the service ${service} in Upyun's console and bind ${host} to it (${RUNBOOK}, "By hand at Upyun").`;
    case "online":
      return `Enable the service ${service} in Upyun's console; it says why it is off.`;
    case "origin":
      return `Set the origin of ${service}: HTTPS, ${origin.host}:${origin.port}, Host ${origin.hostHeader} (${RUNBOOK}).`;
    default:
      return `Give ${host} its certificate and force HTTPS in Upyun's console (${RUNBOOK}).`;
  }
}
