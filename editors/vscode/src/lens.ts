// The commands of code lenses, which the server leaves out for clients that do not say that they have them.

import { commands, type Disposable } from "vscode";
import type { ClientCapabilities, LanguageClient, Location, Position, StaticFeature } from "vscode-languageclient/node";
import type { Server } from "./server";

const SHOW_REFERENCES = "agentls.showReferences";
const SHOW_VERDICT = "agentls.showVerdict";

/** Tells the server which of its commands this client has. */
export function announceCommands(client: LanguageClient): void {
  const feature: StaticFeature = {
    fillClientCapabilities: (capabilities: ClientCapabilities) => {
      capabilities.experimental = { ...capabilities.experimental, commands: { commands: [SHOW_REFERENCES, SHOW_VERDICT] } };
    },
    initialize: () => undefined,
    getState: () => ({ kind: "static" }),
    clear: () => undefined,
  };
  client.registerFeature(feature);
}

/** Shows the files that refer to an agent, as VS Code shows references. */
export function registerShowReferences(server: Server): Disposable {
  return commands.registerCommand(SHOW_REFERENCES, (uri: string, position: Position, locations: Location[]) => {
    const converter = server.running?.protocol2CodeConverter;
    if (converter) {
      const found = locations.map((location) => converter.asLocation(location));
      void commands.executeCommand("editor.action.showReferences", converter.asUri(uri), converter.asPosition(position), found);
    }
  });
}
