import { z } from "zod";
import { list } from "./kinds/list";
import { name } from "./kinds/name";
import { text } from "./kinds/text";
import { knob } from "./knob/knob";

const service = z.strictObject({
  name: knob(name({ least: 2, most: 30, characters: ["lower-case letters", "digits", "hyphens"] }), {
    what: "The service's name.",
    reason: "Part of the names of its server group and of its rule.",
  }),
  port: knob(z.int().min(1024).max(65535), {
    what: "The port on which every app host serves it.",
    unit: "TCP port",
    reason: "As the containers publish them (specification, section 3.1).",
    advice: "No other service uses it.",
  }),
  paths: knob(list(text(/^\/[A-Za-z0-9$\-_.+/&~@:'*?]{1,127}$/, "a path that the load balancer takes"), { most: 5 }), {
    what: "The paths that the load balancer sends to it; none for the one service that gets everything else.",
    reason: "The APIs have paths of their own; every other request is for the web.",
    remedy: "List up to five paths such as /api/search and /api/search/*.",
  }),
});

/** What the app hosts serve, most specific first. */
export const services = knob(
  z
    .array(service)
    .min(1)
    .max(20)
    .default([
      { name: "web", port: 3000, paths: [] },
      { name: "content-api", port: 8001, paths: ["/api/content", "/api/content/*"] },
      { name: "search-api", port: 8002, paths: ["/api/search", "/api/search/*"] },
    ]),
  {
    what: "The services behind the load balancer, each on a port of every app host.",
    reason: "web, content-api and search-api (specification, sections 1 and 3.1).",
    remedy: "List services, exactly one of them without paths.",
  },
);

export type Service = z.output<typeof service>;
