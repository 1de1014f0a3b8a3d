import { z } from "zod";
import { hostName } from "../kinds/host-name";
import { text } from "../kinds/text";
import { knob } from "../knob/knob";

const exchanger = z.strictObject({
  host: knob(hostName(), {
    what: "A server that takes mail for the domain.",
    reason: "The mail service says which.",
    remedy: "Write a host name such as mx1.example.com.",
  }),
  priority: knob(z.int().min(0).max(65_535), {
    what: "The server's rank: senders try the lowest first.",
    unit: "rank, the lowest first",
    reason: "The mail service says which.",
  }),
});

/** The settings of mail: which servers take it for the domain, and who may send it. */
export const mail = z.strictObject({
  exchangers: knob(z.array(exchanger).max(10).default([]), {
    what: "The servers that take mail for the domain. An empty list refuses mail.",
    reason: "None: a domain that takes no mail says so (RFC 7505).",
    remedy: 'List { host: "mx1.example.com", priority: 10 }.',
  }),
  spf: knob(text(/^v=spf1 /, "an SPF record", "does not begin with v=spf1").default("v=spf1 -all"), {
    what: "Who may send mail in the domain's name (SPF).",
    reason: "Nobody, until somebody does.",
    remedy: 'Write an SPF record such as "v=spf1 include:spf.example.com -all".',
  }),
  dmarc: knob(text(/^v=DMARC1;/, "a DMARC record", "does not begin with v=DMARC1;").default("v=DMARC1; p=reject"), {
    what: "What receivers are asked to do with mail that only claims to be from the domain (DMARC).",
    reason: "Reject: the domain's mail is signed or there is none.",
    remedy: 'Write a DMARC record such as "v=DMARC1; p=quarantine; rua=mailto:…".',
  }),
});

export type Mail = z.output<typeof mail>;
