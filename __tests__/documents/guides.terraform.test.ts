import { jest } from "@jest/globals";
import { testDocuments } from "../support/documents/rehearsed-documents";

// A document deploys several environments, and each command is a whole run.
jest.setTimeout(1_800_000);

testDocuments((document) => !document.startsWith("docs/runbooks/"));
