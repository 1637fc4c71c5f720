#include "client-cli/passphrase.hpp"

#include "client/small_file.hpp"

namespace tasuki::cli {

namespace {

constexpr std::size_t kLongest = 4096;

Attempt<SecretBytes> from_file(const std::string& path) {
  const auto content = client::read_small_file(path, kLongest);
  if (!content) return usage("file-unreadable", path);
  ByteView bytes = content->reveal();
  if (!bytes.empty() && bytes.back() == '\n') bytes = bytes.first(bytes.size() - 1);
  return SecretBytes(copy(bytes));
}

Attempt<SecretBytes> from_terminal(const Invocation& invocation, PassphraseIs is, Text prompt) {
  auto first = invocation.io.ask_secret(invocation.say(prompt) + ": ");
  if (is == PassphraseIs::Known || first.empty()) return first;
  const auto again = invocation.io.ask_secret(invocation.say({"もう一度: ", "Again: "}));
  if (!same_secret(first.reveal(), again.reveal())) return usage("passphrases-differ");
  return first;
}

}  // namespace

Attempt<SecretBytes> read_passphrase(const Invocation& invocation, std::string_view flag, PassphraseIs is,
                                     Text prompt) {
  const auto& file = invocation.arguments.one(flag);
  if (file.empty() && !invocation.io.can_ask) return usage("argument-missing", std::string(flag));
  TRY(auto passphrase, file.empty() ? from_terminal(invocation, is, prompt) : from_file(file));
  if (passphrase.empty()) return usage("empty-passphrase");
  return passphrase;
}

}  // namespace tasuki::cli
