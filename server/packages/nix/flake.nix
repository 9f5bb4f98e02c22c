# The program from this source: nix run "github:agentls/agentls?dir=server/packages/nix"
{
  description = "Language server and checker for agent, skill, command and prompt files";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixpkgs-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
      forEach = nixpkgs.lib.genAttrs systems;
    in
    {
      packages = forEach (
        system:
        let
          pkgs = nixpkgs.legacyPackages.${system};
          root = ../../..;
        in
        {
          default = pkgs.rustPlatform.buildRustPackage {
            pname = "agentls";
            version = "0.1.0";
            src = root;
            cargoLock.lockFile = root + "/Cargo.lock";
            # Its tests start programs that are not there while it is built.
            doCheck = false;
            meta = {
              description = "Language server and checker for agent files";
              homepage = "https://github.com/agentls/agentls";
              license = [
                pkgs.lib.licenses.mit
                pkgs.lib.licenses.asl20
              ];
              mainProgram = "agentls";
            };
          };
        }
      );
    };
}
