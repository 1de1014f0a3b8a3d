import { describe, expect, test } from "@jest/globals";
import { calendarEvents } from "../../../../../stacks/region/compute/services-on-hosts/calendar";

describe("the times of a job", () => {
  test.each([
    ["0 */6 * * *", ["*-*-* 00/6:00:00 Asia/Shanghai"]],
    ["30 4 * * *", ["*-*-* 04:30:00 Asia/Shanghai"]],
    ["5,35 8-18/2 * * *", ["*-*-* 08..18/2:05,35:00 Asia/Shanghai"]],
    ["0 3 1 */3 *", ["*-01/3-01 03:00:00 Asia/Shanghai"]],
    ["0 3 * * 1-5", ["Mon,Tue,Wed,Thu,Fri *-*-* 03:00:00 Asia/Shanghai"]],
    ["0 3 * * 7", ["Sun *-*-* 03:00:00 Asia/Shanghai"]],
    ["0 3 * * 0,7", ["Sun *-*-* 03:00:00 Asia/Shanghai"]],
  ])("%s are in China, as systemd writes them", (schedule, events) => {
    expect(calendarEvents(schedule)).toEqual(events);
  });

  test("are on either, where a day of the month and a day of the week are named, as cron has it", () => {
    expect(calendarEvents("0 3 1 * 1")).toEqual(["*-*-01 03:00:00 Asia/Shanghai", "Mon *-*-* 03:00:00 Asia/Shanghai"]);
  });

  test.each(["x * * * *", "0 3 * * x", "1- * * * *"])("%s is refused, with an example", (schedule) => {
    expect(() => calendarEvents(schedule)).toThrow(/is not a field of .*: write one such as/);
  });
});
