import { describe, expect, test } from "@jest/globals";
import execa from "execa";
import { calendarEvents } from "../../../../../stacks/region/compute/services-on-hosts/calendar";
import { findProgram } from "../../../../support/hosts/host-machine";

/** The next times of a schedule after a moment, in UTC, as systemd works them out. */
async function timesOf(schedule: string, count: number): Promise<string[]> {
  const program = findProgram("systemd-analyze", "this test asks the real one: apt-get install -y systemd, as root");
  const [event] = calendarEvents(schedule);
  const options = ["--base-time=2026-02-27 00:00:00 UTC", `--iterations=${count}`];
  const { stdout } = await execa(program, ["calendar", ...options, event as string], { env: { TZ: "UTC" } });
  return [...stdout.matchAll(/(?:Next elapse|Iter\. #\d+): \w+ (\S+ \S+) UTC/g)].map(([, time]) => time as string);
}

describe("the times of a job, as systemd reads them", () => {
  test.each([
    ["0 */6 * * *", ["2026-02-27 04:00:00", "2026-02-27 10:00:00", "2026-02-27 16:00:00", "2026-02-27 22:00:00"]],
    ["30 4 * * *", ["2026-02-27 20:30:00", "2026-02-28 20:30:00"]],
    ["0 3 1 */3 *", ["2026-03-31 19:00:00"]],
    // 2026-03-02 is a Monday.
    ["0 9 * * 1-5", ["2026-02-27 01:00:00", "2026-03-02 01:00:00"]],
  ])("%s is in China Standard Time", async (schedule, times) => {
    expect(await timesOf(schedule, times.length)).toEqual(times);
  });
});
