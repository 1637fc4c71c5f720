#include "core/crypto/noise_pattern.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <ranges>

namespace tasuki::crypto {

namespace {

constexpr std::string_view kSuite = "25519_ChaChaPoly_SHA256";

/// A pattern as the specification prints it; `|` passes the turn.
struct PatternRow {
  std::string_view name;
  /// Pre-messages: "i" and "r" for the initiator's and the responder's static key.
  std::string_view known;
  std::string_view messages;
};

constexpr PatternRow kPatterns[] = {
    // one-way (7.4)
    {"N", "r", "e es"},
    {"K", "ir", "e es ss"},
    {"X", "r", "e es s ss"},
    // fundamental (7.5)
    {"NN", "", "e | e ee"},
    {"NK", "r", "e es | e ee"},
    {"NX", "", "e | e ee s es"},
    {"XN", "", "e | e ee | s se"},
    {"XK", "r", "e es | e ee | s se"},
    {"XX", "", "e | e ee s es | s se"},
    {"KN", "i", "e | e ee se"},
    {"KK", "ir", "e es ss | e ee se"},
    {"KX", "i", "e | e ee se s es"},
    {"IN", "", "e s | e ee se"},
    {"IK", "r", "e es s ss | e ee se"},
    {"IX", "", "e s | e ee se s es"},
    // deferred (7.6, 18.1)
    {"NK1", "r", "e | e ee es"},
    {"NX1", "", "e | e ee s | es"},
    {"X1N", "", "e | e ee | s | se"},
    {"X1K", "r", "e es | e ee | s | se"},
    {"XK1", "r", "e | e ee es | s se"},
    {"X1K1", "r", "e | e ee es | s | se"},
    {"X1X", "", "e | e ee s es | s | se"},
    {"XX1", "", "e | e ee s | es s se"},
    {"X1X1", "", "e | e ee s | es s | se"},
    {"K1N", "i", "e | e ee | se"},
    {"K1K", "ir", "e es | e ee | se"},
    {"KK1", "ir", "e | e ee se es"},
    {"K1K1", "ir", "e | e ee es | se"},
    {"K1X", "i", "e | e ee s es | se"},
    {"KX1", "i", "e | e ee se s | es"},
    {"K1X1", "i", "e | e ee s | se es"},
    {"I1N", "", "e s | e ee | se"},
    {"I1K", "r", "e es s | e ee | se"},
    {"IK1", "r", "e s | e ee se es"},
    {"I1K1", "r", "e s | e ee es | se"},
    {"I1X", "", "e s | e ee s es | se"},
    {"IX1", "", "e s | e ee se s | es"},
    {"I1X1", "", "e s | e ee s | se es"},
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

NoiseToken token_of(std::string_view word) {
  if (word == "e") return NoiseToken::E;
  if (word == "s") return NoiseToken::S;
  if (word == "ee") return NoiseToken::EE;
  if (word == "es") return NoiseToken::ES;
  if (word == "se") return NoiseToken::SE;
  return NoiseToken::SS;
}

NoisePattern from_row(const PatternRow& row) {
  NoisePattern pattern;
  pattern.initiator_static_known = row.known.find('i') != std::string_view::npos;
  pattern.responder_static_known = row.known.find('r') != std::string_view::npos;
  pattern.one_way = row.name.size() == 1;
  pattern.messages.emplace_back();
  for (const auto word : split(row.messages, ' ')) {
    if (word == "|") {
      pattern.messages.emplace_back();
    } else {
      pattern.messages.back().push_back(token_of(word));
    }
  }
  return pattern;
}

/// `psk0` stands at the start of the first message, `pskN` at the end of message N (section 9.4).
bool apply_psk(NoisePattern& pattern, std::string_view modifier, std::vector<std::size_t>& applied) {
  constexpr std::string_view kPrefix = "psk";
  if (!modifier.starts_with(kPrefix) || modifier.size() != kPrefix.size() + 1) return false;
  const auto number = static_cast<std::size_t>(modifier.back() - '0');
  if (modifier.back() < '0' || number > pattern.messages.size()) return false;
  if (std::ranges::find(applied, number) != applied.end()) return false;
  applied.push_back(number);
  if (number == 0) {
    pattern.messages.front().insert(pattern.messages.front().begin(), NoiseToken::Psk);
  } else {
    pattern.messages[number - 1].push_back(NoiseToken::Psk);
  }
  return true;
}

bool is_base_letter(char c) { return (c >= 'A' && c <= 'Z') || c == '1'; }

}  // namespace

std::size_t NoisePattern::psk_count() const {
  std::size_t count = 0;
  for (const auto& message : messages) {
    count += static_cast<std::size_t>(std::ranges::count(message, NoiseToken::Psk));
  }
  return count;
}

Result<NoisePattern> parse_noise_protocol(std::string_view protocol_name) {
  constexpr std::string_view kPrefix = "Noise_";
  const auto end_of_pattern = protocol_name.find('_', kPrefix.size());
  if (!protocol_name.starts_with(kPrefix) || end_of_pattern == std::string_view::npos) {
    return Error(CryptoError::UnknownPattern, "name");
  }
  if (protocol_name.substr(end_of_pattern + 1) != kSuite) return Error(CryptoError::UnknownPattern, "suite");

  const auto handshake = protocol_name.substr(kPrefix.size(), end_of_pattern - kPrefix.size());
  const auto end_of_base = std::ranges::find_if_not(handshake, is_base_letter) - handshake.begin();
  const auto base = handshake.substr(0, static_cast<std::size_t>(end_of_base));
  const auto modifiers = handshake.substr(base.size());
  const auto row = std::ranges::find(kPatterns, base, &PatternRow::name);
  if (row == std::end(kPatterns)) return Error(CryptoError::UnknownPattern, "pattern");

  NoisePattern pattern = from_row(*row);
  pattern.protocol_name = protocol_name;
  if (modifiers.empty()) return pattern;
  std::vector<std::size_t> applied;
  for (const auto modifier : split(modifiers, '+')) {
    if (!apply_psk(pattern, modifier, applied)) return Error(CryptoError::UnknownPattern, "modifier");
  }
  return pattern;
}

}  // namespace tasuki::crypto
