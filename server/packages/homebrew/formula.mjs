// Prints the formula for Homebrew of a release: node server/packages/homebrew/formula.mjs SHA256SUMS > agentls.rb
// SHA256SUMS is that of the release, with the digests of its archives.

import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync(new URL("../npm/package.json", import.meta.url), "utf8"));
const sums = readFileSync(process.argv[2], "utf8");

function archive(platform) {
  const file = `agentls-${platform}.tar.gz`;
  const digest = sums.split("\n").find((line) => line.endsWith(file))?.split(/\s/)[0];
  if (!/^[0-9a-f]{64}$/.test(digest ?? "")) {
    console.error(`${process.argv[2]} has no digest of ${file}`);
    process.exit(1);
  }
  return [
    `      url "https://github.com/agentls/agentls/releases/download/v${version}/${file}"`,
    `      sha256 "${digest}"`,
  ].join("\n");
}

const system = (name, one, other) => `  on_${name} do
    on_arm do
${archive(one)}
    end
    on_intel do
${archive(other)}
    end
  end`;

console.log(`class Agentls < Formula
  desc "Language server and checker for agent, skill, command and prompt files"
  homepage "https://github.com/agentls/agentls"
  version "${version}"
  license any_of: ["MIT", "Apache-2.0"]

${system("macos", "darwin-arm64", "darwin-x64")}

${system("linux", "linux-arm64", "linux-x64")}

  def install
    bin.install "agentls"
    generate_completions_from_executable(bin/"agentls", "completions")
  end

  test do
    (testpath/".claude/agents/a.md").write "---\\nname: a\\n---\\n\\nDo.\\n"
    assert_match "\`description\` is missing", shell_output("#{bin}/agentls check", 1)
  end
end`);
