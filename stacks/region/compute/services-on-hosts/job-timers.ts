import type { Services } from "../../../../environments/schema/services/services";
import { calendarEvents } from "./calendar";

/** systemd's folder of units, below the host's root. */
const UNITS = "etc/systemd/system";

/**
 * systemd's units of the jobs of the worker host, path below / → text: a timer, and the service that it starts. The
 * host's own step enables every timer whose name begins so.
 */
export function jobTimers(services: Services): Readonly<Record<string, string>> {
  const jobs = Object.entries(services).flatMap(([name, entry]) =>
    entry.kind === "cron" ? [{ name, schedule: entry.schedule }] : [],
  );
  return Object.fromEntries(
    jobs.flatMap(({ name, schedule }) => [
      [`${UNITS}/ainav-job-${name}.timer`, timer(name, schedule)],
      [`${UNITS}/ainav-job-${name}.service`, jobService(name)],
    ]),
  );
}

function timer(name: string, schedule: string): string {
  return unit({
    Unit: [`Description=Times of the job ${name}`],
    // A run that was due while the host was down is made up for, once.
    Timer: [...calendarEvents(schedule).map((event) => `OnCalendar=${event}`), "AccuracySec=1s", "Persistent=true"],
    Install: ["WantedBy=timers.target"],
  });
}

/** The program ends a run at its deadline, and waits for the job that runs before: systemd sets no limit of its own. */
function jobService(name: string): string {
  return unit({
    Unit: [
      `Description=The job ${name}`,
      "Requires=docker.service",
      "After=docker.service ainav-secret-files.service network-online.target",
      "Wants=network-online.target",
    ],
    Service: ["Type=oneshot", `ExecStart=/opt/ainav/bin/run-job ${name}`, "TimeoutStartSec=infinity"],
  });
}

function unit(sections: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(sections)
    .map(([name, lines]) => [`[${name}]`, ...lines, ""].join("\n"))
    .join("\n");
}
